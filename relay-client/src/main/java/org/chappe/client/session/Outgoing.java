package org.chappe.client.session;

import java.util.Objects;
import org.chappe.model.Part;
import org.chappe.wire.Frame;
import org.jspecify.annotations.Nullable;

/**
 * A frame on its way to the home.
 *
 * @param submission what it is a part of; null unless the frame is a send
 */
record Outgoing(@Nullable Submission submission, Frame frame) {

  /** A frame that no order waits for. */
  static Outgoing request(Frame frame) {
    return new Outgoing(null, frame);
  }

  /** What it is a part of; only for a send. */
  Submission whole() {
    return Objects.requireNonNull(submission);
  }

  /** Which part it is, counted from 1; only for a send. */
  int part() {
    Part part = ((Frame.Send) frame).message().part();
    return part == null ? 1 : part.k();
  }

  /** Whether it ends the registration; a question may be of the same type. */
  boolean isGoodbye() {
    return frame instanceof Frame.Terminate && frame.payload().isEmpty();
  }

  boolean isSend() {
    return frame instanceof Frame.Send;
  }
}
