package org.chappe.wire;

import java.util.Arrays;

/** Numbers with the digits 0–9a–z, without sign or leading zeros. */
final class Base36 {

  static final int NOT_A_NUMBER = -1;

  private static final int RADIX = 36;

  /** The digits of the largest long. */
  private static final int DIGITS_MAX = 13;

  private static final byte[] DIGITS = Ascii.bytes("0123456789abcdefghijklmnopqrstuvwxyz");
  private static final byte[] VALUES = values();
  private static final long[] BOUNDS = bounds();

  private Base36() {}

  /**
   * Reads the number that fills a range.
   *
   * @param digitsMax how many digits it may have, at most 12
   * @return the number, or {@link #NOT_A_NUMBER}
   */
  static long read(byte[] bytes, int from, int to, int digitsMax) {
    int digits = to - from;
    if (digits < 1 || digits > digitsMax || (digits > 1 && bytes[from] == '0')) {
      return NOT_A_NUMBER;
    }
    long value = 0;
    for (int at = from; at < to; at++) {
      int digit = VALUES[bytes[at] & 0xFF];
      if (digit < 0) {
        return NOT_A_NUMBER;
      }
      value = value * RADIX + digit;
    }
    return value;
  }

  /** Writes a non-negative number and returns the offset behind it. */
  static int write(long value, byte[] target, int offset) {
    int end = offset + digits(value);
    long rest = value;
    int at = end;
    // two digits with each division: epochs are long
    while (at - offset >= 2) {
      at -= 2;
      int pair = (int) (rest % (RADIX * RADIX));
      target[at] = DIGITS[pair / RADIX];
      target[at + 1] = DIGITS[pair % RADIX];
      rest /= RADIX * RADIX;
    }
    if (at > offset) {
      target[offset] = DIGITS[(int) rest];
    }
    return end;
  }

  private static int digits(long value) {
    int digits = 1;
    while (digits < BOUNDS.length && value >= BOUNDS[digits]) {
      digits++;
    }
    return digits;
  }

  /** From which number on there are more digits than the index. */
  private static long[] bounds() {
    long[] bounds = new long[DIGITS_MAX];
    bounds[0] = 1;
    for (int digits = 1; digits < bounds.length; digits++) {
      bounds[digits] = bounds[digits - 1] * RADIX;
    }
    return bounds;
  }

  private static byte[] values() {
    byte[] values = new byte[256];
    Arrays.fill(values, (byte) NOT_A_NUMBER);
    for (int i = 0; i < DIGITS.length; i++) {
      values[DIGITS[i]] = (byte) i;
    }
    return values;
  }
}
