package org.chappe.client.cli;

import java.nio.charset.Charset;
import org.chappe.client.Outcome;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** How lines look: marks for what became of texts, and colours where they are wanted. */
final class Look {

  private static final int DONE = AttributedStyle.GREEN;
  private static final int BAD = AttributedStyle.RED;
  private static final int NAME = AttributedStyle.CYAN;

  private final boolean hasColours;
  private final boolean hasSigns;

  /** @param encoding of the terminal; where it lacks the signs, plain ones take their place */
  Look(boolean hasColours, Charset encoding) {
    this.hasColours = hasColours;
    this.hasSigns = encoding.newEncoder().canEncode("✓●✗·→");
  }

  /** A line about something of the program's own. */
  AttributedString plain(String words) {
    return new AttributedString(words);
  }

  /** A line that explains. */
  AttributedString quiet(String words) {
    return styled(AttributedStyle.DEFAULT.faint(), words);
  }

  /** A line about something that went wrong. */
  AttributedString bad(String words) {
    return styled(AttributedStyle.DEFAULT.foreground(BAD), words);
  }

  /** A message as it is shown: everything in it is safe for the terminal. */
  AttributedString mail(Mail mail) {
    String toSign = hasSigns ? "→" : "to";
    String line = mail.line(toSign);
    int end = mail.otherEnd(toSign).length();
    return join(
        styled(AttributedStyle.BOLD.foreground(NAME), line.substring(0, end)),
        plain(line.substring(end)));
  }

  /** What became of a text: its mark, its number, and the words. */
  AttributedString outcome(Outcome outcome, int text, OutcomeWords words) {
    String mark = mark(outcome);
    AttributedStyle style = AttributedStyle.DEFAULT.foreground(words.isGood() ? DONE : BAD);
    return join(styled(style, mark), plain(" #" + text + " " + words.line()));
  }

  /** ✓ accepted, ✓✓ stored, ● delivered, ✗ a bad end; + ++ * x where the terminal has no such signs. */
  String mark(Outcome outcome) {
    if (outcome instanceof Outcome.Accepted) {
      return hasSigns ? "✓" : "+";
    }
    if (outcome instanceof Outcome.Stored) {
      return hasSigns ? "✓✓" : "++";
    }
    if (outcome instanceof Outcome.Delivered) {
      return hasSigns ? "●" : "*";
    }
    return hasSigns ? "✗" : "x";
  }

  /** What stands between the parts of the prompt. */
  String divider() {
    return hasSigns ? " · " : " | ";
  }

  private AttributedString styled(AttributedStyle style, String words) {
    return new AttributedString(words, hasColours ? style : AttributedStyle.DEFAULT);
  }

  private static AttributedString join(AttributedString first, AttributedString second) {
    return new AttributedStringBuilder().append(first).append(second).toAttributedString();
  }
}
