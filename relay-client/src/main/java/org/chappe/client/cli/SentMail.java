package org.chappe.client.cli;

import java.time.Instant;
import org.chappe.client.session.SentText;

/**
 * A text of the journal that was sent, for programs.
 *
 * @param type always {@code message}
 * @param direction always {@code sent}
 * @param sent when that was, as in ISO 8601
 * @param state what is known of it
 * @param destination the recipient's ID
 * @param message the number of its first part, epoch.n in base 36
 * @param text the text
 */
record SentMail(
    String type,
    String direction,
    String sent,
    String state,
    String destination,
    String message,
    String text) {

  static SentMail of(SentText text) {
    return new SentMail(
        "message",
        "sent",
        Instant.ofEpochMilli(text.millis()).toString(),
        text.state().word(),
        text.destination().toString(),
        text.id().toString(),
        text.text().text());
  }

  /** Recipient, text, and what became of it on one line for people. */
  String line() {
    return "to " + destination + ": " + Printable.line(text) + " (" + state + ")";
  }
}
