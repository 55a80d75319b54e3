package org.chappe.link;

import org.chappe.model.Address;
import org.chappe.model.Payload;
import org.chappe.node.Effects;
import org.chappe.node.Endpoint;
import org.chappe.node.Node;
import org.chappe.wire.Frame;
import org.chappe.wire.Refusal;
import org.chappe.wire.Stamp;

/**
 * The asking side of one handshake. Its nonce is fresh, so only an answer that bears it counts; anything else, late
 * answers to older handshakes included, is ignored.
 *
 * <pre>{@code
 *   state    event                          sends                    next state
 *   ASKING   due                            handshake ;n             ASKING
 *   ASKING   ack with a cookie              handshake ;n ;c          PROVING
 *   PROVING  due                            handshake ;n ;c          PROVING
 *   PROVING  due, after 4 unanswered        handshake ;n             ASKING    (the cookie may be stale)
 *   PROVING  ack with another cookie        handshake ;n ;c          PROVING
 *   PROVING  ack with the same cookie       -                        PROVING
 *   either   ack with a session             -                        DONE      (Established)
 *   either   refusal                        -                        DONE      (Refused)
 *   DONE     anything                       -                        DONE
 * }</pre>
 *
 * <p>Each handshake is repeated after 250 ms, then after twice as long each time, up to 2 s.
 */
public final class Initiator {

  /** How long the first handshake of a round waits for its answer. */
  public static final long TIMEOUT_NANOS_MIN = 250_000_000L;

  /** How long any handshake waits at most. */
  public static final long TIMEOUT_NANOS_MAX = 2_000_000_000L;

  /** How often a cookie is tried before a new one is asked for. */
  public static final int PROOFS_MAX = 4;

  /** Taken for the round trip when every answer could be one to several handshakes (Karn's rule). */
  public static final long UNKNOWN_RTT_NANOS = 100_000_000L;

  private static final int DOUBLINGS_MAX = 3;
  private static final long AT_ONCE = 0;
  private static final Progress IGNORED = new Progress.Ignored();
  private static final Progress CHALLENGED = new Progress.Challenged();

  private enum State {
    ASKING,
    PROVING,
    DONE
  }

  private final Address local;
  private final Address remote;
  private final Endpoint to;
  private final Payload hello;
  private final long nonce;

  private State state = State.ASKING;
  private long cookie = Stamp.NONE;
  private int attempts;
  private long dueNanos;
  private final Round asking = new Round();
  private final Round proving = new Round();

  /**
   * Prepares a handshake.
   *
   * @param remote whom to ask for, or {@link Address#NOBODY} for whoever is there
   * @param hello the handshake's payload
   * @param nonce 48 random bits, never used before
   * @param dueNanos when it is to be sent first
   */
  public Initiator(
      Address local, Address remote, Endpoint to, Payload hello, long nonce, long dueNanos) {
    this.local = local;
    this.remote = remote;
    this.to = to;
    this.hello = hello;
    this.nonce = nonce;
    this.dueNanos = dueNanos;
  }

  /** What an answer did to the handshake. */
  public sealed interface Progress {
    /** Not an answer to this handshake, or one that says nothing new. */
    record Ignored() implements Progress {}

    /** The address was proven; the second round is under way. */
    record Challenged() implements Progress {}

    /** There is a session. */
    record Established(long session, long rttNanos, Address responder, Payload answer)
        implements Progress {}

    /** The responder said no. */
    record Refused(Refusal refusal, String words) implements Progress {}
  }

  /** Takes an acknowledgement, and ignores it unless it answers this handshake. */
  public Progress onAck(long nowNanos, Frame.Ack ack) {
    if (state == State.DONE || ack.nonce() != nonce) {
      return IGNORED;
    }
    if (ack.refusal() != null) {
      finish();
      return new Progress.Refused(ack.refusal(), ack.payload().text());
    }
    if (ack.stamp().session() != Stamp.NONE) {
      proving.onAnswer(nowNanos);
      finish();
      return new Progress.Established(
          ack.stamp().session(), rttNanos(), ack.source(), ack.payload());
    }
    return ack.cookie() == Stamp.NONE ? IGNORED : onCookie(nowNanos, ack.cookie());
  }

  /** Sends the handshake, or sends it again, when it is due. */
  public void pump(long nowNanos, Effects effects) {
    if (nowNanos < nextDeadline()) {
      return;
    }
    if (state == State.PROVING && attempts >= PROOFS_MAX) {
      // attempts go on counting: nothing was answered
      state = State.ASKING;
      cookie = Stamp.NONE;
    }
    (state == State.PROVING ? proving : asking).onSent(nowNanos);
    dueNanos = nowNanos
        + Math.min(TIMEOUT_NANOS_MAX, TIMEOUT_NANOS_MIN << Math.min(attempts, DOUBLINGS_MAX));
    attempts++;
    effects.send(
        to, new Frame.Handshake(Stamp.unnumbered(), local, remote, nonce, cookie, hello, ""));
  }

  /** When {@link #pump} has something to send, in nanoseconds; {@link Node#NEVER} when the handshake is over. */
  public long nextDeadline() {
    return state == State.DONE ? Node.NEVER : dueNanos;
  }

  /** How often the current round was sent without an answer; falling back to the first round goes on counting. */
  public int attempts() {
    return attempts;
  }

  private Progress onCookie(long nowNanos, long newCookie) {
    // the same again is a late double: an answer to it would answer every double
    if (newCookie == cookie) {
      return IGNORED;
    }
    asking.onAnswer(nowNanos);
    state = State.PROVING;
    cookie = newCookie;
    attempts = 0;
    dueNanos = AT_ONCE;
    return CHALLENGED;
  }

  private void finish() {
    state = State.DONE;
    attempts = 0;
  }

  private long rttNanos() {
    if (proving.rttNanos != Stamp.NONE) {
      return proving.rttNanos;
    }
    return asking.rttNanos != Stamp.NONE ? asking.rttNanos : UNKNOWN_RTT_NANOS;
  }

  /** One round's measurement: only an answer to something sent once tells a round trip. */
  private static final class Round {
    private int sent;
    private long sentNanos;
    private long rttNanos = Stamp.NONE;

    void onSent(long nowNanos) {
      sent++;
      sentNanos = nowNanos;
    }

    void onAnswer(long nowNanos) {
      if (sent == 1 && rttNanos == Stamp.NONE) {
        rttNanos = nowNanos - sentNanos;
      }
    }
  }
}
