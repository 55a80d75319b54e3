package org.chappe.model;

/**
 * Which piece of a long text a message carries.
 *
 * @param k the piece, 1 to n
 * @param n how many pieces there are, 1 to 8
 */
public record Part(int k, int n) {

  public static final int MAX = 8;

  /** @throws IllegalArgumentException unless 1 ≤ k ≤ n ≤ 8 */
  public Part {
    if (k < 1 || k > n || n > MAX) {
      throw new IllegalArgumentException("part " + k + "." + n + " is out of range");
    }
  }
}
