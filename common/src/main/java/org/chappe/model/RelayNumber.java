package org.chappe.model;

/**
 * A relay's number, which is also its place in the line.
 *
 * @param value 1 to 9999
 */
public record RelayNumber(int value) implements Address, Comparable<RelayNumber> {

  public static final int MAX = 9999;

  /** @throws IllegalArgumentException if the value is not 1 to 9999 */
  public RelayNumber {
    if (value < 1 || value > MAX) {
      throw new IllegalArgumentException(
          "a relay number is 1 to " + MAX + "; " + value + " is not");
    }
  }

  @Override
  public int compareTo(RelayNumber other) {
    return Integer.compare(value, other.value);
  }

  /** The number in decimal. */
  @Override
  public String toString() {
    return Integer.toString(value);
  }
}
