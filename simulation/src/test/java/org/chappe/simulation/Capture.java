package org.chappe.simulation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a document shows of somebody's screen, and that person at a pseudo-terminal, who types what was typed there as soon as what stands before is on
 * the screen. Round trips and dates are any.
 */
final class Capture {

  private static final String INDENT = "    ";
  private static final String BEGINNING = INDENT + "attached to relay ";
  private static final Pattern PROMPT = Pattern.compile("([0-9]+ · [0-9]{10} · .* >)(?: (.*))?");
  private static final Pattern QUESTION = Pattern.compile("password of .*:");

  /** From somebody else. */
  private static final Pattern MAIL = Pattern.compile("([0-9]{10}|[^:]+ \\([0-9]{10}\\)): .*");

  private static final Pattern ROUND_TRIP = Pattern.compile("[0-9]+([.][0-9])? ms");
  private static final Pattern DATE =
      Pattern.compile("^[0-9]{4}(-[0-9]{2}){2} [0-9]{2}(:[0-9]{2}){2} ");

  private final List<String> expected;
  private final PseudoTerminal terminal;
  private final Iterator<String> secrets;
  private final List<String> cleared = new ArrayList<>();
  private int next;

  /** @param secrets what is typed unseen, in this order */
  Capture(List<String> lines, PseudoTerminal terminal, String... secrets) {
    this.expected = lines.stream().map(Capture::masked).toList();
    this.terminal = terminal;
    this.secrets = List.of(secrets).iterator();
  }

  /** The captures of interactive clients in a document, in their order. */
  static List<List<String>> in(String document) throws IOException {
    List<List<String>> captures = new ArrayList<>();
    boolean isInside = false;
    for (String line : Document.read(document).lines()) {
      if (line.startsWith(BEGINNING) && !isInside) {
        captures.add(new ArrayList<>());
        isInside = true;
      }
      isInside &= line.startsWith(INDENT);
      if (isInside) {
        captures.get(captures.size() - 1).add(line.strip());
      }
    }
    return captures;
  }

  private static String masked(String line) {
    String timeless = DATE.matcher(line).replaceFirst("DATE ");
    return ROUND_TRIP.matcher(timeless).replaceAll("N ms");
  }

  /** Clears the screen of all but the prompt; what had been passed over counts as if it stood there still. */
  void clear() {
    cleared.addAll(expected.subList(cleared.size(), next));
    terminal.type("\u000c");
  }

  /** All that stands on the screen. */
  List<String> shown() {
    Stream<String> now =
        terminal.lines().stream().filter(line -> !line.isEmpty()).map(Capture::masked);
    return Stream.concat(cleared.stream(), now).toList();
  }

  /** What should stand there in the end. */
  List<String> expected() {
    return expected;
  }

  boolean isOver() {
    return next == expected.size();
  }

  /** Whether nothing comes any more before somebody types, this person or another. */
  boolean isAtRest() {
    return isOver() || isToType() || MAIL.matcher(expected.get(next)).matches();
  }

  private boolean isToType() {
    String line = expected.get(next);
    return PROMPT.matcher(line).matches() || QUESTION.matcher(line).matches();
  }

  /** Passes over what has been shown. */
  void read() {
    List<String> shown = shown();
    while (!isOver()
        && !isToType()
        && next < shown.size()
        && shown.get(next).equals(expected.get(next))) {
      next++;
    }
  }

  /** Whether it is this person's turn to type, and nothing else stands on the screen than should. */
  boolean stands() {
    List<String> shown = shown();
    return !isOver()
        && isToType()
        && shown.size() == next + 1
        && shown.get(next).equals(beforeTyping(expected.get(next)));
  }

  private static String beforeTyping(String line) {
    Matcher prompt = PROMPT.matcher(line);
    return prompt.matches() ? prompt.group(1) : line;
  }

  /** Types what is to be typed next, if anything is. */
  void type() {
    String line = expected.get(next++);
    Matcher prompt = PROMPT.matcher(line);
    String typed = prompt.matches() ? prompt.group(2) : secrets.next();
    if (typed != null) {
      terminal.type(typed + "\r");
    }
  }
}
