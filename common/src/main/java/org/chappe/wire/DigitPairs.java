package org.chappe.wire;

/** All pairs of digits of a radix, so that a number is written two digits at a time. */
final class DigitPairs {

  private DigitPairs() {}

  /**
   * At each number below the radix squared its two digits, the first in the lower byte.
   *
   * @param digits as many as the radix
   */
  static char[] of(byte[] digits) {
    int radix = digits.length;
    char[] pairs = new char[radix * radix];
    for (int pair = 0; pair < pairs.length; pair++) {
      pairs[pair] = (char) (digits[pair / radix] | digits[pair % radix] << Byte.SIZE);
    }
    return pairs;
  }

  /** Writes one of these pairs and returns the offset behind it. */
  static int write(char pair, byte[] target, int offset) {
    target[offset] = (byte) pair;
    target[offset + 1] = (byte) (pair >> Byte.SIZE);
    return offset + 2;
  }

  /** Writes four of these pairs and returns the offset behind them. */
  static int write(char first, char second, char third, char fourth, byte[] target, int offset) {
    long eight = first | (long) second << 16 | (long) third << 32 | (long) fourth << 48;
    EightBytes.put(eight, target, offset);
    return offset + Long.BYTES;
  }
}
