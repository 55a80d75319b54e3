package org.chappe.wire;

import java.nio.charset.StandardCharsets;

/** Small steps over ASCII bytes. */
final class Ascii {

  private Ascii() {}

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  static boolean isSmallLetter(int c) {
    return c >= 'a' && c <= 'z';
  }

  static boolean isCapital(int c) {
    return c >= 'A' && c <= 'Z';
  }

  /** Where a byte stands first in a range, or the range's end. */
  static int indexOf(int c, byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] != c) {
      at++;
    }
    return at;
  }

  /** Where the first ";" or "/" of a range stands, or its end. */
  static int endOfWord(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] != ';' && bytes[at] != '/') {
      at++;
    }
    return at;
  }

  /** Whether a range holds just this ASCII word. */
  static boolean equals(String word, byte[] bytes, int from, int to) {
    if (word.length() != to - from) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) != bytes[from + i]) {
        return false;
      }
    }
    return true;
  }

  /** Writes an ASCII word and returns the offset behind it. */
  static int write(String word, byte[] target, int offset) {
    for (int i = 0; i < word.length(); i++) {
      target[offset + i] = (byte) word.charAt(i);
    }
    return offset + word.length();
  }
}
