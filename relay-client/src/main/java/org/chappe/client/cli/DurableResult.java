package org.chappe.client.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What relays that keep mail on disk reached, next to relays that keep it in memory. Rates are messages a second, delivered; of
 * several rounds the median, which of an even number is the higher middle one.
 *
 * @param missing messages of all measurements that didn't come
 * @param refused of all measurements
 * @param local from clients to clients of one relay that keeps mail on disk
 * @param localRounds the same, round by round
 * @param memory as local, of a relay that keeps mail in memory; null where none was measured
 * @param memoryRounds the same, round by round; empty where none was measured
 * @param ratio local divided by memory; null where there is nothing to divide by
 * @param across between the two relays of the line on disk
 * @param acrossRounds the same, round by round
 * @param acceptedP50Micros from the order to send to the answer that the message is kept, in microseconds, one at a time
 */
record DurableResult(
    long missing,
    long refused,
    long local,
    List<Long> localRounds,
    @Nullable Long memory,
    List<Long> memoryRounds,
    @Nullable Double ratio,
    long across,
    List<Long> acrossRounds,
    long acceptedP50Micros,
    long acceptedP99Micros,
    long acceptedP999Micros,
    long acceptedMaxMicros) {

  /** @param accepted all rounds together */
  static DurableResult of(
      List<BenchResult> local,
      List<BenchResult> memory,
      List<BenchResult> across,
      BenchResult accepted) {
    List<BenchResult> all = Stream.of(local, memory, across, List.of(accepted))
        .flatMap(List::stream)
        .toList();
    Long inMemory = memory.isEmpty() ? null : median(rates(memory));
    long onDisk = median(rates(local));
    return new DurableResult(
        all.stream().mapToLong(result -> result.sent() - result.done()).sum(),
        all.stream().mapToLong(BenchResult::refused).sum(),
        onDisk,
        rates(local),
        inMemory,
        rates(memory),
        inMemory == null || inMemory == 0 ? null : (double) onDisk / inMemory,
        median(rates(across)),
        rates(across),
        accepted.p50Micros(),
        accepted.p99Micros(),
        accepted.p999Micros(),
        accepted.maxMicros());
  }

  private static List<Long> rates(List<BenchResult> results) {
    return results.stream().map(BenchResult::messagesPerSecond).toList();
  }

  private static long median(List<Long> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  boolean isComplete() {
    return missing == 0;
  }

  String render(OutputFormat format) {
    if (format == OutputFormat.JSON) {
      return JsonLine.of("durable", this);
    }
    String figures = row("one relay, on disk", local, localRounds)
        + (memory == null ? "" : row("one relay, in memory", memory, memoryRounds))
        + (ratio == null
            ? ""
            : String.format(Locale.ROOT, "%-22s %11.3f%n", "disk / memory", ratio))
        + row("the line, on disk", across, acrossRounds);
    return figures
        + String.format(
            Locale.ROOT,
            """
            accepted, one at a time: p50 %,d µs, p99 %,d µs, p99.9 %,d µs, max %,d µs
            missing %,d, refused %,d\
            """,
            acceptedP50Micros,
            acceptedP99Micros,
            acceptedP999Micros,
            acceptedMaxMicros,
            missing,
            refused);
  }

  private static String row(String what, long perSecond, List<Long> rounds) {
    String each = rounds.stream()
        .map(rate -> String.format(Locale.ROOT, "%,d", rate))
        .collect(Collectors.joining("  "));
    return String.format(Locale.ROOT, "%-22s %,11d messages/s (%s)%n", what, perSecond, each);
  }
}
