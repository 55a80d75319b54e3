package org.chappe.client.cli;

import java.util.List;
import java.util.concurrent.CompletableFuture;

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
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
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

  /** Completes when all was sent or the time is up. */
  CompletableFuture<Void> ended() {
    return ended;
  }

  /** Sends what is due, as far as not too much is outstanding; whether there is more. On one thread. */
  boolean tick() {
    long nowNanos = System.nanoTime();
    while (sent < messages && dueNanos() - nowNanos <= 0 && sendOne()) {
      sent++;
    }
    boolean more = sent < messages && nowNanos - endNanos < 0;
    if (!more) {
      ended.complete(null);
    }
    return more;
  }

  private boolean sendOne() {
    return pairs.get((int) (sent % pairs.size())).sendOne(dueNanos());
  }

  private long dueNanos() {
    return beganNanos + (long) (sent * intervalNanos);
  }
}
