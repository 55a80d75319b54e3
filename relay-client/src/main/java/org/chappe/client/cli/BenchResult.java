package org.chappe.client.cli;

import java.util.Locale;

/**
 * What a bench run measured.
 *
 * @param sent messages sent
 * @param until up to when each message was measured
 * @param done of these, came so far
 * @param refused of these, refused
 * @param measured messages of which the time was taken
 * @param seconds from the first of these to the last
 * @param messagesPerSecond of these
 * @param p50Micros from the sender's order until then, in microseconds
 * @param cpuNanosPerMessage processor time of this program and of those that were named, for each message that was done, in
 *     nanoseconds
 * @param lightP50Micros the median at 1,000 messages a second, in microseconds; 0 if that wasn't measured
 */
record BenchResult(
    BenchUntil until,
    long sent,
    long done,
    long refused,
    long measured,
    double seconds,
    long messagesPerSecond,
    long p50Micros,
    long p99Micros,
    long p999Micros,
    long maxMicros,
    long cpuNanosPerMessage,
    long lightP50Micros) {

  boolean isComplete() {
    return done == sent;
  }

  String render(OutputFormat format) {
    if (format == OutputFormat.JSON) {
      return JsonLine.of("bench", this);
    }
    return String.format(
        Locale.ROOT,
        """
        %,d messages/s (%,d measured in %.2f s; sent %,d, %s %,d, refused %,d)
        p50 %,d µs, p99 %,d µs, p99.9 %,d µs, max %,d µs
        %.2f µs of processor time a message%s\
        """,
        messagesPerSecond,
        measured,
        seconds,
        sent,
        until,
        done,
        refused,
        p50Micros,
        p99Micros,
        p999Micros,
        maxMicros,
        cpuNanosPerMessage / 1_000.0,
        lightP50Micros == 0
            ? ""
            : String.format(Locale.ROOT, "%nat 1,000/s p50 %,d µs", lightP50Micros));
  }
}
