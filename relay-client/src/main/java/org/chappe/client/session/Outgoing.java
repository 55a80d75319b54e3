package org.chappe.client.session;

import java.util.Objects;
import org.chappe.model.MessageId;
import org.chappe.wire.Frame;

/**
 * A frame on its way to the home.
 *
 * @param token of the order that it answers; means nothing unless the frame is a send
 */
record Outgoing(long token, Frame frame) {

  /** A frame that no order waits for. */
  static Outgoing request(Frame frame) {
    return new Outgoing(0, frame);
  }

  /** The number of the message; only for a send, which always has one here. */
  MessageId id() {
    return Objects.requireNonNull(((Frame.Send) frame).message().id());
  }

  boolean isSend() {
    return frame instanceof Frame.Send;
  }
}
