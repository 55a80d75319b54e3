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

/** Relays leave a line that runs, and what they held is still delivered once. */
class LeaveTest {

  private static final long LEFT_WITHIN_NANOS = 30 * Simulation.SECOND;

  private static final long SETTLED_WITHIN_NANOS = 120 * Simulation.SECOND;

  private static final int LEASE_SECONDS = 30;

  /** When it begins to hand over the mail of those who stay away. */
  private static final long GRACE_NANOS = 3 * Simulation.SECOND;

  private static SimLine line(long seed, int relays) {
    return new SimLine(
        new Simulation(seed), SimLine.Setup.of(relays).withCommits(3 * Simulation.MILLISECOND));
  }

  private static ChappeClient client(SimLine line, int home) {
    ChappeClient client = line.addClient(home);
    client.learnFromHome();
    client.attach();
    return client;
  }

  private static ChappeClient listening(SimLine line, int home) {
    ChappeClient client = client(line, home);
    client.listen(LEASE_SECONDS);
    return client;
  }

  private static Letter write(SimLine line, ChappeClient writer, ChappeClient reader) {
    writer.write(reader.id(), Payload.of("letter " + line.ledger().letters().size()));
    List<Letter> letters = new ArrayList<>(line.ledger().letters());
    return letters.get(letters.size() - 1);
  }

  private static boolean hasLeft(SimLine line, int number) {
    return line.simulation()
        .runUntil(() -> line.isGone(number), 10 * Simulation.MILLISECOND, LEFT_WITHIN_NANOS);
  }

  private static void assertHasLeft(SimLine line, int number) {
    assertThat(hasLeft(line, number)).as("relay %d has left", number).isTrue();
    line.simulation().run(5 * Simulation.SECOND);
    for (SimHost host : line.relays()) {
      assertThat(host.isDown()).isFalse();
    }
    line.numbers()
        .forEach(other -> assertThat(line.node(other).membership().of(number).state())
            .as("as relay %d knows", other)
            .isEqualTo(MemberState.LEFT));
  }

  @ParameterizedTest
  @CsvSource({"1,0", "2,0", "3,0", "4,0", "5,0.1", "3,0.2", "1,0.1"})
  void shouldLoseAndDoubleNothingWhileClientsGoElsewhere(int number, double loss) {
    SimLine line = line(number, 5);
    List<ChappeClient> clients = new ArrayList<>();
    for (int home = 1; home <= 5; home++) {
      clients.add(listening(line, home));
    }
    line.simulation().network().setFaults(Faults.losing(loss));
    line.simulation().run(3 * Simulation.SECOND);
    List<Letter> letters = new ArrayList<>();
    for (int round = 0; round < 40; round++) {
      if (round == 10) {
        line.leave(number);
      }
      for (ChappeClient writer : clients) {
        letters.add(write(line, writer, clients.get((round + clients.indexOf(writer)) % 5)));
      }
      line.simulation().run(100 * Simulation.MILLISECOND);
    }
    assertHasLeft(line, number);
    assertThat(clients.get(number - 1).attachedTo()).isNotEqualTo(number);
    line.settle(SETTLED_WITHIN_NANOS);
    assertThat(letters).allMatch(letter -> letter.timesShown() == 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5})
  void shouldHandOverMailForWhoIsAwayAndForWhoWasNeverThere(int number) {
    SimLine line = line(number, 5);
    ChappeClient writer = listening(line, number);
    ChappeClient away = client(line, number);
    ChappeClient never = line.addClient(2);
    line.simulation().run(2 * Simulation.SECOND);
    away.leave();
    line.simulation().run(Simulation.SECOND);
    List<Letter> letters = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      letters.add(write(line, writer, away));
      letters.add(write(line, writer, never));
    }
    line.simulation().run(Simulation.SECOND);
    assertThat(line.node(number).station().size()).isEqualTo(200);
    line.leave(number);
    assertHasLeft(line, number);
    away.moveTo(line, number == 2 ? 3 : 2);
    away.listen(LEASE_SECONDS);
    never.attach();
    never.listen(LEASE_SECONDS);
    line.settle(SETTLED_WITHIN_NANOS);
    assertThat(letters).allMatch(letter -> letter.timesShown() == 1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void shouldLoseNothingWhenItDiesInTheMiddleOfLeaving(long seed) {
    SimLine line = line(seed, 5);
    ChappeClient writer = listening(line, 1);
    ChappeClient reader = client(line, 3);
    ChappeClient other = listening(line, 3);
    line.simulation().run(2 * Simulation.SECOND);
    reader.leave();
    List<Letter> letters = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      letters.add(write(line, writer, reader));
      letters.add(write(line, other, reader));
    }
    line.simulation().network().setFaults(Faults.losing(0.1));
    line.simulation().run(2 * Simulation.SECOND);
    line.leave(3);
    for (int death = 0; death < 3 && !line.isGone(3); death++) {
      line.simulation().run(GRACE_NANOS + seed * seed * 2 * Simulation.MILLISECOND);
      if (!line.isGone(3)) {
        line.restart(3);
        line.simulation().run(Simulation.SECOND);
        line.leave(3);
      }
    }
    assertHasLeft(line, 3);
    reader.moveTo(line, 5);
    reader.listen(LEASE_SECONDS);
    line.settle(SETTLED_WITHIN_NANOS);
    assertThat(letters).as("seed %d", seed).allMatch(letter -> letter.timesShown() == 1);
  }

