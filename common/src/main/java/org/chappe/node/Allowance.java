package org.chappe.node;

/**
 * So many units a second, and a bounded number at once: a token bucket, kept as the one time at which it would be full again.
 */
public final class Allowance {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final long unitNanos;
  private final long burstNanos;
  private long fullNanos = Long.MIN_VALUE / 2;

  /**
   * Begins full.
   *
   * @param perSecond units a second, 1 to a billion
   * @param burst units that may be taken at once when none was for long, 1 or more
   * @throws IllegalArgumentException if a number is out of its range
   */
  public Allowance(int perSecond, int burst) {
    if (perSecond < 1 || perSecond > NANOS_PER_SECOND || burst < 1) {
      throw new IllegalArgumentException(
          "no allowance of " + perSecond + " a second, " + burst + " at once");
    }
    this.unitNanos = NANOS_PER_SECOND / perSecond;
    this.burstNanos = burst * unitNanos;
  }

  /** Takes so many units, at most a burst; false, and nothing taken, before {@link #readyNanos}. */
  public boolean take(long nowNanos, int units) {
    if (nowNanos < readyNanos(units)) {
      return false;
    }
    fullNanos = Math.max(fullNanos, nowNanos) + units * unitNanos;
    return true;
  }

  /** From when on so many units can be taken if none is before, in nanoseconds. */
  public long readyNanos(int units) {
    return fullNanos + units * unitNanos - burstNanos;
  }
}
