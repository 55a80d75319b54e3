package org.chappe.client.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Who sent what when, and what came. Message g is number g / pairs of pair g modulo pairs. Each pair's messages are
 * noted by one thread, that of its receiver.
 */
final class ExchangeLedger {

  private static final int SIGNIFICANT_DIGITS = 3;
  private static final String WORD = "exchange";

  private final int pairs;
  private final int messages;
  private final String run;
  private final AtomicLongArray sentNanos;
  private final AtomicIntegerArray arrivals;
  private final AtomicIntegerArray latestOfPair;
  private final CountDownLatch outstanding;
  private final Histogram latencyNanos = new ConcurrentHistogram(SIGNIFICANT_DIGITS);
  private final AtomicLong doubled = new AtomicLong();
  private final AtomicLong outOfOrder = new AtomicLong();
  private final AtomicLong foreign = new AtomicLong();
  private final AtomicLong lastArrivalNanos = new AtomicLong();

  /** @param run names this exchange, so that mail left over from another isn't taken for its own */
  ExchangeLedger(int pairs, int messages, long run) {
    this.pairs = pairs;
    this.messages = messages;
    this.run = Long.toString(run, Character.MAX_RADIX);
    sentNanos = new AtomicLongArray(messages);
    arrivals = new AtomicIntegerArray(messages);
    latestOfPair = new AtomicIntegerArray(pairs);
    outstanding = new CountDownLatch(messages);
  }

  int pairOf(int message) {
    return message % pairs;
  }

  /** Notes a send and returns the text to be sent. */
  String send(int message, long nowNanos) {
    sentNanos.set(message, nowNanos);
    return WORD + " " + run + " " + message;
  }

  /** Notes what came to the receiver of some pairs. */
  void arrived(String text, long nowNanos) {
    int message = messageOf(text);
    if (message < 0) {
      foreign.incrementAndGet();
      return;
    }
    if (arrivals.incrementAndGet(message) > 1) {
      doubled.incrementAndGet();
      return;
    }
    int pair = pairOf(message);
    if (message < latestOfPair.getAndSet(pair, message)) {
      outOfOrder.incrementAndGet();
    }
    latencyNanos.recordValue(Math.max(0, nowNanos - sentNanos.get(message)));
    lastArrivalNanos.accumulateAndGet(nowNanos, Math::max);
    outstanding.countDown();
  }

  /** Which message of this exchange a text is; −1 for none. */
  private int messageOf(String text) {
    String[] words = text.split(" ", -1);
    boolean ours = words.length == 3 && words[0].equals(WORD) && words[1].equals(run);
    if (!ours || !words[2].matches("0|[1-9][0-9]{0,8}")) {
      return -1;
    }
    int message = Integer.parseInt(words[2]);
    return message < messages ? message : -1;
  }

  /** Waits until every message has come, or it takes too long. */
  void await(long nanos) throws InterruptedException {
    var unused = outstanding.await(nanos, TimeUnit.NANOSECONDS);
  }

  /** The result, with what only the clients know. */
  ExchangeResult result(
      int clients, long accepted, long refused, long retransmitted, long beganNanos) {
    long missing = outstanding.getCount();
    return new ExchangeResult(
        clients,
        pairs,
        messages,
        accepted,
        refused,
        messages - missing,
        missing,
        doubled.get(),
        outOfOrder.get(),
        foreign.get(),
        retransmitted,
        Math.max(0, lastArrivalNanos.get() - beganNanos) / 1e9,
        latencyNanos.getValueAtPercentile(50) / 1e6,
        latencyNanos.getValueAtPercentile(99) / 1e6);
  }
}
