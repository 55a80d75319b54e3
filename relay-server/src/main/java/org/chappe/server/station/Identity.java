package org.chappe.server.station;

import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;

/** What makes a message the same message everywhere. */
record Identity(ClientId source, ClientId destination, MessageId id) {

  /** @throws IllegalArgumentException if the message has no number */
  static Identity of(Message message) {
    MessageId id = message.id();
    if (id == null) {
      throw new IllegalArgumentException("a message without a number has no identity");
    }
    return new Identity(message.source(), message.destination(), id);
  }
}
