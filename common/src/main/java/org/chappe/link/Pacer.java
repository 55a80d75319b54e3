package org.chappe.link;

/**
 * Spreads frames over the round trip (RFC 9002 section 7.7): a token bucket that fills at 1.25 windows a round trip and
 * holds ten frames, or what passes in a millisecond if that is more, because a timer can't do better. It is kept as
 * the one time at which the bucket would be full again.
 */
final class Pacer {

  static final int BURST_FRAMES = 10;

  private static final long GRANULARITY_NANOS = RttEstimator.GRANULARITY_NANOS;

  private long fullNanos;
  private long lastSentNanos;
  private long intervalNanos;

  /** Sets the rate by the round trip and the congestion window. */
  void setRate(long smoothedRttNanos, int windowFrames) {
    intervalNanos = smoothedRttNanos * 4 / (5L * windowFrames);
  }

  void onSent(long nowNanos) {
    fullNanos = Math.max(fullNanos, nowNanos) + intervalNanos;
    lastSentNanos = nowNanos;
  }

  /** From when on the next frame may go. */
  long readyNanos() {
    return fullNanos - Math.max((BURST_FRAMES - 1) * intervalNanos, GRANULARITY_NANOS);
  }

  /** When to look again: like {@link #readyNanos}, but at least a millisecond after the frame that used the bucket up. */
  long wakeNanos() {
    long readyNanos = readyNanos();
    return readyNanos <= lastSentNanos
        ? readyNanos
        : Math.max(readyNanos, lastSentNanos + GRANULARITY_NANOS);
  }
}
