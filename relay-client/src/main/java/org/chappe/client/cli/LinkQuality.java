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

  private record Sample(long sent, long repeated) {}

  private final Deque<Sample> samples = new ArrayDeque<>();
  private long rttNanos;

  /** @param rttNanos the round trip that was measured first */
  LinkQuality(long rttNanos) {
    this.rttNanos = rttNanos;
  }

  /** Takes a sample; they come at even intervals. */
  void add(ClientStatistics statistics) {
    samples.addLast(new Sample(statistics.framesSent(), statistics.framesRetransmitted()));
    if (samples.size() > SAMPLES_MAX) {
      samples.removeFirst();
    }
    if (statistics.smoothedRttNanos() > 0) {
      rttNanos = statistics.smoothedRttNanos();
    }
  }

  /** The round trip, and the share of frames that had to be sent again lately, if there are any. */
  String words() {
    double millis = rttNanos / 1e6;
    String rtt = String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%.0f ms", millis);
    long percent = repeatedPercent();
    return percent == 0 ? rtt : rtt + ", " + percent + " % lost";
  }

  private long repeatedPercent() {
    if (samples.isEmpty()) {
      return 0;
    }
    Sample first = samples.getFirst();
    Sample last = samples.getLast();
    long repeated = last.repeated - first.repeated;
    long all = last.sent - first.sent + repeated;
    return all < FRAMES_MIN ? 0 : Math.round(100.0 * repeated / all);
  }
}
