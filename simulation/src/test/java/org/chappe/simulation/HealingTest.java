package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chappe.model.Payload;
import org.chappe.server.membership.MemberState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Relays die, return, and are cut off, and the line is whole again without anybody's doing. */
class HealingTest {

  /** What users are promised. */
  private static final long HEALED_WITHIN_NANOS = 5 * Simulation.SECOND;

  /** Long enough for everybody to have found out everything. */
  private static final long A_WHILE_NANOS = 20 * Simulation.SECOND;

  private static final long SETTLED_WITHIN_NANOS = 120 * Simulation.SECOND;

  private static final int LEASE_SECONDS = 30;

  private static SimLine line(long seed, int relays) {
    return new SimLine(
        new Simulation(seed), SimLine.Setup.of(relays).withCommits(3 * Simulation.MILLISECOND));
  }

  private static ChappeClient listening(SimLine line, int home) {
    ChappeClient client = line.addClient(home);
    client.attach();
    client.listen(LEASE_SECONDS);
    return client;
  }

  private static Letter write(SimLine line, ChappeClient writer, ChappeClient reader) {
    writer.write(reader.id(), Payload.of("letter " + line.ledger().letters().size()));
    List<Letter> letters = new ArrayList<>(line.ledger().letters());
    return letters.get(letters.size() - 1);
  }

  private static boolean isShown(SimLine line, Letter letter, long withinNanos) {
    return line.simulation()
        .runUntil(() -> letter.timesShown() == 1, 10 * Simulation.MILLISECOND, withinNanos);
  }

  private static int hops(SimLine line, int from, int to) {
    return line.node(from).routes().hops(to);
  }

  private static MemberState state(SimLine line, int as, int of) {
    return line.node(as).membership().of(of).state();
  }

  private static void die(SimLine line, int... relays) {
    for (int relay : relays) {
      line.relay(relay).crash();
    }
  }

