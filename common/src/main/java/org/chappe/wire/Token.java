package org.chappe.wire;

import java.util.Arrays;

/** 48 bits as 8 characters of base64url (RFC 4648, section 5), the highest bits first. */
final class Token {

  static final int CHARACTERS = 8;

  static final int NOT_A_TOKEN = -1;

  static final int BITS = 6;
  private static final byte[] ALPHABET =
      Ascii.bytes("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
  private static final byte[] VALUES = values();

  private Token() {}

  /** Reads the token that fills a range; {@link #NOT_A_TOKEN} if it isn't one. */
  static long read(byte[] bytes, int from, int to) {
    if (to - from != CHARACTERS) {
      return NOT_A_TOKEN;
    }
    long eight = EightBytes.get(bytes, from);
    long value = 0;
    for (int i = 0; i < CHARACTERS; i++) {
      // once it is negative, it stays so
      value = value << BITS | value((byte) (eight >>> (i * Byte.SIZE)));
    }
    return value < 0 ? NOT_A_TOKEN : value;
  }

  /** The 6 bits that a character stands for, or {@link #NOT_A_TOKEN}. */
  static int value(byte character) {
    return VALUES[character & 0xFF];
  }

  /** Writes 48 bits and returns the offset behind them. */
  static int write(long value, byte[] target, int offset) {
    long eight = 0;
    for (int i = 0; i < CHARACTERS; i++) {
      eight = eight << Byte.SIZE | ALPHABET[(int) (value >>> (i * BITS)) & 63];
    }
    EightBytes.put(eight, target, offset);
    return offset + CHARACTERS;
  }

  private static byte[] values() {
    byte[] values = new byte[256];
    Arrays.fill(values, (byte) NOT_A_TOKEN);
    for (int i = 0; i < ALPHABET.length; i++) {
      values[ALPHABET[i]] = (byte) i;
    }
    return values;
  }
}
