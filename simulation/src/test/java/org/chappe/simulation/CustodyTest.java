package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.chappe.client.session.ClientConfig;
import org.chappe.link.LinkConfig;
import org.chappe.model.Payload;
import org.chappe.server.node.RelayConfig;
import org.chappe.server.node.RelayStatistics;
import org.chappe.server.station.CustodyTimes;
import org.chappe.server.station.StationLimits;
import org.chappe.simulation.Letter.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Relays die, and what they had acknowledged is still shown once. */
class CustodyTest {

  private static final long SETTLED_WITHIN_NANOS = 120 * Simulation.SECOND;

  private static final int LEASE_SECONDS = 30;

  private static final int LETTERS = 20;

  private static SimLine line(long seed) {
    return new SimLine(
        new Simulation(seed),
        new SimLine.Setup(
            5,
            2,
            LinkConfig.DEFAULT,
            ClientConfig.LINK,
            StationLimits.DEFAULT,
            RelayConfig.SESSIONS_MAX,
            3 * Simulation.MILLISECOND));
  }

  private static ChappeClient listening(SimLine line, int home) {
    ChappeClient client = line.addClient(home);
    client.attach();
    client.listen(LEASE_SECONDS);
    return client;
  }

  private static List<Letter> write(SimLine line, SimClient writer, SimClient reader) {
    int before = line.ledger().letters().size();
    for (int i = 0; i < LETTERS; i++) {
      writer.write(reader.id(), Payload.of("letter " + (before + i)));
    }
    return new ArrayList<>(line.ledger().letters()).subList(before, before + LETTERS);
  }

  private static void untilAccepted(SimLine line, List<Letter> letters) {
    boolean accepted = line.simulation()
        .runUntil(
            () -> letters.stream().allMatch(letter -> letter.outcome() == Outcome.ACCEPTED),
            Simulation.MILLISECOND / 2,
            Simulation.SECOND);
    assertThat(accepted).isTrue();
  }

  private static RelayStatistics statistics(SimLine line, int relay) {
    return line.node(relay).statistics();
  }

