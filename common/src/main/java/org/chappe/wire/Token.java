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
    long value = 0;
    for (int at = from; at < to; at++) {
      int bits = value(bytes[at]);
      if (bits < 0) {
        return NOT_A_TOKEN;
      }
      value = value << BITS | bits;
    }
    return value;
  }

  /** The 6 bits that a character stands for, or {@link #NOT_A_TOKEN}. */
  static int value(byte character) {
    return VALUES[character & 0xFF];
  }

  /** Writes 48 bits and returns the offset behind them. */
  static int write(long value, byte[] target, int offset) {
    long rest = value;
    for (int at = offset + CHARACTERS - 1; at >= offset; at--) {
      target[at] = ALPHABET[(int) (rest & 63)];
      rest >>= BITS;
    }
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
