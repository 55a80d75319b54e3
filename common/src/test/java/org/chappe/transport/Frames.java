package org.chappe.transport;

import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.Payload;
import org.chappe.wire.Frame;
import org.chappe.wire.Stamp;

/** Frames for tests. */
final class Frames {

  private Frames() {}

  static Frame send(String text) {
    Message message =
        Message.plain(new ClientId(1234567890L), new ClientId(987654321L), Payload.of(text));
    return new Frame.Send(Stamp.classic(7), message, "");
  }
}
