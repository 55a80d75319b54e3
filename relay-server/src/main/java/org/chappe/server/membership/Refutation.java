package org.chappe.server.membership;

import org.chappe.node.Node;
import org.jspecify.annotations.Nullable;

/**
 * When a relay says that what is claimed of it isn't true: at once, but for {@link #INTERVAL_NANOS} after it has done so; what is claimed
 * meanwhile is refuted together.
 */
final class Refutation {

  /** How long this relay waits with its next refutation, in nanoseconds. */
  static final long INTERVAL_NANOS = 200_000_000L;

  private @Nullable Member claim;
  private long nextNanos = Long.MIN_VALUE;
  private long refutations;

  /** Something was claimed: whether it is to be refuted now. If not, it is kept. */
  boolean begin(long nowNanos, Member claimed) {
    if (nowNanos < nextNanos) {
      claim = claim == null || claimed.outranks(claim) ? claimed : claim;
      return false;
    }
    nextNanos = nowNanos + INTERVAL_NANOS;
    claim = null;
    refutations++;
    return true;
  }

  /** What was kept, if its time has come; it isn't kept any more. */
  @Nullable Member takeDue(long nowNanos) {
    Member due = nowNanos < nextNanos ? null : claim;
    claim = due == null ? claim : null;
    return due;
  }

  long nextDeadline() {
    return claim == null ? Node.NEVER : nextNanos;
  }

  /** How often this relay had to say that what was said of it isn't true. */
  long refutations() {
    return refutations;
  }
}
