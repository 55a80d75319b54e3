package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.chappe.model.ClientId;
import org.chappe.model.Payload;
import org.chappe.simulation.Letter.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What users may rely on when relays die, one situation at a time. */
class CrashTest {

  private static final long SETTLED_WITHIN_NANOS = 120 * Simulation.SECOND;

  private static final int LEASE_SECONDS = 30;

  private static final long HOP_NANOS = Simulation.MILLISECOND;

  private static final long SYNC_NANOS = 10 * Simulation.MILLISECOND;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void shouldSendAgainWhatDiedWithARelayInTheMiddle(int hopsBeforeDeath) {
    SimLine line = line(1, 5);
    ChappeClient first = listening(line, 1);
    ChappeClient last = listening(line, 5);
    line.simulation().run(2 * Simulation.SECOND);
    List<Letter> letters = write(line, first, last.id(), 20);
    line.simulation().run(hopsBeforeDeath * HOP_NANOS);
    line.relay(3).crash();
    line.simulation().run(3 * Simulation.SECOND);
    assertThat(line.relay(3).restart()).isTrue();
    line.settle(SETTLED_WITHIN_NANOS);
    assertDeliveredOnce(letters);
  }

  @ParameterizedTest
  @EnumSource
  void shouldKeepWhatWasAcceptedWhenItsHomeDiesAroundTheCommit(CrashPoint point) {
    for (int times = 1; times <= 4; times++) {
      SimLine line = lineWithDisks(times, 5);
      ChappeClient first = listening(line, 1);
      ChappeClient last = listening(line, 5);
      line.simulation().run(2 * Simulation.SECOND);
      line.relay(1).crashAt(point, times);
      List<Letter> letters = new ArrayList<>();
      for (int batch = 1; batch <= 4; batch++) {
        letters.addAll(write(line, first, last.id(), 5));
        line.simulation().run(100 * Simulation.MILLISECOND);
      }
      line.simulation().run(Simulation.SECOND);
      line.relay(1).restart();
      line.settle(SETTLED_WITHIN_NANOS);
      assertThat(line.relay(1).lives()).isEqualTo(2);
      assertDeliveredOnce(letters);
    }
  }

  @Test
  void shouldKeepWhatWasAcceptedWhenItsHomeDiesRightAfterSayingSo() {
    SimLine line = line(2, 5);
    ChappeClient first = listening(line, 1);
    ChappeClient last = listening(line, 5);
    line.simulation().run(2 * Simulation.SECOND);
    line.simulation().network().cutOff(Set.of(line.relay(2)));
    List<Letter> letters = write(line, first, last.id(), 3);
    boolean accepted = line.simulation()
        .runUntil(() -> outcomes(letters, Outcome.ACCEPTED), HOP_NANOS, Simulation.SECOND);
    assertThat(accepted).isTrue();
    line.relay(1).crash();
    line.simulation().run(Simulation.SECOND);
    line.settle(SETTLED_WITHIN_NANOS);
    assertDeliveredOnce(letters);
  }

  @ParameterizedTest
  @EnumSource
  void shouldDeliverOnceWhenTheHomeOfTheReaderDiesBeforeItsNotice(CrashPoint point) {
    for (int times = 1; times <= 4; times++) {
      SimLine line = lineWithDisks(times, 5);
      ChappeClient first = listening(line, 1);
      ChappeClient last = listening(line, 5);
      line.simulation().run(2 * Simulation.SECOND);
      line.relay(5).crashAt(point, times);
      List<Letter> letters = write(line, first, last.id(), 20);
      line.simulation().run(Simulation.SECOND);
      line.relay(5).restart();
      line.settle(SETTLED_WITHIN_NANOS);
      assertThat(line.relay(5).lives()).isEqualTo(2);
      assertDeliveredOnce(letters);
    }
  }

  @Test
  void shouldDeliverOnceWhenBothHomesDieAtOnce() {
    for (int millis = 0; millis < 12; millis++) {
      SimLine line = line(3, 5);
      ChappeClient first = listening(line, 1);
      ChappeClient last = listening(line, 5);
      line.simulation().run(2 * Simulation.SECOND);
      List<Letter> letters = write(line, first, last.id(), 20);
      line.simulation().run(millis * HOP_NANOS);
      line.relay(1).crash();
      line.relay(5).crash();
      line.simulation().run(Simulation.SECOND);
      line.settle(SETTLED_WITHIN_NANOS);
      assertDeliveredOnce(letters);
    }
  }

