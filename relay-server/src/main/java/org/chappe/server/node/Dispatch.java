package org.chappe.server.node;

import org.chappe.node.Effects;
import org.chappe.node.Endpoint;
import org.chappe.node.Verdict;
import org.chappe.wire.Decoded;
import org.chappe.wire.Frame;
import org.chappe.wire.Malformed;
import org.chappe.wire.Refusal;
import org.chappe.wire.Stamp;

/** Brings each datagram to the part that knows what to do with it, and refuses what is for nobody. */
final class Dispatch {

  private final Replies replies;
  private final Sessions sessions;
  private final ClassicDesk classic;
  private final Greeter greeter;
  private final HandshakeAnswers answers;
  private final Inbound inbound;

  Dispatch(
      Replies replies,
      Sessions sessions,
      ClassicDesk classic,
      Greeter greeter,
      HandshakeAnswers answers,
      Inbound inbound) {
    this.replies = replies;
    this.sessions = sessions;
    this.classic = classic;
    this.greeter = greeter;
    this.answers = answers;
    this.inbound = inbound;
  }

  /** Takes what has come in one datagram. */
  Verdict arrived(long nowNanos, Endpoint from, Decoded decoded, Effects effects) {
    if (decoded instanceof Malformed malformed) {
      return replies.malformed(from, malformed, effects);
    }
    Frame frame = (Frame) decoded;
    if (ClassicDesk.isPlain(frame)) {
      return classic.serve(nowNanos, from, frame, effects);
    }
    if (frame.stamp().version() != Stamp.VERSION) {
      return replies.refuse(from, frame, Refusal.VER, "this relay speaks version 2", effects);
    }
    if (frame instanceof Frame.Handshake handshake && !frame.stamp().isNumbered()) {
      return greeter.greet(nowNanos, from, handshake, effects);
    }
    if (frame instanceof Frame.Ack ack && ack.nonce() != Stamp.NONE) {
      return answers.hear(nowNanos, ack);
    }
    return inSession(nowNanos, from, frame, effects);
  }

  private Verdict inSession(long nowNanos, Endpoint from, Frame frame, Effects effects) {
    Session session = sessions.byId(frame.stamp().session());
    if (session == null) {
      return replies.refuse(from, frame, Refusal.WHO, "no such session; shake hands", effects);
    }
    if (!frame.stamp().isNumbered()) {
      return replies.refuse(
          from, frame, Refusal.PARAM, "a frame in a session needs a lap, ;l", effects);
    }
    return inbound.arrived(nowNanos, from, session, frame, effects);
  }
}
