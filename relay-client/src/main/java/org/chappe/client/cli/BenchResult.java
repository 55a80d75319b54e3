package org.chappe.client.cli;

import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a bench run measured.
 *
 * @param sent messages sent, warm-up included
 * @param until up to when each message was measured
 * @param done of these, came so far
 * @param refused of these, refused
 * @param measured messages that came so far after the warm-up
 * @param seconds from the first of these to the last
 * @param messagesPerSecond of these
 * @param p50Micros from the sender's order until then, in microseconds
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
    long maxMicros) {

  boolean isComplete() {
    return done == sent;
  }

  String render(OutputFormat format) {
    if (format == OutputFormat.JSON) {
      return JsonMapper.shared().writeValueAsString(this);
    }
    return String.format(
        Locale.ROOT,
        """
        %,d messages/s (%,d measured in %.2f s; sent %,d, %s %,d, refused %,d)
        p50 %,d µs, p99 %,d µs, p99.9 %,d µs, max %,d µs""",
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
        maxMicros);
  }
}
