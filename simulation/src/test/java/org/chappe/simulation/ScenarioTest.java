package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.chappe.model.ClientId;
import org.chappe.model.Payload;
import org.chappe.simulation.EventLog.Kind;
import org.chappe.simulation.Letter.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What users may rely on, one situation at a time. */
class ScenarioTest {

  private static final long SETTLED_WITHIN_NANOS = 60 * Simulation.SECOND;

  private static final int LEASE_SECONDS = 30;

  /** A client that only listens finds out about a restart when it renews its lease. */
  private static final int RENEWAL_SECONDS = LEASE_SECONDS / 3 + 1;

  @Test
  void shouldCarryALetterAlongALineOfFiveAndBack() {
    SimLine line = line(1, 5);
    ChappeClient first = listening(line, 1);
    ChappeClient last = listening(line, 5);
    line.simulation().run(Simulation.SECOND);
    Letter there = write(line, first, last.id(), "meet at 5 / bring rope");
    Letter back = write(line, last, first.id(), "///");
    line.simulation().run(20 * Simulation.MILLISECOND);
    assertThat(List.of(there, back)).allMatch(letter -> letter.timesShown() == 1);
    line.settle(SETTLED_WITHIN_NANOS);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldDeliverEverythingOnceWhenEveryHopLosesThreeOfTen(long seed) {
    SimLine line = line(seed, 5);
    line.simulation().network().setFaults(Faults.losing(0.3));
    for (int relay = 1; relay <= 5; relay++) {
      listening(line, relay);
    }
    Letters letters = new Letters(line.simulation());
    letters.plan(200, 5 * Simulation.SECOND, line.clients(), line.clientIds());
    boolean done = line.simulation()
        .runUntil(
            () -> line.ledger().letters().size() == 200
                && line.ledger().letters().stream().allMatch(letter -> letter.timesShown() == 1),
            100 * Simulation.MILLISECOND,
            SETTLED_WITHIN_NANOS);
    assertThat(done).as("all delivered while the loss goes on, seed %d", seed).isTrue();
    assertThat(line.simulation().network().counts().lost).isPositive();
    line.settle(SETTLED_WITHIN_NANOS);
  }

  @Test
  void shouldGoOnWhereItWasWhenAPartitionHeals() {
    SimLine line = line(2, 4);
    ChappeClient left = listening(line, 1);
    ChappeClient right = listening(line, 4);
    line.simulation().run(Simulation.SECOND);
    Set<SimHost> island = new LinkedHashSet<>(List.of(line.relay(1), line.relay(2), left.host()));
    line.simulation().network().cutOff(island);
    List<Letter> letters = List.of(
        write(line, left, right.id(), "one"),
        write(line, left, right.id(), "two"),
        write(line, right, left.id(), "three"));
    line.simulation().run(30 * Simulation.SECOND);
    assertThat(letters)
        .allMatch(letter -> letter.outcome() == Outcome.ACCEPTED && letter.timesShown() == 0);
    line.simulation().network().join(island);
    line.simulation().run(5 * Simulation.SECOND);
    assertThat(letters).allMatch(letter -> letter.timesShown() == 1);
    line.settle(SETTLED_WITHIN_NANOS);
  }

  @Test
  void shouldForwardMailToAClientThatMoved() {
    SimLine line = line(3, 5);
    ChappeClient writer = listening(line, 5);
    ChappeClient traveller = line.addClient(1);
    traveller.attach();
    line.simulation().run(Simulation.SECOND);
    Letter before = write(line, writer, traveller.id(), "before");
    line.simulation().run(Simulation.SECOND);
    assertThat(before.outcome()).isEqualTo(Outcome.ACCEPTED);
    assertThat(before.timesShown()).isZero();
    traveller.moveTo(line, 4);
    traveller.listen(LEASE_SECONDS);
    line.simulation().run(Simulation.SECOND);
    Letter after = write(line, writer, traveller.id(), "after");
    line.simulation().run(Simulation.SECOND);
    assertThat(List.of(before, after)).allMatch(letter -> letter.timesShown() == 1);
    line.settle(SETTLED_WITHIN_NANOS);
  }

  @Test
  void shouldBeAtHomeWhereItCameLastThoughTheRelaysHearOfItLate() {
    SimLine line = line(7, 5);
    ChappeClient traveller = line.addClient(5);
    ChappeClient reader = listening(line, 3);
    line.simulation().run(2 * Simulation.SECOND);
    Faults slow = new Faults(0, 0, 0, 0, Simulation.SECOND, 0, 0);
    line.simulation().network().setFaults(line.relay(5), line.relay(4), slow);
    traveller.attach();
    traveller.poll();
    line.simulation().run(200 * Simulation.MILLISECOND);
    traveller.moveTo(line, 1);
    traveller.poll();
    line.simulation().run(5 * Simulation.SECOND);
    Letter letter = write(line, traveller, reader.id(), "from my new home");
    line.simulation().run(Simulation.SECOND);
    assertThat(letter.outcome()).isEqualTo(Outcome.ACCEPTED);
    assertThat(line.node(5).directory().homeOf(traveller.id())).isEqualTo(1);
    assertThat(sentBy(line, "relay 1")).noneMatch(text -> text.contains(";xmoved"));
    line.settle(SETTLED_WITHIN_NANOS);
  }

  @Test
  void shouldParkALetterUntilItsRecipientAppears() {
    SimLine line = line(4, 5);
    ChappeClient writer = listening(line, 2);
    ChappeClient stranger = line.addClient(5);
    line.simulation().run(Simulation.SECOND);
    Letter letter = write(line, writer, stranger.id(), "who are you?");
    line.simulation().run(60 * Simulation.SECOND);
    assertThat(letter.outcome()).isEqualTo(Outcome.ACCEPTED);
    stranger.attach();
    stranger.listen(LEASE_SECONDS);
    line.simulation().run(Simulation.SECOND);
    assertThat(letter.timesShown()).isEqualTo(1);
    line.settle(SETTLED_WITHIN_NANOS);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldGoOnWhenTheRelayInTheMiddleForgetsEverything(long seed) {
    SimLine line = line(seed, 5);
    ChappeClient first = listening(line, 1);
    ChappeClient middle = listening(line, 3);
    ChappeClient last = listening(line, 5);
    line.simulation().run(2 * Simulation.SECOND);
    line.restart(3);
    boolean isWhole = line.simulation()
        .runUntil(
            () -> IntStream.rangeClosed(1, 5).allMatch(relay -> line.node(relay).isIdle()),
            10 * Simulation.MILLISECOND,
            5 * Simulation.SECOND);
    assertThat(isWhole).as("all links are up again, seed %d", seed).isTrue();
    List<Letter> letters = List.of(
        write(line, first, last.id(), "past it"),
        write(line, middle, first.id(), "from it"),
        write(line, last, middle.id(), "to it"));
    line.simulation().run(RENEWAL_SECONDS * Simulation.SECOND);
    assertThat(letters)
        .as("seed %d", seed)
        .allMatch(letter -> letter.outcome() == Outcome.ACCEPTED && letter.timesShown() == 1);
    assertThat(sentBy(line, "relay 3")).anyMatch(text -> text.contains(";xwho"));
    line.settle(SETTLED_WITHIN_NANOS);
    assertThat(line.node(3).directory().snapshot()).hasSize(3);
  }

  private static List<String> sentBy(SimLine line, String who) {
    return line.simulation().log().entries().stream()
        .filter(entry -> entry.kind() == Kind.SENT && entry.who().equals(who))
        .map(entry -> entry.content().text())
        .toList();
  }

  @Test
  void shouldServeClassicClientsAtBothEnds() {
    SimLine line = line(5, 3);
    ClassicClient first = line.addClassic(1);
    ClassicClient last = line.addClassic(3);
    last.poll();
    line.simulation().run(Simulation.SECOND);
    Letter letter = write(line, first, last.id(), "from a ten-line script");
    line.simulation().run(Simulation.SECOND);
    assertThat(letter.outcome()).isEqualTo(Outcome.ACCEPTED);
    last.poll();
    line.simulation().run(Simulation.SECOND);
    assertThat(letter.timesShown()).isEqualTo(1);
    line.settle(SETTLED_WITHIN_NANOS);
  }

  @Test
  void shouldTellOfANewClientWithOneTableADirectionAndHop() {
    SimLine line = line(6, 5);
    ChappeClient newcomer = line.addClient(3);
    line.simulation().run(5 * Simulation.SECOND);
    int before = line.simulation().log().entries().size();
    newcomer.attach();
    newcomer.listen(LEASE_SECONDS);
    line.simulation().run(500 * Simulation.MILLISECOND);
    List<EventLog.Entry> since = line.simulation()
        .log()
        .entries()
        .subList(before, line.simulation().log().entries().size());
    assertThat(betweenRelays(since, "table;")).hasSize(4);
    int probes = betweenRelays(since, "get;").size();
    assertThat(betweenRelays(since, "ack;")).hasSize(4 + probes);
    line.settle(SETTLED_WITHIN_NANOS);
  }

  private static List<String> betweenRelays(List<EventLog.Entry> entries, String prefix) {
    return entries.stream()
        .filter(entry -> entry.kind() == Kind.SENT)
        .filter(entry -> entry.who().startsWith("relay") && entry.whom().startsWith("relay"))
        .map(entry -> entry.content().text())
        .filter(text -> text.startsWith(prefix))
        .toList();
  }

  private static SimLine line(long seed, int relays) {
    return new SimLine(new Simulation(seed), SimLine.Setup.of(relays));
  }

  private static ChappeClient listening(SimLine line, int home) {
    ChappeClient client = line.addClient(home);
    client.attach();
    client.listen(LEASE_SECONDS);
    return client;
  }

  private static Letter write(SimLine line, SimClient writer, ClientId reader, String text) {
    writer.write(reader, Payload.of(text));
    return line.ledger().letters().stream()
        .filter(
            letter -> letter.source.equals(writer.id()) && letter.text.text().equals(text))
        .findFirst()
        .orElseThrow();
  }
}
