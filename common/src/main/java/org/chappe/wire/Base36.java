package org.chappe.wire;

import java.util.Arrays;

/** Numbers with the digits 0–9a–z, without sign or leading zeros. */
final class Base36 {

  static final int NOT_A_DIGIT = -1;

  static final int RADIX = 36;

  private static final int PAIR = RADIX * RADIX;
  private static final long FOUR = (long) PAIR * PAIR;
  private static final long EIGHT_DIGITS_MIN = FOUR * PAIR * RADIX;
  private static final long EIGHT_DIGITS_MAX = FOUR * FOUR - 1;
  private static final long EACH_80 = 0x8080_8080_8080_8080L;

  private static final byte[] DIGITS = Ascii.bytes("0123456789abcdefghijklmnopqrstuvwxyz");
  private static final byte[] VALUES = values();
  private static final char[] PAIRS = DigitPairs.of(DIGITS);

  private Base36() {}

  /** What a digit stands for, or {@link #NOT_A_DIGIT}. */
  static int digit(byte character) {
    return VALUES[character & 0xFF];
  }

  /** The eight digits that stand at an offset as a number, or {@link #NOT_A_DIGIT}. */
  static long readEight(byte[] bytes, int offset) {
    long eight = EightBytes.get(bytes, offset);
    long letters = notBelow('a', eight);
    long digits = notBelow('0', eight) & ~notBelow('9' + 1, eight);
    long smallLetters = letters & ~notBelow('z' + 1, eight);
    if ((eight & EACH_80) != 0 || ((digits | smallLetters) & EACH_80) != EACH_80) {
      return NOT_A_DIGIT;
    }
    long lettersOnly = (letters & EACH_80) >>> 7;
    return EightBytes.number(eight - EightBytes.EACH * '0' - lettersOnly * ('a' - '9' - 1), RADIX);
  }

  /** The highest bit of each byte that isn't below a bound; of seven bits each. */
  private static long notBelow(int bound, long eight) {
    return eight + EightBytes.EACH * (0x80 - bound);
  }

  /** Writes a non-negative number and returns the offset behind it. */
  static int write(long value, byte[] target, int offset) {
    if (value < RADIX) {
      target[offset] = DIGITS[(int) value];
      return offset + 1;
    }
    if (value >= EIGHT_DIGITS_MIN && value <= EIGHT_DIGITS_MAX) {
      return writeEight((int) (value / FOUR), (int) (value % FOUR), target, offset);
    }
    int middle = value < PAIR ? offset : write(value / PAIR, target, offset);
    return DigitPairs.write(PAIRS[(int) (value % PAIR)], target, middle);
  }

  /** Epochs have eight digits. */
  private static int writeEight(int high, int low, byte[] target, int offset) {
    return DigitPairs.write(
        PAIRS[high / PAIR],
        PAIRS[high % PAIR],
        PAIRS[low / PAIR],
        PAIRS[low % PAIR],
        target,
        offset);
  }

  private static byte[] values() {
    byte[] values = new byte[256];
    Arrays.fill(values, (byte) NOT_A_DIGIT);
    for (int i = 0; i < DIGITS.length; i++) {
      values[DIGITS[i]] = (byte) i;
    }
    return values;
  }
}
