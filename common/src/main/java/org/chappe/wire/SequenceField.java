package org.chappe.wire;

/** The second field: 0 to 99 in decimal, without leading zeros. */
final class SequenceField {

  static final int NOT_A_NUMBER = -1;

  private SequenceField() {}

  /** Reads the sequence number that fills a range, or {@link #NOT_A_NUMBER}. */
  static int read(byte[] bytes, int from, int to) {
    int digits = to - from;
    if (digits < 1 || digits > 2 || !Ascii.isDigit(bytes[from])) {
      return NOT_A_NUMBER;
    }
    int first = bytes[from] - '0';
    if (digits == 1) {
      return first;
    }
    return first == 0 || !Ascii.isDigit(bytes[from + 1])
        ? NOT_A_NUMBER
        : first * 10 + bytes[from + 1] - '0';
  }
}
