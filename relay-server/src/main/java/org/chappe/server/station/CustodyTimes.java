package org.chappe.server.station;

import java.util.TreeMap;

/**
 * How long the notice for a copy takes, for each relay of the line: smoothed as RFC 6298 section 2 does, from copies that
 * were sent once (Karn's rule, section 3).
 */
public final class CustodyTimes {

  /** The shortest wait for a notice: what is committed in groups on the way takes its time. */
  public static final long TIMEOUT_NANOS_MIN = 1_000_000_000L;

  /** The longest wait. */
  public static final long TIMEOUT_NANOS_MAX = 60_000_000_000L;

  private final TreeMap<Integer, Path> paths = new TreeMap<>();

  /** What is known of the way to one relay and back. */
  private static final class Path {
    private long smoothedNanos;
    private long variationNanos;

    Path(long sampleNanos) {
      smoothedNanos = sampleNanos;
      variationNanos = sampleNanos / 2;
    }

    void sample(long sampleNanos) {
      variationNanos += (Math.abs(smoothedNanos - sampleNanos) - variationNanos) / 4;
      smoothedNanos += (sampleNanos - smoothedNanos) / 8;
    }
  }

  /**
   * A notice came so long after its copy was handed on.
   *
   * @param home the relay that gave the notice, one of the line
   */
  public void sample(int home, long nanos) {
    Path path = paths.get(home);
    if (path == null) {
      paths.put(home, new Path(nanos));
    } else {
      path.sample(nanos);
    }
  }

  /**
   * How long to wait for a notice.
   *
   * @param backoff how many times in a row none came
   */
  public long timeoutNanos(int home, int backoff) {
    Path path = paths.get(home);
    long measured = path == null ? 0 : path.smoothedNanos + 4 * path.variationNanos;
    long timeout = Math.max(TIMEOUT_NANOS_MIN, Math.min(TIMEOUT_NANOS_MAX, measured));
    return Math.min(TIMEOUT_NANOS_MAX, timeout << backoff);
  }
}
