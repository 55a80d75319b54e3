package org.chappe.client.cli;

import org.jline.reader.CompletingParsedLine;
import org.jline.reader.ParsedLine;
import org.jline.reader.impl.DefaultParser;

/** Takes a line apart for completion as {@link Addressed} reads it: quotation marks hold a name together in which there is a space, and nothing else means anything. */
final class TypedWords extends DefaultParser {

  private static final String QUOTE = "\"";

  TypedWords() {
    setQuoteChars(new char[] {'"'});
    setEscapeChars(new char[0]);
  }

  @Override
  public ParsedLine parse(String line, int cursor, ParseContext context) {
    return new Words((CompletingParsedLine) super.parse(line, cursor, context));
  }

  private final class Words extends ArgumentList {

    Words(CompletingParsedLine parsed) {
      super(
          parsed.line(),
          parsed.words(),
          parsed.wordIndex(),
          parsed.wordCursor(),
          parsed.cursor(),
          QUOTE,
          parsed.rawWordCursor(),
          parsed.rawWordLength());
    }

    /** A word as it has to be typed. */
    @Override
    public CharSequence escape(CharSequence word, boolean complete) {
      boolean isBegun = rawWordCursor() > wordCursor();
      if (!isBegun && word.chars().noneMatch(Character::isWhitespace)) {
        return word;
      }
      return QUOTE + word + (complete ? QUOTE : "");
    }
  }
}
