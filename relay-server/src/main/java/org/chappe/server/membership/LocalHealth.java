package org.chappe.server.membership;

/**
 * Whether this relay itself gets its turns. It asks to be woken at a time; when that comes much later, it was stopped or
 * starved, and what it took for the silence of others was its own. After Lifeguard (Dadgar, Phillips and Currey 2018).
 */
public final class LocalHealth {

  /** A turn that comes so much later than asked for is late, in nanoseconds. */
  static final long LATE_NANOS = 100_000_000L;

  /** How bad it can get: then everything takes three times as long. */
  static final int SCORE_MAX = 8;

  /** A point less after so long without a late turn. */
  static final long RECOVERY_NANOS = 1_000_000_000L;

  private int score;
  private long recoversAtNanos;
  private long lateTurns;

  /**
   * A turn was asked for at a time and came now.
   *
   * @return by how much it was late, in nanoseconds; 0 if it wasn't
   */
  public long turn(long askedNanos, long nowNanos) {
    long lateNanos = nowNanos - askedNanos;
    if (lateNanos >= LATE_NANOS) {
      lateTurns++;
      score = (int) Math.min(SCORE_MAX, score + lateNanos / LATE_NANOS);
      recoversAtNanos = nowNanos + RECOVERY_NANOS;
      return lateNanos;
    }
    if (score > 0 && nowNanos >= recoversAtNanos) {
      score--;
      recoversAtNanos = nowNanos + RECOVERY_NANOS;
    }
    return 0;
  }

  /** How long to wait instead, in nanoseconds: the same when all is well, up to three times as long when not. */
  public long stretch(long nanos) {
    return nanos + nanos * 2 / SCORE_MAX * score;
  }

  /** 0 when all is well, up to {@link #SCORE_MAX}. */
  public int score() {
    return score;
  }

  /** Turns that were late. */
  public long lateTurns() {
    return lateTurns;
  }
}
