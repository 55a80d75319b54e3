package org.chappe.link;

/**
 * The round-trip time of one link and what follows from it (RFC 9002 section 5, which smooths as RFC 6298 does). The
 * handshake's round trip stands in until the first sample, which replaces it.
 */
final class RttEstimator {

  /** Timers can't be trusted below this (RFC 9002 section 6.1.2, kGranularity). */
  static final long GRANULARITY_NANOS = 1_000_000L;

  /** The shortest probe timeout before anything was measured in the session. */
  static final long FIRST_TIMEOUT_NANOS_MIN = 10_000_000L;

  private boolean measured;
  private long smoothedNanos;
  private long variationNanos;
  private long latestNanos;
  private long minimumNanos;

  RttEstimator(long initialNanos) {
    start(initialNanos);
  }

  /** Takes one unambiguous measurement: of a frame that was sent once (Karn's rule). */
  void sample(long rttNanos) {
    long sample = Math.max(1, rttNanos);
    if (!measured) {
      measured = true;
      start(sample);
      return;
    }
    latestNanos = sample;
    minimumNanos = Math.min(minimumNanos, sample);
    variationNanos += (Math.abs(smoothedNanos - sample) - variationNanos) / 4;
    smoothedNanos += (sample - smoothedNanos) / 8;
  }

  /** Begins with less than the handshake seemed to take, unless something has been measured already. */
  void expect(long rttNanosMax) {
    if (!measured && rttNanosMax < smoothedNanos) {
      start(rttNanosMax);
    }
  }

  long smoothedNanos() {
    return smoothedNanos;
  }

  /** The shortest round trip seen. */
  long minimumNanos() {
    return minimumNanos;
  }

  /** How long to wait for an answer before asking again (RFC 9002 section 6.2.1), without back-off. */
  long probeTimeoutNanos() {
    long timeoutNanos = smoothedNanos + Math.max(4 * variationNanos, GRANULARITY_NANOS);
    return measured ? timeoutNanos : Math.max(timeoutNanos, FIRST_TIMEOUT_NANOS_MIN);
  }

  /** How long a frame may be overtaken before it counts as lost (RFC 9002 section 6.1.2). */
  long lossDelayNanos() {
    return Math.max(Math.max(smoothedNanos, latestNanos) * 9 / 8, GRANULARITY_NANOS);
  }

  private void start(long rttNanos) {
    long sample = Math.max(1, rttNanos);
    smoothedNanos = sample;
    variationNanos = sample / 2;
    latestNanos = sample;
    minimumNanos = sample;
  }
}
