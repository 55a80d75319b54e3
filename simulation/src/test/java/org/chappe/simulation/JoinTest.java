package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.chappe.model.Payload;
import org.chappe.server.membership.MemberState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Relays that no topology file names come into a line that runs. */
class JoinTest {

  private static final long IN_WITHIN_NANOS = 5 * Simulation.SECOND;

  /** Long enough for links that are of no use any more to go. */
  private static final long A_WHILE_NANOS = 20 * Simulation.SECOND;

  private static final long SETTLED_WITHIN_NANOS = 120 * Simulation.SECOND;

  private static final int LEASE_SECONDS = 30;

  private static SimLine line(long seed, Integer... numbers) {
    return new SimLine(
        new Simulation(seed),
        SimLine.Setup.of(numbers.length).withCommits(3 * Simulation.MILLISECOND),
        List.of(numbers));
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

  private static boolean isIn(SimLine line, int number, int... others) {
    return line.simulation()
        .runUntil(
            () -> {
              for (int other : others) {
                if (line.node(other).routes().hops(number) < 0
                    || line.node(number).routes().hops(other) < 0) {
                  return false;
                }
              }
              return true;
            },
            10 * Simulation.MILLISECOND,
            IN_WITHIN_NANOS);
  }

  private static void assertInOrder(SimLine line, int... numbers) {
    for (int from = 0; from < numbers.length; from++) {
      for (int to = 0; to < numbers.length; to++) {
        assertThat(line.node(numbers[from]).routes().hops(numbers[to]))
            .as("from %d to %d", numbers[from], numbers[to])
            .isEqualTo(Math.abs(from - to));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"6,1", "6,3", "6,5", "9,2", "3,1", "3,5"})
  void shouldTakeItsPlaceWhoeverLetsItIn(int number, int introducer) {
    SimLine line = number == 3 ? line(7, 1, 2, 4, 5) : line(7, 1, 2, 3, 4, 5);
    ChappeClient first = listening(line, 1);
    line.simulation().run(2 * Simulation.SECOND);
    line.join(number, introducer);
    assertThat(isIn(line, number, 1, 2, 4, 5)).isTrue();
    ChappeClient last = listening(line, number);
    line.simulation().run(Simulation.SECOND);
    assertThat(isShown(line, write(line, first, last), Simulation.SECOND)).isTrue();
    assertThat(isShown(line, write(line, last, first), Simulation.SECOND)).isTrue();
    line.simulation().run(A_WHILE_NANOS);
    if (number == 3) {
      assertInOrder(line, 1, 2, 3, 4, 5);
    } else {
      assertInOrder(line, 1, 2, 3, 4, 5, number);
    }
    line.settle(SETTLED_WITHIN_NANOS);
  }

  @Test
  void shouldTakeItsPlaceBeforeTheFirst() {
    SimLine line = line(3, 2, 3, 4);
    line.simulation().run(Simulation.SECOND);
    line.join(1, 4);
    assertThat(isIn(line, 1, 2, 3, 4)).isTrue();
    line.simulation().run(A_WHILE_NANOS);
    assertInOrder(line, 1, 2, 3, 4);
    line.settle(SETTLED_WITHIN_NANOS);
  }

  @Test
  void shouldMakeALineOfOneLonger() {
    SimLine line = line(3, 1);
    line.join(2, 1);
    line.join(3, 2, 1);
    line.simulation().run(IN_WITHIN_NANOS + A_WHILE_NANOS);
    assertInOrder(line, 1, 2, 3);
    line.settle(SETTLED_WITHIN_NANOS);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void shouldLetSeveralInAtOnceThoughAFifthIsLost(long seed) {
    SimLine line = line(seed, 1, 2, 5, 6);
    ChappeClient first = listening(line, 1);
    line.simulation().network().setFaults(Faults.losing(0.2));
    line.simulation().run(2 * Simulation.SECOND);
    line.join(3, 1);
    line.join(4, 6);
    line.join(8, 2);
    line.join(9, 2);
    line.simulation().run(4 * IN_WITHIN_NANOS);
    ChappeClient last = listening(line, 9);
    ChappeClient middle = listening(line, 4);
    line.simulation().run(5 * Simulation.SECOND);
    List<Letter> letters = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      letters.add(write(line, first, last));
      letters.add(write(line, last, middle));
      letters.add(write(line, middle, first));
    }
    line.simulation().run(2 * A_WHILE_NANOS);
    line.settle(SETTLED_WITHIN_NANOS);
    assertThat(letters).as("seed %d", seed).allMatch(letter -> letter.timesShown() == 1);
    line.simulation().run(A_WHILE_NANOS);
    assertInOrder(line, 1, 2, 3, 4, 5, 6, 8, 9);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233})
  void shouldComeInThoughWhoeverLetItInDiesAtOnce(long micros) {
    SimLine line = line(micros, 1, 2, 3, 4, 5);
    line.simulation().network().setFaults(Faults.NONE);
    line.simulation().run(2 * Simulation.SECOND);
    line.join(6, 3);
    line.simulation().run(3 * Simulation.MILLISECOND + micros * 100_000L);
    line.relay(3).crash();
    line.simulation().run(4 * IN_WITHIN_NANOS);
    assertThat(line.node(6).routes().hops(1)).as("after %d µs", micros).isEqualTo(4);
    assertThat(line.node(1).routes().hops(6)).isEqualTo(4);
    line.settle(SETTLED_WITHIN_NANOS);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldComeInThoughItDiesInTheMiddleOfIt(long seed) {
    SimLine line = line(seed, 1, 2, 3);
    line.simulation().network().setFaults(Faults.losing(0.1));
    line.simulation().run(2 * Simulation.SECOND);
    line.join(4, 2);
    for (int death = 0; death < 3; death++) {
      line.simulation().run(seed * 700_000L * (1 + death * death));
      line.restart(4);
    }
    line.simulation().run(4 * IN_WITHIN_NANOS);
    assertThat(line.node(1).routes().hops(4)).as("seed %d", seed).isPositive();
    line.settle(SETTLED_WITHIN_NANOS);
  }

  @Test
  void shouldDenyANumberThatIsAnothers() {
    SimLine line = line(4, 1, 2, 3);
    line.join(4, 1);
    line.simulation().run(IN_WITHIN_NANOS);
    for (int number : List.of(2, 4)) {
      SimHost stranger = Stranger.intrude(line, number, 1);
      line.simulation().run(IN_WITHIN_NANOS);
      assertThat(stranger.isDown()).as("as %d", number).isTrue();
    }
    line.relay(4).crash();
    line.simulation().run(4 * IN_WITHIN_NANOS);
    assertThat(line.node(1).membership().of(4).state()).isEqualTo(MemberState.DEAD);
    SimHost stranger = Stranger.intrude(line, 4, 1);
    line.simulation().run(IN_WITHIN_NANOS);
    assertThat(stranger.isDown()).as("the dead keep their numbers").isTrue();
    line.relay(4).restart();
    line.simulation().run(IN_WITHIN_NANOS);
    assertInOrder(line, 1, 2, 3, 4);
    line.settle(SETTLED_WITHIN_NANOS);
  }

  @Test
  void shouldTakeBackARelayThatReturnsAtAnotherAddress() {
    SimLine line = line(4, 1, 2, 3);
    ChappeClient first = listening(line, 1);
    line.join(4, 1);
    line.simulation().run(IN_WITHIN_NANOS);
    ChappeClient last = listening(line, 4);
    line.simulation().run(Simulation.SECOND);
    line.relay(4).crash();
    Letter letter = write(line, first, last);
    line.moveAway(4);
    line.simulation().run(Simulation.SECOND);
    line.relay(4).restart();
    line.simulation().run(IN_WITHIN_NANOS);
    assertInOrder(line, 1, 2, 3, 4);
    last.moveTo(line, 4);
    assertThat(isShown(line, letter, IN_WITHIN_NANOS)).isTrue();
    line.settle(SETTLED_WITHIN_NANOS);
  }

  @Test
  void shouldFindBackThroughAnybodyItKnew() {
    SimLine line = line(4, 1, 2, 3);
    line.join(4, 1);
    line.simulation().run(IN_WITHIN_NANOS);
    line.relay(4).crash();
    line.relay(1).crash();
    line.simulation().run(4 * IN_WITHIN_NANOS);
    line.relay(4).restart();
    line.simulation().run(IN_WITHIN_NANOS);
    assertInOrder(line, 2, 3, 4);
    line.settle(SETTLED_WITHIN_NANOS);
  }

  @Test
  void shouldBeKnownAgainByARelayThatHasForgottenEverything() {
    SimLine line = line(4, 1);
    line.join(2, 1);
    line.join(3, 1);
    line.simulation().run(IN_WITHIN_NANOS + A_WHILE_NANOS);
    line.relay(1).crash();
    line.simulation().run(A_WHILE_NANOS);
    line.relay(1).store().wipe();
    line.relay(1).restart();
    line.simulation().run(2 * IN_WITHIN_NANOS);
    assertInOrder(line, 1, 2, 3);
    line.settle(SETTLED_WITHIN_NANOS);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void shouldTellItsClientsWhereToGoWhenItDies(long seed) {
    SimLine line = line(seed, 1, 2, 3, 4, 5);
    ChappeClient first = listening(line, 1);
    line.join(6, 2);
    line.simulation().network().setFaults(Faults.losing(0.1));
    line.simulation().run(IN_WITHIN_NANOS);
    ChappeClient last = line.addClient(6);
    last.learnFromHome();
    last.attach();
    last.listen(LEASE_SECONDS);
    line.simulation().run(IN_WITHIN_NANOS);
    line.relay(6).crash();
    Letter there = write(line, first, last);
    Letter back = write(line, last, first);
    boolean moved = line.simulation()
        .runUntil(() -> last.attachedTo() != 6, Simulation.MILLISECOND, IN_WITHIN_NANOS);
    assertThat(moved).as("seed %d", seed).isTrue();
    assertThat(isShown(line, there, IN_WITHIN_NANOS)).isTrue();
    assertThat(isShown(line, back, IN_WITHIN_NANOS)).isTrue();
    line.settle(SETTLED_WITHIN_NANOS);
  }

  @Test
  void shouldTellClientsOfRelaysThatJoinedWhileTheyListened() {
    SimLine line = line(4, 1);
    ChappeClient client = line.addClient(1);
    client.learnFromHome();
    client.attach();
    client.listen(LEASE_SECONDS);
    line.simulation().run(3 * Simulation.SECOND);
    line.join(2, 1);
    line.simulation().run(40 * Simulation.SECOND);
    line.relay(1).crash();
    line.simulation().run(IN_WITHIN_NANOS);
    assertThat(client.attachedTo()).isEqualTo(2);
    line.settle(SETTLED_WITHIN_NANOS);
  }

  @Test
  void shouldHaveAllClientsInItsDirectoryWhileItServes() {
    SimLine line = line(4, 1, 2);
    List<ChappeClient> clients = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      clients.add(listening(line, 1 + i % 2));
    }
    line.simulation().run(3 * Simulation.SECOND);
    line.join(3, 1);
    assertThat(isIn(line, 3, 1, 2)).isTrue();
    ChappeClient late = listening(line, 3);
    line.simulation().run(2 * Simulation.SECOND);
    assertThat(line.node(3).directory().size()).isEqualTo(301);
    assertThat(isShown(line, write(line, late, clients.get(7)), Simulation.SECOND))
        .isTrue();
    line.settle(SETTLED_WITHIN_NANOS);
  }
}
