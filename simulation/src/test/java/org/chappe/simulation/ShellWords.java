package org.chappe.simulation;

import java.util.ArrayList;
import java.util.List;

/** A command line as a shell takes it apart, as far as commands in documents and in tests go: quotation marks and comments, nothing else. */
final class ShellWords {

  private ShellWords() {}

  static List<String> of(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean isWord = false;
    char quote = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quote != 0) {
        quote = append(word, c, quote);
      } else if (c == '\'' || c == '"') {
        quote = c;
        isWord = true;
      } else if (c == '#' && !isWord) {
        return words;
      } else if (c != ' ') {
        word.append(c);
        isWord = true;
      } else if (isWord) {
        words.add(word.toString());
        word.setLength(0);
        isWord = false;
      }
    }
    if (isWord) {
      words.add(word.toString());
    }
    return words;
  }

  /** Takes a character between quotation marks; returns the mark that is still open, 0 for none. */
  private static char append(StringBuilder word, char c, char quote) {
    if (c == quote) {
      return 0;
    }
    word.append(c);
    return quote;
  }
}
