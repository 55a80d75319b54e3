package org.chappe.link;

/**
 * The probe timeout's clockwork (RFC 9002 section 6.2). Two counts are kept apart on purpose:
 *
 * <ul>
 *   <li>The back-off doubles the timeout at each expiry and ends only with progress: an acknowledgement that covers or
 *       reports something new. A peer that is alive but under back-pressure is thus asked less and less often.
 *   <li>The timeouts in a row tell how dead the peer looks, so any valid acknowledgement ends them.
 * </ul>
 */
final class ProbeTimer {

  /** Enough doublings to get from the shortest timeout to any longest one. */
  private static final int DOUBLINGS_MAX = 16;

  private final long timeoutNanosMax;
  private long startNanos;
  private int doublings;
  private int timeoutsInARow;
  private long timeouts;

  ProbeTimer(long timeoutNanosMax) {
    this.timeoutNanosMax = timeoutNanosMax;
  }

  /** Something was sent. */
  void onSent(long nowNanos) {
    startNanos = nowNanos;
  }

  /** A valid acknowledgement came. */
  void onAnswer() {
    timeoutsInARow = 0;
  }

  /** An acknowledgement covered or reported something new. */
  void onProgress(long nowNanos) {
    startNanos = nowNanos;
    doublings = 0;
  }

  void onTimeout(long nowNanos) {
    startNanos = nowNanos;
    doublings = Math.min(doublings + 1, DOUBLINGS_MAX);
    timeoutsInARow++;
    timeouts++;
  }

  /**
   * When it expires.
   *
   * @param timeoutNanos the timeout without back-off; only the doubling is subject to the longest timeout, as a
   *     round trip that is longer has to be waited for in any case
   */
  long deadlineNanos(long timeoutNanos) {
    long doubledNanos = Math.min(timeoutNanosMax, timeoutNanos << doublings);
    return startNanos + Math.max(timeoutNanos, doubledNanos);
  }

  int timeoutsInARow() {
    return timeoutsInARow;
  }

  long timeouts() {
    return timeouts;
  }
}
