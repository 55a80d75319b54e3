package org.chappe.server.devices;

import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Part;
import org.chappe.model.Payload;
import org.chappe.model.Receipt;
import org.chappe.model.Via;
import org.jspecify.annotations.Nullable;

/** What relays write about the mail of devices. All of it bears the number of the message that it is about. */
final class DeviceMail {

  private DeviceMail() {}

  /** A device's own copy of a message for its owner. */
  static Message copy(Message message, ClientId device, long lifeSeconds) {
    return message
        .to(device)
        .as(Receipt.COPY)
        .sentBy(Message.NOBODY, Message.UNLIMITED, lifeSeconds);
  }

  /** A receipt for the owner, as each device gets it. */
  static Message copyOfReceipt(Message receipt, ClientId device) {
    return receipt.to(device).sentBy(Message.NOBODY, Message.UNLIMITED, Message.UNLIMITED);
  }

  /** What one device has sent, for another. */
  static Message own(Message sent, ClientId device) {
    return about(
        sent, sent.destination(), device, Receipt.OWN, sent.part(), sent.keyId(), sent.text());
  }

  /** That a device has its copy, for whoever keeps the original. */
  static Message taken(Message copy, ClientId owner) {
    return note(copy, owner, Receipt.TAKEN);
  }

  /** That a message has expired, for whoever keeps a copy. */
  static Message voided(Message message, ClientId device) {
    return note(message, device, Receipt.VOID);
  }

  private static Message note(Message about, ClientId destination, Receipt kind) {
    return about(about, about.source(), destination, kind, null, null, Payload.EMPTY);
  }

  private static Message about(
      Message message,
      ClientId source,
      ClientId destination,
      Receipt kind,
      @Nullable Part part,
      @Nullable String keyId,
      Payload text) {
    MessageId id = message.id();
    if (id == null) {
      throw new IllegalArgumentException("a message without a number has nothing to tell it by");
    }
    return new Message(
        source,
        destination,
        id,
        part,
        Message.UNLIMITED,
        Message.NOBODY,
        Message.UNLIMITED,
        kind,
        Via.DIRECT,
        keyId,
        text);
  }
}
