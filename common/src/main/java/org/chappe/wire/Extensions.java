package org.chappe.wire;

/** The parameters with capital letters, which are passed over: {@code *(";" capital value)} in ascending order. */
final class Extensions {

  static final int NOT_CANONICAL = -1;

  static final String COMPLAINT =
      "capital parameters stand last, in ascending order, each with at most 16 of 0-9A-Za-z_.-";

  private Extensions() {}

  /** Where the extensions that begin at a ";" end, at a "/" or the range's end; or {@link #NOT_CANONICAL}. */
  static int end(byte[] bytes, int from, int to) {
    int at = from;
    int last = 0;
    while (at < to && bytes[at] == ';') {
      int valueFrom = at + 2;
      if (valueFrom > to || !Ascii.isCapital(bytes[at + 1]) || bytes[at + 1] <= last) {
        return NOT_CANONICAL;
      }
      last = bytes[at + 1];
      at = valueFrom;
      while (at < to && Parameter.isValueCharacter(bytes[at])) {
        at++;
      }
      if (at - valueFrom > WireLimits.PARAMETER_CHARACTERS_MAX) {
        return NOT_CANONICAL;
      }
    }
    return at == to || bytes[at] == '/' ? at : NOT_CANONICAL;
  }
}
