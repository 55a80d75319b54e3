package org.chappe.transport;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.chappe.node.Node;
import org.jspecify.annotations.Nullable;

/**
 * At most one scheduled turn. A deadline that moves to later leaves it as it is: waking up for nothing now and then costs
 * less than scheduling anew for each acknowledgement.
 */
final class WakeTimer {

  private final EventExecutor loop;
  private final Runnable turn;

  private @Nullable Future<?> scheduled;
  private long scheduledNanos = Node.NEVER;

  WakeTimer(EventExecutor loop, Runnable turn) {
    this.loop = loop;
    this.turn = turn;
  }

  /** Makes sure that a turn comes no later than a deadline, or {@link Node#NEVER} for none. */
  void arm(long nowNanos, long deadlineNanos) {
    if (deadlineNanos >= scheduledNanos) {
      return;
    }
    cancel();
    scheduledNanos = deadlineNanos;
    long delayNanos = Math.max(0, deadlineNanos - nowNanos);
    scheduled = loop.schedule(this::ring, delayNanos, TimeUnit.NANOSECONDS);
  }

  private void ring() {
    scheduled = null;
    scheduledNanos = Node.NEVER;
    turn.run();
  }

  void cancel() {
    if (scheduled != null) {
      scheduled.cancel(false);
    }
    scheduled = null;
    scheduledNanos = Node.NEVER;
  }
}
