package org.chappe.client.cli;

import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.impl.DefaultParser;

/** Takes a line apart for completion as {@link Addressed} reads it: quotation marks hold a name together in which there is a space, and nothing else means anything. */
final class TypedWords implements Parser {

  private static final String QUOTE = "\"";

  private final DefaultParser words =
      new DefaultParser().quoteChars(new char[] {'"'}).escapeChars(new char[0]);

  @Override
  public ParsedLine parse(String line, int cursor, ParseContext context) {
    return new Words((CompletingParsedLine) words.parse(line, cursor, context));
  }

  private record Words(CompletingParsedLine parsed) implements CompletingParsedLine {

    /** A word as it has to be typed. */
    @Override
    public CharSequence escape(CharSequence word, boolean complete) {
      boolean isBegun = parsed.rawWordCursor() > parsed.wordCursor();
      if (!isBegun && word.chars().noneMatch(Character::isWhitespace)) {
        return word;
      }
      return QUOTE + word + (complete ? QUOTE : "");
    }

    @Override
    public int rawWordCursor() {
      return parsed.rawWordCursor();
    }

    @Override
    public int rawWordLength() {
      return parsed.rawWordLength();
    }

    @Override
    public String word() {
      return parsed.word();
    }

    @Override
    public int wordCursor() {
      return parsed.wordCursor();
    }

    @Override
    public int wordIndex() {
      return parsed.wordIndex();
    }

    @Override
    public List<String> words() {
      return parsed.words();
    }

    @Override
    public String line() {
      return parsed.line();
    }

    @Override
    public int cursor() {
      return parsed.cursor();
    }
  }
}
