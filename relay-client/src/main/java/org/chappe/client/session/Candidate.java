package org.chappe.client.session;

import org.chappe.link.Initiator;
import org.chappe.node.Endpoint;
import org.chappe.node.Node;
import org.jspecify.annotations.Nullable;

/**
 * One of a client's homes in a race: the handshake with it, if one is under way, and until when it isn't asked.
 *
 * <pre>
 *  state  event                                              next state
 *  IDLE   it is asked                                        ASKED
 *  ASKED  its place is needed for another, or another wins   IDLE
 *         it refuses for now, or doesn't prove itself        LEFT OUT for a time
 *         it refuses this client's handshakes for good       LEFT OUT for ever
 *  OUT    its time is over                                   IDLE
 * </pre>
 */
final class Candidate {

  /** A home that was left out is asked again after so long. */
  static final long OUT_NANOS_MIN = 1_000_000_000L;

  /** The time doubles so often while others may be asked instead: a fast home that is of no use must not win each race. */
  static final int OUT_DOUBLINGS_MAX = 3;

  private static final long AT_ONCE = 0;

  private final Home home;
  private @Nullable Initiator initiator;
  private long outUntilNanos = AT_ONCE;
  private int timesOut;
  private long askedNanos;

  Candidate(Home home) {
    this.home = home;
  }

  Home home() {
    return home;
  }

  boolean isAt(Endpoint endpoint) {
    return home.endpoint().equals(endpoint);
  }

  /** The handshake under way; null when there is none. */
  @Nullable Initiator initiator() {
    return initiator;
  }

  void ask(long nowNanos, Initiator handshake) {
    initiator = handshake;
    askedNanos = nowNanos;
  }

  /** When the handshake that is under way began. */
  long askedNanos() {
    return askedNanos;
  }

  /** Ends the handshake; the relay keeps nothing of one that didn't prove itself. */
  void drop() {
    initiator = null;
  }

  /** When it may be asked; {@link Node#NEVER} for never. */
  long outUntilNanos() {
    return outUntilNanos;
  }

  boolean isOutForEver() {
    return outUntilNanos == Node.NEVER;
  }

  /** @param doubles whether the time grows from one time to the next */
  void leaveOut(long nowNanos, boolean doubles) {
    drop();
    outUntilNanos = nowNanos + (OUT_NANOS_MIN << (doubles ? timesOut : 0));
    timesOut = Math.min(timesOut + 1, OUT_DOUBLINGS_MAX);
  }

  void leaveOutForEver() {
    drop();
    outUntilNanos = Node.NEVER;
  }

  /** Nothing speaks against it any more. */
  void forgive() {
    drop();
    outUntilNanos = AT_ONCE;
    timesOut = 0;
  }
}
