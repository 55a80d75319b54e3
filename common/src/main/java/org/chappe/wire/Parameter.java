package org.chappe.wire;

import org.jspecify.annotations.Nullable;

/** The parameters with small letters, in the order in which they stand. */
enum Parameter {
  SESSION('e', 2, "8 characters of base64url"),
  LAP('l', 3, "a base-36 number of at most 4 digits"),
  MESSAGE('m', 4, "epoch.n, two base-36 numbers of at most 8 and 6 digits"),
  PART('s', 5, "k.n, two digits with 1 <= k <= n <= 8"),
  HOPS('t', 6, "a base-36 number of at most 3 digits"),
  CUSTODIAN('o', 7, "a relay number, 1 to 9999, as a base-36 number"),
  LIFE('d', 8, "a base-36 number of at most 5 digits"),
  RECEIPT('r', 9, "nothing, c, s, d, x, f, o, t or v"),
  REFUSAL('x', 10, "the word of a refusal"),
  WAIT('w', 11, "a base-36 number of seconds, 0 to 2s0 (3600)"),
  NONCE('n', 12, "8 characters of base64url"),
  COOKIE('c', 13, "8 characters of base64url"),
  KEY('k', 14, "1 to 4 of 0-9A-Za-z_.-"),
  VIA('g', 15, "a, r or c, and there is no ;k");

  /** The place of the version in the order. */
  static final int VERSION_RANK = 1;

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

  /** Its place in the order, from 2: what stands first, the version, has {@link #VERSION_RANK}. */
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

  private static @Nullable Parameter[] byLetter() {
    @Nullable Parameter[] byLetter = new Parameter['z' - 'a' + 1];
    for (Parameter parameter : values()) {
      byLetter[parameter.letter - 'a'] = parameter;
    }
    return byLetter;
  }
}
