package org.chappe.client.session;

import java.util.function.BooleanSupplier;
import org.chappe.node.Node;

/**
 * How long a home has said nothing, and when that means that it has gone.
 *
 * <p>A client that knows no other home can wait: it takes its home for gone after {@link #TIMEOUTS_MAX} probe timeouts in a
 * row, and then asks the same again. One that has alternatives measures time, so that a short pause of a near home doesn't
 * make it move, and asks by itself when it hears nothing ({@link #probeNanos}).
 */
final class Silence {

  /**
   * Probe timeouts in a row after which the home is taken to have gone: at 30 % loss each way a live one stays silent so
   * long in one of some 200 outages, and then a new handshake does no harm.
   */
  static final int TIMEOUTS_MAX = 8;

  /** With alternatives, so many timeouts in a row are the least: four transmissions went unanswered. */
  static final int TIMEOUTS_MIN = 4;

  /** With alternatives, nothing was heard at all for so long. */
  static final long NANOS_MAX = 3_500_000_000L;

  /** With alternatives, it was asked for so long without an answer. */
  static final long ASKED_NANOS_MIN = 2_000_000_000L;

  /** With alternatives, a client that waits for mail asks when it has heard nothing for so long. */
  static final long PROBE_NANOS = 1_500_000_000L;

  private final BooleanSupplier hasAlternatives;
  private long heardNanos;
  private long askedNanos = Node.NEVER;
  private int timeouts;
  private int timeoutsForgiven;

  /** @param hasAlternatives whether another home is known, which may change */
  Silence(BooleanSupplier hasAlternatives, long nowNanos) {
    this.hasAlternatives = hasAlternatives;
    this.heardNanos = nowNanos;
  }

  /** Something came in the session, whatever it says. */
  void heard(long nowNanos) {
    heardNanos = nowNanos;
  }

  /** The home acknowledged something. */
  void answered() {
    askedNanos = Node.NEVER;
    timeouts = 0;
    timeoutsForgiven = 0;
  }

  /** The home refused something: not what the link wants to hear, but a sign of life. */
  void refused() {
    askedNanos = Node.NEVER;
    timeoutsForgiven = timeouts;
  }

  /**
   * The link has sent what was due.
   *
   * @param isIdle whether it waits for no answer
   * @param timeoutsInARow its probe timeouts without an acknowledgement
   */
  void pumped(long nowNanos, boolean isIdle, int timeoutsInARow) {
    askedNanos = isIdle ? Node.NEVER : Math.min(askedNanos, nowNanos);
    timeouts = timeoutsInARow;
    timeoutsForgiven = Math.min(timeoutsForgiven, timeouts);
  }

  /** Whether the home has gone. */
  boolean isOver(long nowNanos) {
    return hasAlternatives.getAsBoolean() ? overNanos() <= nowNanos : unforgiven() >= TIMEOUTS_MAX;
  }

  /** When it will have gone unless it says something; {@link Node#NEVER} while it wasn't asked often enough. */
  long overNanos() {
    if (!hasAlternatives.getAsBoolean()
        || unforgiven() < TIMEOUTS_MIN
        || askedNanos == Node.NEVER) {
      return Node.NEVER;
    }
    // who says things but answers nothing hears nothing
    long deafNanos = unforgiven() < TIMEOUTS_MAX ? Node.NEVER : askedNanos + NANOS_MAX;
    return Math.min(deafNanos, Math.max(heardNanos + NANOS_MAX, askedNanos + ASKED_NANOS_MIN));
  }

  private int unforgiven() {
    return timeouts - timeoutsForgiven;
  }

  /** When a client that waits for mail, and for no answer, asks whether the home is there. */
  long probeNanos() {
    return hasAlternatives.getAsBoolean() ? heardNanos + PROBE_NANOS : Node.NEVER;
  }
}
