package org.chappe.client.cli;

import org.chappe.model.Message;
import org.chappe.node.Delivery;

/** How a message is shown. */
final class Mail {

  private Mail() {}

  /** Sender and text on one line; what would move the cursor is shown as a space. Late ones say so. */
  static String line(Delivery delivery) {
    String late = delivery.isLate() ? "(late) " : "";
    Message message = delivery.message();
    return message.source() + ": " + late + oneLine(message.text().text());
  }

  /** A text on one line; what would move the cursor is shown as a space. */
  static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
