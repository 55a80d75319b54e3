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
 * @param own true for what another device of the reader's sent; null for what others wrote
 * @param source the sender's ID, which of one's own is one's own
 * @param room the group or queue through which it came: its name, or its ID where that isn't known; null for none
 * @param from who wrote it to the group or queue; null where there is none
 * @param fromName what the sender's account is called; null for nothing, or where that isn't known
 * @param to {@code *} for a text to all; the recipient's ID of one's own; null for one to the reader alone
 * @param toName what the recipient's account is called, of one's own; null for nothing, or where that isn't known
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
    @Nullable Boolean own,
    String source,
    @Nullable String room,
    @Nullable String from,
    @Nullable String fromName,
    @Nullable String to,
    @Nullable String toName,
    @Nullable String message,
    @Nullable String part,
    @Nullable Boolean late,
    String text) {

  /** What a room passes on: its writer, a space, and the text. */
  private static final Pattern PASSED_ON = Pattern.compile("[0-9]{10} .*", Pattern.DOTALL);

  /** A message that has just come to somebody, or that another device of theirs sent. */
  static Mail of(Delivery delivery, ClientId reader) {
    Long number = delivery.number() == Delivery.UNKEPT ? null : delivery.number();
    Mail mail = of(delivery.message(), number, null, delivery.isLate());
    return delivery.isOwn() ? mail.by(reader) : mail;
  }

  /** What somebody wrote to whom it seems to come from, or to all. */
  private Mail by(ClientId writer) {
    String recipient = to == null ? source : to;
    return new Mail(
        type,
        direction,
        number,
        received,
        true,
        writer.toString(),
        null,
        null,
        null,
        recipient,
        null,
        message,
        part,
        late,
        text);
  }

  /** A message that waits at the relay. */
  static Mail of(WaitingMessage waiting) {
    Content content = Content.of(waiting.source(), waiting.via(), waiting.text());
    return new Mail(
        "waiting",
        null,
        null,
        null,
        null,
        waiting.source().toString(),
        content.room,
        content.from,
        null,
        content.to,
        null,
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
        null,
        message.source().toString(),
        content.room,
        content.from,
        null,
        content.to,
        null,
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

  /** The same where the other end has that name; empty for none. */
  Mail named(String name) {
    boolean isToAll = ClientId.EVERYONE.toString().equals(to);
    String recipient = own == null || name.isEmpty() || isToAll ? null : name;
    String shown = name.isEmpty() || room != null || own != null ? null : name;
    String named = room == null || name.isEmpty() ? room : name;
    return new Mail(
        type, direction, number, received, own, source, named, from, shown, to, recipient, message,
        part, late, text);
  }

  /**
   * The other end for people: the ID, with its name before it where it is known, or the room through which it came.
   *
   * @param toSign what stands before the recipient of one's own
   */
  String otherEnd(String toSign) {
    if (own != null) {
      boolean isToAll = ClientId.EVERYONE.toString().equals(to);
      return toSign + " " + (isToAll ? "all" : withName(toName, String.valueOf(to)));
    }
    return room != null ? Printable.line(room) + " " + from : withName(fromName, source);
  }

  /** An ID, with its name before it where it is known. */
  static String withName(@Nullable String name, String id) {
    return name == null ? id : Printable.line(name) + " (" + id + ")";
  }

  /** The other end and the text on one line for people. Late ones say so, and so do parts. */
  String line() {
    return line("to");
  }

  /** The same with something else before the recipient of one's own. */
  String line(String toSign) {
    return otherEnd(toSign) + (to == null || own != null ? "" : " to all") + ": "
        + (Boolean.TRUE.equals(late) ? "(late) " : "") + Printable.line(text)
        + (part == null ? "" : " (part " + part + ")")
        + (own == null ? "" : " (from your other device)");
  }
}
