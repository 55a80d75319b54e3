package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.chappe.model.Payload;
import org.chappe.node.Endpoint;
import org.chappe.node.Verdict;
import org.chappe.simulation.EventLog.Kind;
import org.chappe.simulation.Letter.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that know all five relays, when their home dies, returns, is cut off, or when they move themselves. */
class FailoverTest {

  private static final long MOVED_WITHIN_NANOS = 5 * Simulation.SECOND;

  private static final long SETTLED_WITHIN_NANOS = 120 * Simulation.SECOND;

  private static final long SYNC_NANOS = 3 * Simulation.MILLISECOND;

  private static final int LEASE_SECONDS = 30;

  private static SimLine line(long seed) {
    return new SimLine(new Simulation(seed), SimLine.Setup.of(5).withCommits(SYNC_NANOS));
  }

  private static ChappeClient listening(SimLine line, int home) {
    ChappeClient client = line.addClient(home);
    client.knowAllRelays(line, false);
    client.attach();
    client.listen(LEASE_SECONDS);
    return client;
  }

  private static List<Letter> write(SimLine line, SimClient writer, SimClient reader, int count) {
    int before = line.ledger().letters().size();
    IntStream.range(0, count)
        .forEach(i -> writer.write(reader.id(), Payload.of("letter " + (before + i))));
    return new ArrayList<>(line.ledger().letters().stream().skip(before).toList());
  }

  /** Both write to each other for a while, a letter every 50 ms. */
  private static List<Letter> converse(SimLine line, SimClient one, SimClient other, int letters) {
    List<Letter> all = new ArrayList<>();
    for (int i = 0; i < letters; i++) {
      all.addAll(write(line, one, other, 1));
      all.addAll(write(line, other, one, 1));
      line.simulation().run(50 * Simulation.MILLISECOND);
    }
    return all;
  }

  private static void assertDeliveredOnce(List<Letter> letters) {
    assertThat(letters)
        .allMatch(letter -> letter.outcome() == Outcome.ACCEPTED && letter.timesShown() == 1);
  }