  private static void assertNothingIsKept(SimLine line) {
    assertThat(IntStream.rangeClosed(1, line.size())
            .map(relay -> statistics(line, relay).messagesKept())
            .sum())
        .as("nobody answers for what was shown")
        .isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldSendAgainWhatARelayInTheMiddleHadInMemoryOnly(long seed) {
    SimLine line = line(seed);
    ChappeClient writer = listening(line, 1);
    ChappeClient reader = listening(line, 5);
    line.simulation().run(2 * Simulation.SECOND);
    // what relay 3 takes stays with it
    line.simulation().network().setFaults(line.relay(3), line.relay(4), Faults.losing(1));
    List<Letter> letters = write(line, writer, reader);
    untilAccepted(line, letters);
    line.simulation().run(100 * Simulation.MILLISECOND);
    assertThat(statistics(line, 1).copies()).isEqualTo(LETTERS);
    assertThat(statistics(line, 2).framesQueuedMost()).isZero();
    line.restart(3);
    line.simulation().network().setFaults(line.relay(3), line.relay(4), Faults.NONE);
    line.simulation().run(CustodyTimes.TIMEOUT_NANOS_MIN + 5 * Simulation.SECOND);
    assertThat(letters).as("seed %d", seed).allMatch(letter -> letter.timesShown() == 1);
    assertThat(statistics(line, 1).custodyTimeouts()).isPositive();
    line.settle(SETTLED_WITHIN_NANOS);
    assertNothingIsKept(line);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldSendWhatTheSendersHomeHadAcceptedBeforeItDied(long seed) {
    SimLine line = line(seed);
    ChappeClient writer = listening(line, 1);
    ChappeClient reader = listening(line, 5);
    line.simulation().run(2 * Simulation.SECOND);
    line.simulation().network().cutOff(Set.of(line.relay(1), writer.host()));
    List<Letter> letters = write(line, writer, reader);
    untilAccepted(line, letters);
    line.restart(1);
    assertThat(statistics(line, 1).messagesKept()).isEqualTo(LETTERS);
    line.simulation().network().heal();
    line.simulation().run(20 * Simulation.SECOND);
    assertThat(letters).as("seed %d", seed).allMatch(letter -> letter.timesShown() == 1);
    line.settle(SETTLED_WITHIN_NANOS);
    assertNothingIsKept(line);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldShowOnceWhatTheRecipientsHomeHadStoredWhenItDiedBeforeItsNotice(long seed) {
    SimLine line = line(seed);
    ChappeClient writer = listening(line, 1);
    ChappeClient reader = line.addClient(5);
    reader.attach();
    reader.poll();
    line.simulation().run(2 * Simulation.SECOND);
    line.simulation().network().setFaults(line.relay(5), line.relay(4), Faults.losing(1));
    List<Letter> letters = write(line, writer, reader);
    line.simulation().run(Simulation.SECOND / 2);
    int stored = statistics(line, 5).messagesKept();
    assertThat(stored).isPositive();
    assertThat(statistics(line, 1).copies()).isEqualTo(LETTERS);
    line.restart(5);
    assertThat(statistics(line, 5).messagesKept()).isEqualTo(stored);
    line.simulation().network().setFaults(line.relay(5), line.relay(4), Faults.NONE);
    reader.listen(LEASE_SECONDS);
    line.simulation().run(20 * Simulation.SECOND);
    assertThat(letters).as("seed %d", seed).allMatch(letter -> letter.timesShown() == 1);
    assertThat(statistics(line, 5).messagesDoubled()).isPositive();
    line.settle(SETTLED_WITHIN_NANOS);
    assertNothingIsKept(line);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldShowEverythingOnceWhenAllRelaysDieTogether(long seed) {
    SimLine line = line(seed);
    List<ChappeClient> clients =
        IntStream.rangeClosed(1, 5).mapToObj(home -> listening(line, home)).toList();
    line.simulation().run(2 * Simulation.SECOND);
    List<Letter> letters = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      letters.addAll(write(line, clients.get(i), clients.get((i + 2) % 5)));
    }
    for (int deaths = 0; deaths < 3; deaths++) {
      line.simulation().run((3 + 2 * deaths) * Simulation.MILLISECOND);
      IntStream.rangeClosed(1, 5).forEach(line::restart);
      line.simulation().run(Simulation.SECOND);
    }
    line.settle(SETTLED_WITHIN_NANOS);
    assertThat(letters).as("seed %d", seed).allMatch(letter -> letter.timesShown() == 1);
    assertNothingIsKept(line);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldSendCopiesToTheNewHomeWhenTheOldOneDiesForGood(long seed) {
    SimLine line = line(seed);
    ChappeClient writer = listening(line, 1);
    ChappeClient reader = listening(line, 5);
    line.simulation().run(2 * Simulation.SECOND);
    line.simulation().network().cutOff(Set.of(line.relay(5)));
    List<Letter> letters = write(line, writer, reader);
    untilAccepted(line, letters);
    line.simulation().run(100 * Simulation.MILLISECOND);
    reader.moveTo(line, 4);
    reader.listen(LEASE_SECONDS);
    line.simulation().run(Simulation.SECOND);
    assertThat(letters).as("seed %d", seed).allMatch(letter -> letter.timesShown() == 1);
    line.settle(SETTLED_WITHIN_NANOS);
    assertNothingIsKept(line);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldNotDoubleMailInTheLineWhenAWayIsHeldUp(long seed) {
    SimLine line = line(seed);
    ChappeClient writer = listening(line, 1);
    ChappeClient reader = listening(line, 5);
    line.simulation().run(2 * Simulation.SECOND);
    line.simulation().network().cutOff(Set.of(line.relay(5), reader.host()));
    List<Letter> letters = write(line, writer, reader);
    line.simulation().run(60 * Simulation.SECOND);
    assertThat(statistics(line, 1).copiesRepeated())
        .as("none any more once it is known that there is no way")
        .isBetween(1L, 2L);
    line.simulation().network().heal();
    line.simulation().run(10 * Simulation.SECOND);
    assertThat(letters).as("seed %d", seed).allMatch(letter -> letter.timesShown() == 1);
    line.settle(SETTLED_WITHIN_NANOS);
    assertNothingIsKept(line);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldLetGoOfWhatWasReadByAClientThatSignsOffAtOnce(long seed) {
    SimLine line = line(seed);
    ChappeClient writer = listening(line, 1);
    ChappeClient reader = listening(line, 5);
    line.simulation().run(2 * Simulation.SECOND);
    List<Letter> letters = write(line, writer, reader);
    boolean shown = line.simulation()
        .runUntil(
            () -> letters.stream().allMatch(letter -> letter.timesShown() == 1),
            Simulation.MILLISECOND / 10,
            Simulation.SECOND);
    assertThat(shown).isTrue();
    reader.terminate(() -> {});
    line.simulation().run(Simulation.SECOND / 2);
    assertThat(statistics(line, 1).noticesIgnored()).as("seed %d", seed).isZero();
    assertNothingIsKept(line);
  }

  @Test
  void shouldTellOfABurstInFewFrames() {
    SimLine line = line(1);
    ChappeClient writer = listening(line, 1);
    ChappeClient reader = listening(line, 5);
    line.simulation().run(2 * Simulation.SECOND);
    List<Letter> letters = write(line, writer, reader);
    line.simulation().run(Simulation.SECOND / 2);
    assertThat(letters).allMatch(letter -> letter.timesShown() == 1);
    assertNothingIsKept(line);
    long frames = line.simulation().log().entries().stream()
        .filter(entry -> entry.kind() == EventLog.Kind.SENT && entry.who().equals("relay 5"))
        .filter(entry -> entry.content().text().contains("/stored?"))
        .count();
    assertThat(frames).isBetween(1L, LETTERS / 2L);
    line.settle(SETTLED_WITHIN_NANOS);
  }
}