  private static void assertWholeAgain(SimLine line) {
    for (int from = 1; from <= line.size(); from++) {
      for (int to = 1; to <= line.size(); to++) {
        assertThat(hops(line, from, to))
            .as("from %d to %d", from, to)
            .isEqualTo(Math.abs(from - to));
        assertThat(state(line, from, to)).isEqualTo(MemberState.ALIVE);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void shouldStepOverADeadRelayAndTakeItBack(int middle) {
    SimLine line = line(middle, 5);
    ChappeClient first = listening(line, 1);
    ChappeClient last = listening(line, 5);
    line.simulation().run(2 * Simulation.SECOND);
    assertWholeAgain(line);
    die(line, middle);
    Letter letter = write(line, first, last);
    assertThat(isShown(line, letter, HEALED_WITHIN_NANOS)).isTrue();
    assertThat(hops(line, 1, 5)).isEqualTo(3);
    line.simulation().run(A_WHILE_NANOS);
    for (int relay : List.of(1, 5)) {
      assertThat(state(line, relay, middle)).isEqualTo(MemberState.DEAD);
    }
    line.relay(middle).restart();
    line.simulation().run(HEALED_WITHIN_NANOS);
    assertThat(hops(line, middle - 1, middle)).isEqualTo(1);
    assertThat(hops(line, middle, middle + 1)).isEqualTo(1);
    line.simulation().run(A_WHILE_NANOS);
    assertWholeAgain(line);
    assertThat(isShown(line, write(line, last, first), Simulation.SECOND)).isTrue();
    line.settle(SETTLED_WITHIN_NANOS);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void shouldHealInTimeThoughEveryHopLosesOneOfTen(long seed) {
    SimLine line = line(seed, 5);
    ChappeClient first = listening(line, 1);
    ChappeClient last = listening(line, 5);
    line.simulation().network().setFaults(Faults.losing(0.1));
    line.simulation().run(5 * Simulation.SECOND);
    die(line, 3);
    Letter there = write(line, first, last);
    Letter back = write(line, last, first);
    line.simulation().run(HEALED_WITHIN_NANOS);
    assertThat(List.of(there, back))
        .as("seed %d", seed)
        .allMatch(letter -> letter.timesShown() == 1);
    line.settle(SETTLED_WITHIN_NANOS);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void shouldNotFindAnybodyDeadForLossAlone(long seed) {
    SimLine line = line(seed, 5);
    line.simulation().network().setFaults(Faults.losing(0.1));
    line.simulation().run(600 * Simulation.SECOND);
    for (int relay = 1; relay <= 5; relay++) {
      assertThat(line.node(relay).membership().suspicions()).as("seed %d", seed).isZero();
    }
    line.settle(SETTLED_WITHIN_NANOS);
  }

  static Stream<List<Integer>> pairs() {
    return Stream.of(List.of(2, 3), List.of(3, 4), List.of(2, 4));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void shouldStepOverTwoDeadRelays(List<Integer> dead) {
    SimLine line = line(7, 5);
    ChappeClient first = listening(line, 1);
    ChappeClient last = listening(line, 5);
    line.simulation().run(2 * Simulation.SECOND);
    dead.forEach(relay -> die(line, relay));
    assertThat(isShown(line, write(line, first, last), HEALED_WITHIN_NANOS)).isTrue();
    assertThat(isShown(line, write(line, last, first), HEALED_WITHIN_NANOS)).isTrue();
    line.simulation().run(A_WHILE_NANOS);
    line.settle(SETTLED_WITHIN_NANOS);
    line.simulation().run(A_WHILE_NANOS);
    assertWholeAgain(line);
  }

  static Stream<Integer> splits() {
    return IntStream.range(1, 16).boxed();
  }

  @ParameterizedTest
  @MethodSource("splits")
  void shouldGoOnInBothPartsOfEverySplitAndMergeAfterwards(int split) {
    SimLine line = line(split, 5);
    List<ChappeClient> clients =
        IntStream.rangeClosed(1, 5).mapToObj(home -> listening(line, home)).toList();
    line.simulation().run(2 * Simulation.SECOND);
    Set<SimHost> island = new LinkedHashSet<>();
    for (int relay = 1; relay <= 5; relay++) {
      if ((split << 1 >> relay & 1) == 1) {
        island.add(line.relay(relay));
        island.add(clients.get(relay - 1).host());
      }
    }
    line.simulation().network().cutOff(island);
    List<Letter> within = new ArrayList<>();
    List<Letter> across = new ArrayList<>();
    for (ChappeClient writer : clients) {
      for (ChappeClient reader : clients) {
        boolean together = island.contains(writer.host()) == island.contains(reader.host());
        (together ? within : across).add(write(line, writer, reader));
      }
    }
    line.simulation().run(HEALED_WITHIN_NANOS);
    assertThat(within).as("split %d", split).allMatch(letter -> letter.timesShown() == 1);
    line.simulation().run(A_WHILE_NANOS);
    assertThat(across).as("split %d", split).allMatch(letter -> letter.timesShown() == 0);
    line.simulation().network().heal();
    line.simulation().run(HEALED_WITHIN_NANOS);
    assertThat(across).as("split %d", split).allMatch(letter -> letter.timesShown() == 1);
    line.simulation().run(A_WHILE_NANOS);
    assertWholeAgain(line);
    line.settle(SETTLED_WITHIN_NANOS);
  }

  private static void cut(SimLine line, int one, int other) {
    line.simulation().network().setFaults(line.relay(one), line.relay(other), Faults.losing(1));
    line.simulation().network().setFaults(line.relay(other), line.relay(one), Faults.losing(1));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void shouldGoAroundACutBetweenTwoThatLive(int lower) {
    SimLine line = line(lower, 5);
    ChappeClient first = listening(line, lower);
    ChappeClient last = listening(line, lower + 1);
    line.simulation().run(2 * Simulation.SECOND);
    cut(line, lower, lower + 1);
    assertThat(isShown(line, write(line, first, last), 2 * HEALED_WITHIN_NANOS)).isTrue();
    line.simulation().run(A_WHILE_NANOS);
    assertThat(isShown(line, write(line, last, first), Simulation.SECOND)).isTrue();
    for (int relay = 1; relay <= 5; relay++) {
      assertThat(state(line, lower, relay)).isEqualTo(MemberState.ALIVE);
    }
    line.simulation().network().heal();
    line.simulation().run(2 * A_WHILE_NANOS);
    assertWholeAgain(line);
    line.settle(SETTLED_WITHIN_NANOS);
  }

  @Test
  void shouldGoAroundALinkThatCarriesOneWayOnly() {
    SimLine line = line(1, 5);
    ChappeClient first = listening(line, 1);
    ChappeClient last = listening(line, 5);
    line.simulation().run(2 * Simulation.SECOND);
    line.simulation().network().setFaults(line.relay(2), line.relay(3), Faults.losing(1));
    assertThat(isShown(line, write(line, first, last), 3 * HEALED_WITHIN_NANOS)).isTrue();
    assertThat(isShown(line, write(line, last, first), HEALED_WITHIN_NANOS)).isTrue();
    line.settle(SETTLED_WITHIN_NANOS);
    line.simulation().run(A_WHILE_NANOS);
    assertWholeAgain(line);
  }

  @Test
  void shouldLoseAndDoubleNothingWhileRelaysDieAndReturnUnderLoad() {
    SimLine line = line(11, 5);
    ChappeClient first = listening(line, 1);
    ChappeClient last = listening(line, 5);
    line.simulation().run(2 * Simulation.SECOND);
    for (int round = 0; round < 12; round++) {
      int relay = 2 + round % 3;
      for (int i = 0; i < 10; i++) {
        write(line, first, last);
        write(line, last, first);
        line.simulation().run(50 * Simulation.MILLISECOND);
      }
      if (line.relay(relay).isDown()) {
        line.relay(relay).restart();
      } else {
        die(line, relay);
      }
      line.simulation().run(Simulation.SECOND);
    }
    line.settle(SETTLED_WITHIN_NANOS);
    assertThat(line.ledger().letters()).allMatch(letter -> letter.timesShown() == 1);
  }

  @Test
  void shouldGrowALongLineInTime() {
    SimLine line = line(1, 40);
    boolean whole = line.simulation()
        .runUntil(
            () -> hops(line, 1, 40) == 39 && hops(line, 40, 1) == 39,
            50 * Simulation.MILLISECOND,
            HEALED_WITHIN_NANOS);
    assertThat(whole).isTrue();
    die(line, 20);
    line.simulation().run(HEALED_WITHIN_NANOS);
    assertThat(hops(line, 1, 40)).isEqualTo(38);
  }
}
