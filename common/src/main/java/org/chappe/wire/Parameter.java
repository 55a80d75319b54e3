package org.chappe.wire;

import org.jspecify.annotations.Nullable;

/** The parameters with small letters, in the order in which they stand. */
enum Parameter {
  SESSION('e', 1, "8 characters of base64url"),
  LAP('l', 2, "a base-36 number of at most 4 digits"),
  MESSAGE('m', 3, "epoch.n, two base-36 numbers of at most 8 and 6 digits"),
  PART('s', 4, "k.n, two digits with 1 <= k <= n <= 8"),
  HOPS('t', 5, "a base-36 number of at most 3 digits"),
  CUSTODIAN('o', 6, "a relay number, 1 to 9999, as a base-36 number"),
  LIFE('d', 7, "a base-36 number of at most 5 digits"),
  RECEIPT('r', 8, "nothing, c, s, d, x, f, o, t or v"),
  REFUSAL('x', 9, "the word of a refusal"),
  WAIT('w', 10, "a base-36 number of seconds, 0 to 2s0 (3600)"),
  NONCE('n', 11, "8 characters of base64url"),
  COOKIE('c', 12, "8 characters of base64url"),
  KEY('k', 13, "1 to 4 of 0-9A-Za-z_.-"),
  VIA('g', 14, "a, r or c, and there is no ;k");

  private static final @Nullable Parameter[] BY_LETTER = byLetter();

  private final char letter;
  private final int rank;
  private final String takes;

  Parameter(char letter, int rank, String takes) {
    this.letter = letter;
    this.rank = rank;
    this.takes = takes;
  }

  /** The parameter of a letter a–z; null when it is unknown. */
  static @Nullable Parameter of(int letter) {
    return BY_LETTER[letter - 'a'];
  }

  char letter() {
    return letter;
  }

  /** Its place in the order, from 1: what stands first, the version, has 0. */
  int rank() {
    return rank;
  }

  /** What its value has to be. */
  String takes() {
    return takes;
  }

  /** Whether a character may stand in the value of a parameter. */
  static boolean isValueCharacter(int c) {
    return Ascii.isDigit(c)
        || Ascii.isSmallLetter(c)
        || Ascii.isCapital(c)
        || c == '_'
        || c == '.'
        || c == '-';
  }

  /** Whether a range holds nothing that may not stand in a value. */
  static boolean isValue(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at++) {
      if (!isValueCharacter(bytes[at])) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable Parameter[] byLetter() {
    @Nullable Parameter[] byLetter = new Parameter['z' - 'a' + 1];
    for (Parameter parameter : values()) {
      byLetter[parameter.letter - 'a'] = parameter;
    }
    return byLetter;
  }
}