  @Test
  void shouldDeliverOnceWhenAllRelaysDieAtOnceAgainAndAgain() {
    SimLine line = lineWithDisks(4, 5);
    ChappeClient first = listening(line, 1);
    ChappeClient last = listening(line, 5);
    line.simulation().run(2 * Simulation.SECOND);
    List<Letter> letters = new ArrayList<>();
    for (int round = 0; round < 10; round++) {
      letters.addAll(write(line, first, last.id(), 5));
      letters.addAll(write(line, last, first.id(), 5));
      line.simulation().run(7 * HOP_NANOS * (round + 1));
      line.relays().forEach(SimHost::crash);
      line.simulation().run(HOP_NANOS);
      line.relays().forEach(SimHost::restart);
    }
    line.settle(SETTLED_WITHIN_NANOS);
    assertDeliveredOnce(letters);
  }

  @Test
  void shouldStayDownOnADamagedDiskAndGoOnOnceItIsRepaired() {
    SimLine line = line(5, 3);
    ChappeClient first = listening(line, 1);
    ChappeClient last = line.addClient(3);
    last.attach();
    line.simulation().run(2 * Simulation.SECOND);
    List<Letter> letters = write(line, first, last.id(), 20);
    line.simulation().run(Simulation.SECOND);
    line.relay(3).crash();
    line.relay(3).store().damage();
    assertThat(line.relay(3).restart()).isFalse();
    assertThat(line.relay(3).isDown()).isTrue();
    line.simulation().run(5 * Simulation.SECOND);
    assertThat(letters).noneMatch(letter -> letter.timesShown() > 0);
    line.relay(3).store().repair();
    assertThat(line.relay(3).restart()).isTrue();
    line.settle(SETTLED_WITHIN_NANOS);
    assertDeliveredOnce(letters);
  }

  @ParameterizedTest
  @ValueSource(longs = {-10, 10})
  void shouldLoseNothingWhenARelayTakesItToBeAnotherYear(long years) {
    SimLine line = line(6, 5);
    ChappeClient first = listening(line, 1);
    ChappeClient last = line.addClient(5);
    last.attach();
    line.simulation().run(2 * Simulation.SECOND);
    List<Letter> letters = write(line, first, last.id(), 20);
    line.simulation().run(Simulation.SECOND);
    for (int relay = 1; relay <= 5; relay++) {
      line.setClockError(relay, years * SimLine.YEAR_MILLIS);
      line.restart(relay);
    }
    line.simulation().run(Simulation.SECOND);
    letters.addAll(write(line, first, last.id(), 20));
    line.settle(SETTLED_WITHIN_NANOS);
    assertDeliveredOnce(letters);
  }

  private static void assertDeliveredOnce(List<Letter> letters) {
    assertThat(letters)
        .allMatch(letter -> letter.outcome() == Outcome.ACCEPTED && letter.timesShown() == 1);
  }

  private static boolean outcomes(List<Letter> letters, Outcome outcome) {
    return letters.stream().allMatch(letter -> letter.outcome() == outcome);
  }

  private static SimLine line(long seed, int relays) {
    return new SimLine(new Simulation(seed), SimLine.Setup.of(relays));
  }

  private static SimLine lineWithDisks(long seed, int relays) {
    return new SimLine(new Simulation(seed), SimLine.Setup.of(relays).withCommits(SYNC_NANOS));
  }

  private static ChappeClient listening(SimLine line, int home) {
    ChappeClient client = line.addClient(home);
    client.attach();
    client.listen(LEASE_SECONDS);
    return client;
  }

  private static List<Letter> write(SimLine line, SimClient writer, ClientId reader, int count) {
    int before = line.ledger().letters().size();
    IntStream.range(0, count)
        .forEach(i -> writer.write(reader, Payload.of("letter " + (before + i) + ".")));
    return new ArrayList<>(line.ledger().letters().stream().skip(before).toList());
  }
}
