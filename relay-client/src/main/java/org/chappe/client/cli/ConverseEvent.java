package org.chappe.client.cli;

import java.util.List;
import java.util.Locale;
import org.chappe.model.ClientId;

/** What happens to a client that converses, as a line of its log. */
sealed interface ConverseEvent {

  /** A text is about to be sent: its number is used up, whatever becomes of it. */
  record Sent(ClientId destination, long k) implements ConverseEvent {
    @Override
    public String toString() {
      return "sent " + destination + " " + k;
    }
  }

  /**
   * The home relay has a text.
   *
   * @param id its message number, as it is shown
   */
  record Accepted(ClientId destination, String id, long k) implements ConverseEvent {
    @Override
    public String toString() {
      return "accepted " + destination + " " + id + " " + k;
    }
  }

  /** A text was not taken. */
  record Refused(ClientId destination, long k) implements ConverseEvent {
    @Override
    public String toString() {
      return "refused " + destination + " " + k;
    }
  }

  /**
   * A text that was accepted won't be delivered, and its sender was told.
   *
   * @param id its message number, as it is shown
   */
  record Undelivered(End end, ClientId destination, String id) implements ConverseEvent {
    @Override
    public String toString() {
      return end.word() + " " + destination + " " + id;
    }
  }

  /** A text came and was shown. */
  record Shown(ClientId source, long k, boolean isLate) implements ConverseEvent {
    @Override
    public String toString() {
      return "shown " + source + " " + k + (isLate ? " late" : "");
    }
  }

  /** Why a text wasn't delivered. */
  enum End {
    EXPIRED,
    FAILED;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException if it isn't one of these
   */
  static ConverseEvent parse(String line) {
    List<String> words = List.of(line.split(" ", -1));
    try {
      ConverseEvent event = parse(words);
      if (event.toString().equals(line)) {
        return event;
      }
    } catch (IllegalArgumentException | IndexOutOfBoundsException notALine) {
      throw new IllegalArgumentException("\"" + line + "\" is no line of a log", notALine);
    }
    throw new IllegalArgumentException("\"" + line + "\" is no line of a log");
  }

  private static ConverseEvent parse(List<String> words) {
    ClientId peer = ClientId.parse(words.get(1));
    return switch (words.get(0)) {
      case "sent" -> new Sent(peer, Long.parseLong(words.get(2)));
      case "accepted" -> new Accepted(peer, words.get(2), Long.parseLong(words.get(3)));
      case "refused" -> new Refused(peer, Long.parseLong(words.get(2)));
      case "shown" -> new Shown(peer, Long.parseLong(words.get(2)), words.size() > 3);
      default ->
        new Undelivered(End.valueOf(words.get(0).toUpperCase(Locale.ROOT)), peer, words.get(2));
    };
  }
}
