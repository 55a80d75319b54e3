package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.chappe.simulation.Convergence.Conditions;
import org.chappe.simulation.Convergence.Times;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How soon all relays agree, on lines of several lengths, over good links and bad ones. */
class ConvergenceTest {

  /** The property that names the file into which the whole table goes; {@code scripts/convergence} sets it. */
  private static final String TABLE = "chappe.convergence";

  /** What users are promised. */
  private static final long WAY_AROUND_NANOS = 5 * Simulation.SECOND;

  /** That all know that a relay is dead takes its silence of 1.8 s, 1.2 s for its refutation, and the news of it. */
  private static final long AGREED_NANOS = 6 * Simulation.SECOND;

  private static final String HEAD = """
      | relays | a hop | loss | way around a dead one | all know it's dead | it's back | client moved | halves merged |
      |---:|---:|---:|---:|---:|---:|---:|---:|
      """;

  static Stream<Conditions> conditions() {
    return Stream.of(
        new Conditions(5, micros(150), 0),
        new Conditions(5, micros(150), 0.1),
        new Conditions(5, micros(10_000), 0.01),
        new Conditions(5, micros(10_000), 0.1),
        new Conditions(20, micros(10_000), 0.1));
  }

  private static long micros(int micros) {
    return micros * 1_000L;
  }

  @ParameterizedTest
  @MethodSource("conditions")
  void shouldAgreeInTime(Conditions conditions) {
    Times times = Convergence.measure(conditions, 1);
    assertThat(times.wayAround()).isLessThanOrEqualTo(WAY_AROUND_NANOS);
    assertThat(times.most()).isLessThanOrEqualTo(AGREED_NANOS);
  }

  @Test
  @EnabledIfSystemProperty(named = TABLE, matches = ".+")
  void shouldAgreeInTimeUnderAllConditions() throws IOException {
    List<Times> all = new ArrayList<>();
    StringBuilder table = new StringBuilder(HEAD);
    for (int relays : new int[] {5, 20, 100}) {
      for (int hopMicros : new int[] {150, 10_000}) {
        for (int percent : new int[] {0, 1, 10}) {
          Conditions conditions = new Conditions(relays, micros(hopMicros), percent / 100.0);
          all.add(Convergence.measure(conditions, 1));
          table.append(row(conditions, percent, all.get(all.size() - 1)));
        }
      }
    }
    Files.writeString(Path.of(System.getProperty(TABLE, "")), table);
    assertThat(all).allMatch(times -> times.wayAround() <= WAY_AROUND_NANOS);
    assertThat(all).allMatch(times -> times.most() <= AGREED_NANOS);
  }

  private static String row(Conditions conditions, int percent, Times times) {
    return String.format(
        Locale.ROOT,
        "| %d | %s ms | %d %% | %.2f s | %.2f s | %.2f s | %.2f s | %.2f s |%n",
        conditions.relays(),
        conditions.hopNanos() < Simulation.MILLISECOND ? "0.15" : "10",
        percent,
        times.wayAround() / 1e9,
        times.death() / 1e9,
        times.comeback() / 1e9,
        times.move() / 1e9,
        times.merge() / 1e9);
  }
}
