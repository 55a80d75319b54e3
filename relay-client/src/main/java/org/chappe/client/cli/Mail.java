package org.chappe.client.cli;

import org.chappe.model.Message;

/** How a message is shown. */
final class Mail {

  private Mail() {}

  /** Sender and text on one line; what would move the cursor is shown as a space. */
  static String line(Message message) {
    return message.source() + ": " + oneLine(message.text().text());
  }

  /** A text on one line; what would move the cursor is shown as a space. */
  static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