  private static boolean isElsewhere(SimLine line, ChappeClient client, Set<Integer> lost) {
    return line.simulation()
        .runUntil(
            () -> !lost.contains(client.attachedTo()), Simulation.MILLISECOND, MOVED_WITHIN_NANOS);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldGoOnElsewhereWhenTheHomeDiesAndLoseNothingWhenItReturns(long seed) {
    SimLine line = line(seed);
    ChappeClient first = listening(line, 1);
    ChappeClient last = listening(line, 4);
    line.simulation().run(2 * Simulation.SECOND);
    List<Letter> letters = converse(line, first, last, 20);
    line.simulation().run(seed * Simulation.MILLISECOND);
    line.relay(1).crash();
    letters.addAll(write(line, first, last, 10));
    letters.addAll(write(line, last, first, 10));
    assertThat(isElsewhere(line, first, Set.of(1))).as("seed %d", seed).isTrue();
    letters.addAll(converse(line, first, last, 20));
    line.simulation().run(5 * Simulation.SECOND);
    assertThat(letters.stream().skip(40).filter(letter -> letter.timesShown() == 0))
        .as("what didn't rest at the dead home, seed %d", seed)
        .isEmpty();
    line.relay(1).restart();
    letters.addAll(converse(line, first, last, 5));
    line.settle(SETTLED_WITHIN_NANOS);
    assertDeliveredOnce(letters);
    assertThat(first.attachedTo()).as("it stays").isNotEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void shouldNoticeADeadHomeWhileItOnlyListens(long seed) {
    SimLine line = line(seed);
    ChappeClient first = listening(line, 5);
    ChappeClient last = listening(line, 1);
    line.simulation().run((20 + seed) * Simulation.SECOND);
    line.relay(5).crash();
    assertThat(isElsewhere(line, first, Set.of(5))).as("seed %d", seed).isTrue();
    List<Letter> letters = write(line, last, first, 10);
    line.simulation().run(2 * Simulation.SECOND);
    assertDeliveredOnce(letters);
    line.settle(SETTLED_WITHIN_NANOS);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void shouldGoElsewhereWhenItsHomeIsCutOffFromEverybody(long seed) {
    SimLine line = line(seed);
    ChappeClient first = listening(line, 1);
    ChappeClient last = listening(line, 5);
    line.simulation().run(2 * Simulation.SECOND);
    List<Letter> letters = converse(line, first, last, 10);
    line.simulation().network().cutOff(Set.of(line.relay(1)));
    letters.addAll(write(line, first, last, 10));
    assertThat(isElsewhere(line, first, Set.of(1))).as("seed %d", seed).isTrue();
    letters.addAll(converse(line, first, last, 10));
    line.simulation().network().heal();
    letters.addAll(converse(line, first, last, 10));
    line.settle(SETTLED_WITHIN_NANOS);
    assertDeliveredOnce(letters);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldMoveAndLoseNothingUnderLoss(long seed) {
    SimLine line = line(seed);
    line.simulation().network().setFaults(Faults.losing(0.1));
    ChappeClient first = listening(line, 1);
    ChappeClient last = listening(line, 4);
    line.simulation().run(5 * Simulation.SECOND);
    List<Letter> letters = converse(line, first, last, 20);
    line.relay(1).crash();
    letters.addAll(write(line, first, last, 10));
    assertThat(isElsewhere(line, first, Set.of(1))).as("seed %d", seed).isTrue();
    letters.addAll(converse(line, first, last, 20));
    line.relay(1).restart();
    line.simulation().run(Simulation.SECOND);
    line.settle(SETTLED_WITHIN_NANOS);
    assertDeliveredOnce(letters);
  }

  @ParameterizedTest
  @CsvSource({"1, 2", "2, 1", "4, 5", "1, 3"})
  void shouldFindOneOfThreeWhenTwoHomesAreDead(int home, int other) {
    SimLine line = line(9);
    ChappeClient first = listening(line, home);
    line.simulation().run(2 * Simulation.SECOND);
    line.relay(other).crash();
    line.relay(home).crash();
    List<Letter> letters = write(line, first, first, 10);
    assertThat(isElsewhere(line, first, Set.of(home, other))).isTrue();
    line.simulation().run(Simulation.SECOND);
    assertDeliveredOnce(letters);
    line.relay(home).restart();
    line.relay(other).restart();
    line.settle(SETTLED_WITHIN_NANOS);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void shouldGoToTheOneThatReturnsWhenAllAreDead(int returning) {
    SimLine line = line(returning);
    ChappeClient first = listening(line, 2);
    line.simulation().run(2 * Simulation.SECOND);
    List<Letter> letters = write(line, first, first, 5);
    line.relays().forEach(SimHost::crash);
    letters.addAll(write(line, first, first, 5));
    line.simulation().run(30 * Simulation.SECOND);
    line.relay(returning).restart();
    line.simulation().run(MOVED_WITHIN_NANOS);
    assertThat(first.attachedTo()).isEqualTo(returning);
    assertThat(letters).allMatch(letter -> letter.outcome() == Outcome.ACCEPTED);
    line.relays().forEach(SimHost::restart);
    line.settle(SETTLED_WITHIN_NANOS);
    assertDeliveredOnce(letters);
  }

  @Test
  void shouldAttachToTheNearestWhenThatIsWanted() {
    SimLine line = line(1);
    ChappeClient client = line.addClient(1);
    client.knowAllRelays(line, true);
    SimNetwork network = line.simulation().network();
    for (int relay = 1; relay <= 5; relay++) {
      long delayNanos = (relay == 4 ? 5 : 30) * Simulation.MILLISECOND;
      Faults far = new Faults(0, 0, 0, 0, delayNanos, 0, 0);
      network.setFaults(client.host(), line.relay(relay), far);
      network.setFaults(line.relay(relay), client.host(), far);
    }
    client.attach();
    line.simulation().run(Simulation.SECOND);
    assertThat(client.attachedTo()).isEqualTo(4);
    line.settle(SETTLED_WITHIN_NANOS);
  }

  @Test
  void shouldBeAtHomeWhereItCameLastThoughItDiedAndTheRelayHasForgottenEverything() {
    SimLine line = line(3);
    ChappeClient first = listening(line, 2);
    line.simulation().run(2 * Simulation.SECOND);
    first.moveTo(line, 3);
    line.simulation().run(2 * Simulation.SECOND);
    line.simulation().network().cutOff(Set.of(line.relay(1), first.host()));
    first.host().crash();
    line.restart(1);
    first.host().restart();
    first.moveTo(line, 1);
    first.listen(LEASE_SECONDS);
    List<Letter> letters = write(line, first, first, 5);
    line.simulation().run(5 * Simulation.SECOND);
    line.simulation().network().heal();
    line.simulation().run(15 * Simulation.SECOND);
    letters.addAll(write(line, first, first, 5));
    line.settle(SETTLED_WITHIN_NANOS);
    assertDeliveredOnce(letters);
    assertThat(line.simulation().log().entries())
        .noneMatch(entry ->
            entry.kind() == Kind.REPORTED && entry.content().text().startsWith("Rejected"));
  }

  // ---- the client's own address ----

  private static long handshakes(SimLine line, ChappeClient client) {
    return line.simulation().log().entries().stream()
        .filter(entry ->
            entry.kind() == Kind.SENT && entry.who().equals(client.host().name()))
        .filter(entry -> entry.content().text().startsWith("handshake"))
        .count();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldKeepItsSessionWhenItsAddressChangesInMidConversation(long seed) {
    SimLine line = line(seed);
    ChappeClient first = line.addClient(1);
    first.attach();
    first.listen(1);
    ChappeClient last = line.addClient(5);
    last.attach();
    last.listen(LEASE_SECONDS);
    line.simulation().run(2 * Simulation.SECOND);
    long before = handshakes(line, first);
    List<Letter> letters = new ArrayList<>();
    for (int move = 1; move <= 5; move++) {
      letters.addAll(write(line, first, last, 10));
      letters.addAll(write(line, last, first, 10));
      line.simulation().run(seed * move * Simulation.MILLISECOND);
      first.host().moveTo(Endpoint.ipv4(0x0A02_0000 + move, 50_000));
      line.simulation().run(3 * Simulation.SECOND);
    }
    assertDeliveredOnce(letters);
    assertThat(handshakes(line, first)).as("seed %d", seed).isEqualTo(before);
    line.settle(SETTLED_WITHIN_NANOS);
  }

  @Test
  void shouldLoseNothingWhenItsAddressChangesUnderLossAndReordering() {
    long late =
        LongStream.rangeClosed(1, 4).filter(FailoverTest::movesUnderLoss).count();
    assertThat(late)
        .as("runs in which something was late from the address before")
        .isPositive();
  }

  /** Whether something came late from an address that had been left. */
  private static boolean movesUnderLoss(long seed) {
    SimLine line = line(seed);
    line.simulation()
        .network()
        .setFaults(new Faults(
            0.1,
            0.1,
            0.2,
            0,
            Simulation.MILLISECOND,
            5 * Simulation.MILLISECOND,
            40 * Simulation.MILLISECOND));
    ChappeClient first = listening(line, 1);
    ChappeClient last = listening(line, 5);
    line.simulation().run(2 * Simulation.SECOND);
    List<Letter> letters = new ArrayList<>();
    for (int move = 1; move <= 10; move++) {
      letters.addAll(converse(line, first, last, 5));
      first.host().moveTo(Endpoint.ipv4(0x0A02_0000 + move % 3, 50_000));
    }
    line.settle(SETTLED_WITHIN_NANOS);
    assertDeliveredOnce(letters);
    return line.simulation().log().entries().stream()
        .anyMatch(entry -> entry.kind() == Kind.STEPPED
            && entry.who().equals("relay 1")
            && entry.content().text().equals(Verdict.FORGED.name()));
  }
}
