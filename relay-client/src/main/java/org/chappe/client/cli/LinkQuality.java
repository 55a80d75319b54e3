package org.chappe.client.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.chappe.client.session.ClientStatistics;

/** How good the link to the relay is, in words. Not for several threads. */
final class LinkQuality {

  /** Samples that loss is counted over. */
  static final int SAMPLES_MAX = 30;

  /** Fewer frames say nothing about loss. */
  private static final long FRAMES_MIN = 20;

  private record Sample(long sent, long lost) {}

  private final Deque<Sample> samples = new ArrayDeque<>();
  private long rttNanos;

  /** @param rttNanos the round trip that was measured first */
  LinkQuality(long rttNanos) {
    this.rttNanos = rttNanos;
  }

  /** Takes a sample; they come at even intervals. */
  void add(ClientStatistics statistics) {
    long lost = statistics.framesRetransmitted() - statistics.framesSpurious();
    samples.addLast(new Sample(statistics.framesSent(), lost));
    if (samples.size() > SAMPLES_MAX) {
      samples.removeFirst();
    }
    if (statistics.smoothedRttNanos() > 0) {
      rttNanos = statistics.smoothedRttNanos();
    }
  }

  /** The round trip, and the share of frames that were lost lately on the way there or back, if any were. */
  String words() {
    double millis = rttNanos / 1e6;
    String rtt = String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%.0f ms", millis);
    long percent = lostPercent();
    return percent == 0 ? rtt : rtt + ", " + percent + " % lost";
  }

  private long lostPercent() {
    if (samples.isEmpty()) {
      return 0;
    }
    Sample first = samples.getFirst();
    Sample last = samples.getLast();
    long lost = Math.max(0, last.lost - first.lost);
    long all = last.sent - first.sent + lost;
    return all < FRAMES_MIN ? 0 : Math.round(100.0 * lost / all);
  }
}
