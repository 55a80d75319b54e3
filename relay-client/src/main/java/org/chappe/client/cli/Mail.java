package org.chappe.client.cli;

import java.time.Instant;
import java.util.regex.Pattern;
import org.chappe.client.WaitingMessage;
import org.chappe.client.session.JournalEntry;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Part;
import org.chappe.model.Via;
import org.chappe.node.Delivery;
import org.jspecify.annotations.Nullable;

/**
 * A message that was received or waits, for programs.
 *
 * @param type {@code message}, or {@code waiting} for one that stays where it is
 * @param direction {@code received} in a journal, which also has what was {@linkplain SentMail sent}; null elsewhere
 * @param number its place in the journal, from 1; null where none is kept
 * @param received when it came, as in ISO 8601; null while it is just coming
 * @param source the sender's ID
 * @param room the group or queue through which it came: its name, or its ID where that isn't known; null for none
 * @param from who wrote it to the group or queue; null where there is none
 * @param fromName what the sender's account is called; null for nothing, or where that isn't known
 * @param to {@code *} for a text to all; null for one to the reader alone
 * @param message its number, epoch.n in base 36; null if it has none
 * @param part k/n, if it is part of a long text that isn't complete
 * @param late whether others that were written later were shown before; null in a journal, which doesn't keep that
 * @param text the text
 */
record Mail(
    String type,
    @Nullable String direction,
    @Nullable Long number,
    @Nullable String received,
    String source,
    @Nullable String room,
    @Nullable String from,
    @Nullable String fromName,
    @Nullable String to,
    @Nullable String message,
    @Nullable String part,
    @Nullable Boolean late,
    String text) {

  /** What a room passes on: its writer, a space, and the text. */
  private static final Pattern PASSED_ON = Pattern.compile("[0-9]{10} .*", Pattern.DOTALL);

  /** A message that has just come. */
  static Mail of(Delivery delivery) {
    Long number = delivery.number() == Delivery.UNKEPT ? null : delivery.number();
    return of(delivery.message(), number, null, delivery.isLate());
  }

  /** A message that waits at the relay. */
  static Mail of(WaitingMessage waiting) {
    Content content = Content.of(waiting.source(), waiting.via(), waiting.text());
    return new Mail(
        "waiting",
        null,
        null,
        null,
        waiting.source().toString(),
        content.room,
        content.from,
        null,
        content.to,
        waiting.message().isEmpty() ? null : waiting.message(),
        waiting.part().isEmpty() ? null : waiting.part(),
        null,
        content.text);
  }

  /** A message of the journal. */
  static Mail of(JournalEntry entry) {
    Instant received = Instant.ofEpochMilli(entry.millis());
    return of(entry.message(), entry.number(), received.toString(), null);
  }

  private static Mail of(
      Message message, @Nullable Long number, @Nullable String received, @Nullable Boolean late) {
    MessageId id = message.id();
    Part part = message.part();
    Content content = Content.of(message.source(), message.via(), message.text().text());
    return new Mail(
        "message",
        received == null ? null : "received",
        number,
        received,
        message.source().toString(),
        content.room,
        content.from,
        null,
        content.to,
        id == null ? null : id.toString(),
        part == null ? null : part.k() + "/" + part.n(),
        late,
        content.text);
  }

  /** What a text says, and through which room or to whom it came. */
  private record Content(
      @Nullable String room,
      @Nullable String from,
      @Nullable String to,
      String text) {

    static Content of(ClientId source, Via via, String text) {
      boolean isOfRoom = via == Via.ROOM && PASSED_ON.matcher(text).matches();
      return new Content(
          isOfRoom ? source.toString() : null,
          isOfRoom ? text.substring(0, ClientId.DIGITS) : null,
          via == Via.BROADCAST ? ClientId.EVERYONE.toString() : null,
          isOfRoom ? text.substring(ClientId.DIGITS + 1) : text);
    }
  }

  /** The same from somebody of that name; empty for none. */
  Mail from(String name) {
    String shown = name.isEmpty() || room != null ? null : name;
    String named = room == null || name.isEmpty() ? room : name;
    return new Mail(
        type, direction, number, received, source, named, from, shown, to, message, part, late,
        text);
  }

  /** The sender for people: the ID, with its name before it where it is known, or the room through which it came. */
  String writer() {
    if (room != null) {
      return Printable.line(room) + " " + from;
    }
    return fromName == null ? source : Printable.line(fromName) + " (" + source + ")";
  }

  /** Sender and text on one line for people. Late ones say so, and so do parts. */
  String line() {
    return writer() + (to == null ? "" : " to all") + ": "
        + (Boolean.TRUE.equals(late) ? "(late) " : "") + Printable.line(text)
        + (part == null ? "" : " (part " + part + ")");
  }
}
