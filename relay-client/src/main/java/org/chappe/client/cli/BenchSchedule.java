package org.chappe.client.cli;

import java.util.List;

/**
 * Sends a plan's messages at its rate, the pairs in turns. Latency counts from when a message was due, so that a slow line can't hide
 * behind its own slowness.
 */
final class BenchSchedule {

  private final List<BenchPair> pairs;
  private final double intervalNanos;
  private final long messages;
  private final long beganNanos;
  private final long endNanos;
  private long sent;

  /** @param nowNanos the first message is due now */
  BenchSchedule(BenchPlan plan, List<BenchPair> pairs, long nowNanos, long endNanos) {
    this.pairs = pairs;
    this.intervalNanos = 1e9 / plan.rate();
    this.messages = (long) plan.messagesPerPair() * plan.clients();
    this.beganNanos = nowNanos;
    this.endNanos = endNanos;
  }

  /** How often {@link #tick} should be called. */
  long periodNanos() {
    return Math.max(1, (long) intervalNanos);
  }

  /** Sends what is due, as far as not too much is outstanding; whether there is more, and time for it. */
  boolean tick() {
    long nowNanos = System.nanoTime();
    while (sent < messages && dueNanos() - nowNanos <= 0 && sendOne()) {
      sent++;
    }
    return sent < messages && nowNanos - endNanos < 0;
  }

  private boolean sendOne() {
    return pairs.get((int) (sent % pairs.size())).sendOne(dueNanos());
  }

  private long dueNanos() {
    return beganNanos + (long) (sent * intervalNanos);
  }
}
