package org.chappe.client.cli;

import java.util.ArrayList;
import java.util.List;

/** Words and what they mean in two columns, on as many lines as they need. */
final class HelpLines {

  /** Where the second column begins. */
  private static final int INDENT = 31;

  /** A second column that is narrower goes below the first. */
  private static final int COLUMN_MIN = 30;

  private static final int INDENT_BELOW = 6;

  private HelpLines() {}

  /** @param columns of the terminal; 0 where that isn't known, and lines may be as long as they like */
  static List<String> of(String term, String meaning, int columns) {
    int width = columns <= 0 ? Integer.MAX_VALUE : columns;
    String head = "  " + term;
    if (width >= INDENT + COLUMN_MIN) {
      return filled(String.format("%-" + (INDENT - 1) + "s", head), INDENT, meaning, width);
    }
    List<String> lines = new ArrayList<>(List.of(head));
    lines.addAll(filled(" ".repeat(INDENT_BELOW - 1), INDENT_BELOW, meaning, width));
    return lines;
  }

  private static List<String> filled(String head, int indent, String words, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(head);
    for (String word : words.split(" ", -1)) {
      if (line.length() + 1 + word.length() > width && line.length() >= indent) {
        lines.add(line.toString());
        line = new StringBuilder(" ".repeat(indent - 1));
      }
      line.append(' ').append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
