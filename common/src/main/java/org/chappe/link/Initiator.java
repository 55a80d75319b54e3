package org.chappe.link;

import org.chappe.model.Address;
import org.chappe.model.Payload;
import org.chappe.node.Effects;
import org.chappe.node.Endpoint;
import org.chappe.wire.Frame;
import org.chappe.wire.Refusal;

/** STUB: the asking side of one handshake. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class Initiator {

  public Initiator(
      Address local, Address remote, Endpoint to, Payload hello, long nonce, long nowNanos) {
    throw new UnsupportedOperationException();
  }

  /** What an answer did to the handshake. */
  public sealed interface Progress {
    /** Not an answer to this handshake. */
    record Ignored() implements Progress {}

    /** The address was proven; the second round is under way. */
    record Challenged() implements Progress {}

    /** There is a session. */
    record Established(long session, long rttNanos, Address responder, Payload answer)
        implements Progress {}

    /** The responder said no. */
    record Refused(Refusal refusal, String words) implements Progress {}
  }

  public Progress onAck(long nowNanos, Frame.Ack ack) {
    throw new UnsupportedOperationException();
  }

  /** Sends the handshake, or sends it again, when it is due. */
  public void pump(long nowNanos, Effects effects) {
    throw new UnsupportedOperationException();
  }

  public long nextDeadline() {
    throw new UnsupportedOperationException();
  }

  /** How often the current round was sent without an answer. */
  public int attempts() {
    throw new UnsupportedOperationException();
  }
}
