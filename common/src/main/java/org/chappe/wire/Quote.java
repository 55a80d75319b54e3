package org.chappe.wire;

/** A few printable characters of a stranger's bytes, for a sentence. */
final class Quote {

  private static final int CHARACTERS_MAX = 16;

  private Quote() {}

  /** The range between quotation marks, cut after 16 bytes, with ? for what isn't printable ASCII. */
  static String of(byte[] bytes, int from, int to) {
    int cut = Math.min(to, from + CHARACTERS_MAX);
    StringBuilder quote = new StringBuilder("\"");
    for (int at = from; at < cut; at++) {
      boolean printable = bytes[at] >= ' ' && bytes[at] < 0x7F && bytes[at] != '"';
      quote.append(printable ? (char) bytes[at] : '?');
    }
    return quote.append(cut < to ? "...\"" : "\"").toString();
  }
}
