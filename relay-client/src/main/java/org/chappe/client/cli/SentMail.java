package org.chappe.client.cli;

import java.time.Instant;
import org.chappe.client.session.SentText;
import org.chappe.model.RoomKind;
import org.jspecify.annotations.Nullable;

/**
 * A text of the journal that was sent, for programs.
 *
 * @param type always {@code message}
 * @param direction always {@code sent}
 * @param sent when that was, as in ISO 8601
 * @param state what is known of it
 * @param destination the recipient's ID
 * @param toName what the recipient, group or queue was called last; null for nothing, or where that isn't known
 * @param message the number of its first part, epoch.n in base 36
 * @param text the text
 */
record SentMail(
    String type,
    String direction,
    String sent,
    String state,
    String destination,
    @Nullable String toName,
    String message,
    String text) {

  /** @param name what the recipient was called last; empty for nothing */
  static SentMail of(SentText text, String name) {
    return new SentMail(
        "message",
        "sent",
        Instant.ofEpochMilli(text.millis()).toString(),
        text.state().word(),
        text.destination().toString(),
        name.isEmpty() ? null : name,
        text.id().toString(),
        text.text().text());
  }

  /** Recipient, text, and what became of it on one line for people. */
  String line() {
    return "to " + recipient() + ": " + Printable.line(text) + " (" + state + ")";
  }

  private String recipient() {
    if (toName == null) {
      return destination;
    }
    return RoomKind.isMeant(toName) ? Printable.line(toName) : Mail.withName(toName, destination);
  }
}
