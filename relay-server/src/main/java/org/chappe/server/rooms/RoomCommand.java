package org.chappe.server.rooms;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chappe.model.Payload;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks of a room: {@code /WORD TOKEN REST}. A text that begins with two strokes is no command, but a text that begins with one.
 *
 * @param word small letters
 * @param token comes back in the answer; {@value #NO_TOKEN} where none was given
 * @param rest what follows, empty for nothing
 */
record RoomCommand(String word, String token, String rest) {

  static final String NO_TOKEN = "0";

  private static final String MARK = "/";
  private static final Pattern FORM =
      Pattern.compile("/([a-z]{1,12})(?: ([0-9A-Za-z]{1,9}))?(?: ([ -~]{0,40}))?");

  /** Whether a text is meant to be a command. */
  static boolean isMeant(Payload text) {
    return text.text().startsWith(MARK) && !text.text().startsWith(MARK + MARK);
  }

  /** Reads a command; one with the word {@code what} when it isn't one. */
  static RoomCommand read(Payload text) {
    Matcher matcher = FORM.matcher(text.text());
    return matcher.matches()
        ? new RoomCommand(
            matcher.group(1), or(matcher.group(2), NO_TOKEN), or(matcher.group(3), ""))
        : new RoomCommand("what", NO_TOKEN, "");
  }

  private static String or(@Nullable String text, String otherwise) {
    return text == null ? otherwise : text;
  }

  /** What an answer to it begins with. */
  String head() {
    return MARK + word + " " + token + " ";
  }

  /** A text that isn't a command, as it was meant. */
  static String unescaped(Payload text) {
    return text.text().startsWith(MARK + MARK) ? text.text().substring(1) : text.text();
  }
}
