package org.chappe.client.cli;

import java.util.Locale;

/**
 * Texts as they may be shown on a terminal. Whoever sends a text must not be able to move the cursor, change colours or the title, or
 * turn the direction of writing on the recipient's screen.
 */
final class Printable {

  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private Printable() {}

  /** The text on one line: each character that would act on a terminal instead of being shown is a space. */
  static String line(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints().map(c -> acts(c) ? ' ' : c).forEach(shown::appendCodePoint);
    return shown.toString();
  }

  /** JSON of the same value in which all characters that would act on a terminal are written as escapes. */
  static String json(String json) {
    StringBuilder shown = new StringBuilder(json.length());
    for (int i = 0; i < json.length(); i = json.offsetByCodePoints(i, 1)) {
      int c = json.codePointAt(i);
      if (acts(c)) {
        for (char unit : Character.toChars(c)) {
          shown.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
        }
      } else {
        shown.appendCodePoint(c);
      }
    }
    return shown.toString();
  }

  /** Controls, separators of lines, halves of surrogate pairs, and formats but those that letters are joined and emoji made with. */
  private static boolean acts(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE -> true;
      case Character.FORMAT -> c != ZERO_WIDTH_JOINER && c != ZERO_WIDTH_NON_JOINER;
      default -> false;
    };
  }
}
