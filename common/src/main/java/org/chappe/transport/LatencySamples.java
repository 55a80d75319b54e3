package org.chappe.transport;

import java.util.Arrays;

/** A bounded number of latencies: every one, or every so many-th when more are expected. */
final class LatencySamples {

  static final int SAMPLES_MAX = 1_000_000;

  private final long stride;
  private final long[] nanos;
  private long offered;
  private int size;

  /** @param expected how many latencies will come at most; what comes beyond is not kept */
  LatencySamples(long expected) {
    this.stride = Math.max(1, (expected + SAMPLES_MAX - 1) / SAMPLES_MAX);
    this.nanos = new long[(int) ((expected + stride - 1) / stride)];
  }

  void add(long latencyNanos) {
    if (offered % stride == 0 && size < nanos.length) {
      nanos[size] = latencyNanos;
      size++;
    }
    offered++;
  }

  /** The latency that this share of the samples, 0 to 1, is below; 0 when there are none. */
  long quantileNanos(double share) {
    long[] sorted = Arrays.copyOf(nanos, size);
    Arrays.sort(sorted);
    return size == 0 ? 0 : sorted[Math.min(size - 1, (int) (size * share))];
  }
}