  @Test
  void shouldStayWhenNobodyTakesItsMail() {
    SimLine line = line(1, 2);
    ChappeClient writer = listening(line, 1);
    ChappeClient never = line.addClient(2);
    line.simulation().run(2 * Simulation.SECOND);
    Letter letter = write(line, writer, never);
    line.simulation().run(Simulation.SECOND);
    line.relay(2).crash();
    line.leave(1);
    line.simulation().run(3 * LEFT_WITHIN_NANOS);
    assertThat(line.isGone(1)).isFalse();
    assertThat(line.node(1).station().size()).isEqualTo(1);
    line.simulation().run(5 * Simulation.SECOND);
    assertThat(writer.attachedTo()).isEqualTo(1);
    line.relay(2).restart();
    line.simulation().run(5 * Simulation.SECOND);
    line.leave(1);
    assertHasLeft(line, 1);
    never.attach();
    never.listen(LEASE_SECONDS);
    line.settle(SETTLED_WITHIN_NANOS);
    assertThat(letter.timesShown()).isEqualTo(1);
  }

  @Test
  void shouldGiveItsNumberToAnother() {
    SimLine line = line(1, 3);
    line.join(4, 1);
    line.simulation().run(5 * Simulation.SECOND);
    line.leave(4);
    assertHasLeft(line, 4);
    SimHost successor = Stranger.intrude(line, 4, 2);
    line.simulation().run(5 * Simulation.SECOND);
    assertThat(successor.isDown()).isFalse();
    assertThat(line.node(3).routes().hops(4)).isEqualTo(1);
  }

  @Test
  void shouldLeaveOneAfterTheOtherUntilOneIsLeft() {
    SimLine line = line(1, 4);
    ChappeClient writer = listening(line, 1);
    ChappeClient never = line.addClient(4);
    line.simulation().run(2 * Simulation.SECOND);
    Letter letter = write(line, writer, never);
    for (int number = 1; number <= 3; number++) {
      line.leave(number);
      line.simulation().run(Simulation.SECOND);
    }
    for (int number = 1; number <= 3; number++) {
      assertHasLeft(line, number);
    }
    never.attach();
    never.listen(LEASE_SECONDS);
    line.settle(SETTLED_WITHIN_NANOS);
    assertThat(letter.timesShown()).isEqualTo(1);
  }
}
