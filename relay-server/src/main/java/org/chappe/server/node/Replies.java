package org.chappe.server.node;

import org.chappe.model.Address;
import org.chappe.model.Payload;
import org.chappe.model.RelayNumber;
import org.chappe.node.Effects;
import org.chappe.node.Endpoint;
import org.chappe.node.Verdict;
import org.chappe.wire.Frame;
import org.chappe.wire.Malformed;
import org.chappe.wire.Refusal;
import org.chappe.wire.Stamp;

/** The acknowledgements and refusals that a relay gives outside its links. */
final class Replies {

  private final RelayNumber self;

  Replies(RelayNumber self) {
    this.self = self;
  }

  RelayNumber self() {
    return self;
  }

  /** {@code ack/seq/relay/to/}: done, or nothing there. */
  Frame.Ack classic(int seq, Address to) {
    return new Frame.Ack(
        Stamp.classic(seq), self, to, null, Stamp.NONE, Stamp.NONE, Payload.EMPTY, "");
  }

  /** {@code ack;xreason/seq/relay/to/words}: no, and why. */
  Frame.Ack refusal(Stamp stamp, Address to, Refusal reason, String words) {
    return new Frame.Ack(stamp, self, to, reason, Stamp.NONE, Stamp.NONE, Payload.of(words), "");
  }

  /** The first answer to a handshake: come again with this cookie. */
  Frame.Ack challenge(Frame.Handshake handshake, long cookie) {
    return handshakeAnswer(handshake, Stamp.NONE, cookie, Payload.EMPTY);
  }

  /** The second answer: this is the session. */
  Frame.Ack welcome(Frame.Handshake handshake, long session, Payload answer) {
    return handshakeAnswer(handshake, session, Stamp.NONE, answer);
  }

  /** The answer to a relay that asked to be let into the line: it is. */
  Frame.Ack granted(Frame.Handshake handshake, Payload answer) {
    return handshakeAnswer(handshake, Stamp.NONE, Stamp.NONE, answer);
  }

  private Frame.Ack handshakeAnswer(
      Frame.Handshake handshake, long session, long cookie, Payload answer) {
    Stamp stamp =
        new Stamp(Stamp.VERSION, session, Stamp.NONE, handshake.stamp().seq());
    return new Frame.Ack(
        stamp, self, handshake.source(), null, handshake.nonce(), cookie, answer, "");
  }

  /** No session, and why. */
  Frame.Ack unwelcome(Frame.Handshake handshake, Refusal reason, String words) {
    Stamp stamp =
        new Stamp(Stamp.VERSION, Stamp.NONE, Stamp.NONE, handshake.stamp().seq());
    return new Frame.Ack(
        stamp,
        self,
        handshake.source(),
        reason,
        handshake.nonce(),
        Stamp.NONE,
        Payload.of(words),
        "");
  }

  /** Refuses bytes that are no frame, if they can be attributed. */
  Verdict malformed(Endpoint from, Malformed malformed, Effects effects) {
    if (!malformed.isAttributed() || malformed.source() == null) {
      return Verdict.MALFORMED;
    }
    Stamp stamp = Stamp.classic(malformed.seq());
    effects.send(from, refusal(stamp, malformed.source(), malformed.refusal(), malformed.words()));
    return Verdict.REFUSED;
  }

  /** Refuses a frame, but never an acknowledgement or a refusal. */
  Verdict refuse(Endpoint to, Frame frame, Refusal reason, String words, Effects effects) {
    if (frame instanceof Frame.Ack) {
      return Verdict.UNEXPECTED;
    }
    effects.send(to, refusal(frame.stamp(), frame.source(), reason, words));
    return reason == Refusal.WHO ? Verdict.NO_SESSION : Verdict.REFUSED;
  }
}
