package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.chappe.model.Payload;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Relays are stopped for a while and go on, as if nothing had been. */
class StopTest {

  private static final int RELAYS = 5;

  private static final long HEALED_WITHIN_NANOS = 5 * Simulation.SECOND;

  private static final long A_WHILE_NANOS = 20 * Simulation.SECOND;

  private static final long SETTLED_WITHIN_NANOS = 120 * Simulation.SECOND;

  private static final int LEASE_SECONDS = 30;

  private final SimLine line = new SimLine(
      new Simulation(3), SimLine.Setup.of(RELAYS).withCommits(3 * Simulation.MILLISECOND));
  private final ChappeClient first = listening(1);
  private final ChappeClient last = listening(RELAYS);

  private ChappeClient listening(int home) {
    ChappeClient client = line.addClient(home);
    client.attach();
    client.listen(LEASE_SECONDS);
    return client;
  }

  private Letter write(ChappeClient writer, ChappeClient reader) {
    writer.write(reader.id(), Payload.of("letter " + line.ledger().letters().size()));
    List<Letter> letters = new ArrayList<>(line.ledger().letters());
    return letters.get(letters.size() - 1);
  }

  private boolean isShown(Letter letter) {
    return line.simulation()
        .runUntil(() -> letter.timesShown() == 1, 10 * Simulation.MILLISECOND, HEALED_WITHIN_NANOS);
  }

  private long suspicions() {
    return IntStream.rangeClosed(1, RELAYS)
        .mapToLong(relay -> line.node(relay).membership().suspicions())
        .sum();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void shouldBeSteppedOverWhileStoppedAndTakenBackWhenItGoesOn(int middle) {
    line.simulation().run(2 * Simulation.SECOND);
    line.relay(middle).pause();
    assertThat(isShown(write(first, last))).isTrue();
    assertThat(isShown(write(last, first))).isTrue();
    assertThat(line.node(1).routes().hops(RELAYS)).isEqualTo(RELAYS - 2);
    line.simulation().run(A_WHILE_NANOS);
    line.relay(middle).resume();
    line.simulation().run(A_WHILE_NANOS);
    assertThat(line.node(1).routes().hops(RELAYS)).isEqualTo(RELAYS - 1);
    line.settle(SETTLED_WITHIN_NANOS);
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 500, 1_000, 1_300})
  void shouldNotSuspectAnybodyForAShortStop(int millis) {
    line.simulation().run(2 * Simulation.SECOND);
    for (int relay = 1; relay <= RELAYS; relay++) {
      line.relay(relay).pause();
      line.simulation().run(millis * Simulation.MILLISECOND);
      line.relay(relay).resume();
      line.simulation().run(Simulation.SECOND);
    }
    assertThat(suspicions()).isZero();
    line.settle(SETTLED_WITHIN_NANOS);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 40})
  void shouldNotSuspectOthersThoughAllOfThemWereStopped(int seconds) {
    line.simulation().run(2 * Simulation.SECOND);
    line.relays().forEach(SimHost::pause);
    line.simulation().run(seconds * Simulation.SECOND);
    line.relays().forEach(SimHost::resume);
    line.simulation().run(HEALED_WITHIN_NANOS);
    assertThat(suspicions()).isZero();
    assertThat(isShown(write(first, last))).isTrue();
    line.settle(SETTLED_WITHIN_NANOS);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 10})
  void shouldLoseNothingThoughItsSocketOverflows(int seconds) {
    line.simulation().run(2 * Simulation.SECOND);
    line.relay(1).pause();
    line.relay(3).pause();
    List<Letter> letters = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      letters.add(write(first, last));
      letters.add(write(last, first));
      line.simulation().run(seconds * 10L * Simulation.MILLISECOND);
    }
    line.relay(1).resume();
    line.relay(3).resume();
    assertThat(line.simulation().encounters().times(Encounter.SOCKET_OVERFLOWED))
        .isPositive();
    line.settle(SETTLED_WITHIN_NANOS);
    assertThat(letters).allMatch(letter -> letter.timesShown() == 1);
  }
}
