package org.chappe.wire;

/** A number as it stands in the payload of a table or question: at most nine digits 0–9a–z, without sign or leading zeros. */
public final class Counter {

  /** The most digits that are read. */
  public static final int DIGITS_MAX = 9;

  private static final int RADIX = 36;

  private Counter() {}

  /** How a number is written, which isn't negative. */
  public static String write(long value) {
    return Long.toString(value, RADIX);
  }

  /**
   * Reads what {@link #write} writes.
   *
   * @throws IllegalArgumentException if it is anything else, or too long
   */
  public static long read(String digits) {
    if (digits.isEmpty() || digits.length() > DIGITS_MAX) {
      throw new IllegalArgumentException("not a counter");
    }
    long value = Long.parseLong(digits, RADIX);
    if (value < 0 || !write(value).equals(digits)) {
      throw new IllegalArgumentException("not canonical");
    }
    return value;
  }
}
