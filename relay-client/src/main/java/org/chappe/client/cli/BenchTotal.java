package org.chappe.client.cli;

import org.HdrHistogram.Histogram;

/** Adds up pairs. */
final class BenchTotal {

  private final BenchUntil until;
  private final Histogram latencyMicros = new Histogram(3);
  private long firstNanos = Long.MAX_VALUE;
  private long lastNanos = Long.MIN_VALUE;
  private long sent;
  private long done;
  private long refused;
  private long cpuNanos;
  private long lightP50Micros;

  BenchTotal(BenchUntil until) {
    this.until = until;
  }

  void add(
      Histogram pairLatencyMicros,
      long pairFirstNanos,
      long pairLastNanos,
      long pairSent,
      long pairDone,
      long pairRefused) {
    if (pairLatencyMicros.getTotalCount() > 0) {
      latencyMicros.add(pairLatencyMicros);
      firstNanos = Math.min(firstNanos, pairFirstNanos);
      lastNanos = Math.max(lastNanos, pairLastNanos);
    }
    sent += pairSent;
    done += pairDone;
    refused += pairRefused;
  }

  void addCpu(long nanos) {
    cpuNanos += nanos;
  }

  /** What was measured at light load goes with it. */
  void setLight(BenchResult light) {
    lightP50Micros = light.p50Micros();
  }

  BenchResult result() {
    long measured = latencyMicros.getTotalCount();
    double seconds = measured == 0 ? 0 : (lastNanos - firstNanos) / 1e9;
    return new BenchResult(
        until,
        sent,
        done,
        refused,
        measured,
        seconds,
        seconds > 0 ? Math.round((measured - 1) / seconds) : 0,
        latencyMicros.getValueAtPercentile(50),
        latencyMicros.getValueAtPercentile(99),
        latencyMicros.getValueAtPercentile(99.9),
        latencyMicros.getMaxValue(),
        done == 0 ? 0 : cpuNanos / done,
        lightP50Micros);
  }
}
