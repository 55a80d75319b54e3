package org.chappe.client.cli;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chappe.model.ClientId;
import org.jspecify.annotations.Nullable;

/**
 * A text that names itself, so that it is known again wherever it turns up.
 *
 * @param source who sent it
 * @param k its number, from 1; its source uses no number twice
 */
record NumberedText(ClientId source, long k) implements Comparable<NumberedText> {

  private static final Comparator<NumberedText> ORDER =
      Comparator.comparing(NumberedText::source).thenComparingLong(NumberedText::k);

  private static final Pattern FORM = Pattern.compile("([0-9]{10}):([1-9][0-9]{0,17})");

  /** Reads a text; null when it is none of these. */
  static @Nullable NumberedText parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? new NumberedText(ClientId.parse(matcher.group(1)), Long.parseLong(matcher.group(2)))
        : null;
  }

  @Override
  public int compareTo(NumberedText other) {
    return ORDER.compare(this, other);
  }

  /** The text that is sent. */
  @Override
  public String toString() {
    return source + ":" + k;
  }
}
