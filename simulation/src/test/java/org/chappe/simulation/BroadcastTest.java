package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.chappe.client.session.ClientConfig;
import org.chappe.client.session.ClientReport;
import org.chappe.link.LinkConfig;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
import org.chappe.model.Receipt;
import org.chappe.model.Via;
import org.chappe.node.Delivery;
import org.chappe.node.Node;
import org.chappe.server.broadcast.Broadcast;
import org.chappe.server.node.RelayConfig;
import org.chappe.server.station.StationLimits;
import org.chappe.simulation.Letter.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written to all is shown to each who is there, once, and never to its writer. */
class BroadcastTest {

  private static final long SETTLED_WITHIN_NANOS = 120 * Simulation.SECOND;
  private static final int LEASE_SECONDS = 30;

  private static SimLine line(long seed) {
    return new SimLine(
        new Simulation(seed),
        new SimLine.Setup(
            5,
            1,
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

  /** One at each relay. */
  private static List<ChappeClient> everywhere(SimLine line) {
    List<ChappeClient> clients = new ArrayList<>();
    for (int relay = 1; relay <= line.size(); relay++) {
      clients.add(listening(line, relay));
    }
    line.simulation().run(2 * Simulation.SECOND);
    return clients;
  }

  private static Letter cry(SimLine line, ChappeClient writer, String text) {
    writer.cry(Payload.of(text));
    return List.copyOf(line.ledger().letters()).get(line.ledger().letters().size() - 1);
  }

  private static void untilAccepted(SimLine line, Letter letter) {
    assertThat(line.simulation()
            .runUntil(
                () -> letter.outcome() == Outcome.ACCEPTED,
                Simulation.MILLISECOND / 2,
                5 * Simulation.SECOND))
        .isTrue();
  }

  private static int readers(SimLine line, Letter letter) {
    return line.ledger().cries().readers(letter);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void shouldReachEverybodyOverALineThatLosesAFifth(long seed) {
    SimLine line = line(seed);
    List<ChappeClient> clients = everywhere(line);
    ClassicClient classic = line.addClassic(2);
    classic.poll();
    line.simulation().run(2 * Simulation.SECOND);
    line.simulation().network().setFaults(Faults.losing(0.2));
    Letter first = cry(line, clients.get(0), "storm coming");
    Letter second = cry(line, clients.get(2), "from the middle");
    line.simulation().run(10 * Simulation.SECOND);
    classic.poll();
    classic.poll();
    line.simulation().run(5 * Simulation.SECOND);
    line.settle(SETTLED_WITHIN_NANOS);
    assertThat(readers(line, first)).as("seed %d", seed).isEqualTo(5);
    assertThat(readers(line, second)).as("seed %d", seed).isEqualTo(5);
  }

  @Test
  void shouldReachThoseBehindARelayThatDiesAndReturns() {
    SimLine line = line(5);
    List<ChappeClient> clients = everywhere(line);
    line.relay(3).crash();
    Letter letter = cry(line, clients.get(0), "three is dead");
    line.simulation().run(10 * Simulation.SECOND);
    assertThat(readers(line, letter)).as("but the one at relay 3").isEqualTo(3);
    line.relay(3).restart();
    line.settle(SETTLED_WITHIN_NANOS);
    assertThat(readers(line, letter)).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(longs = {6, 7})
  void shouldReachBothHalvesOfALineOnceTheyMerge(long seed) {
    SimLine line = line(seed);
    List<ChappeClient> clients = everywhere(line);
    line.simulation()
        .network()
        .cutOff(Set.of(
            line.relay(1), line.relay(2), clients.get(0).host(), clients.get(1).host()));
    line.simulation().run(10 * Simulation.SECOND);
    Letter left = cry(line, clients.get(0), "on the left");
    Letter right = cry(line, clients.get(4), "on the right");
    line.simulation().run(60 * Simulation.SECOND);
    assertThat(readers(line, left)).isEqualTo(1);
    assertThat(readers(line, right)).isEqualTo(2);
    line.simulation().network().heal();
    line.settle(SETTLED_WITHIN_NANOS);
    assertThat(readers(line, left)).isEqualTo(4);
    assertThat(readers(line, right)).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 5, 8, 13, 21, 34})
  void shouldBeSeenOnceByWhoMovesWhileItSpreads(int afterMillis) {
    SimLine line = line(8);
    List<ChappeClient> clients = everywhere(line);
    ChappeClient moving = clients.get(4);
    Letter letter = cry(line, clients.get(0), "on the move");
    line.simulation().run(afterMillis * Simulation.MILLISECOND);
    moving.moveTo(line, 2);
    line.simulation().run(afterMillis * Simulation.MILLISECOND);
    moving.moveTo(line, 4);
    line.settle(SETTLED_WITHIN_NANOS);
    assertThat(readers(line, letter)).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(longs = {9, 10, 11, 12})
  void shouldSurviveItsRelayThatDiesOnceItIsAccepted(long seed) {
    SimLine line = line(seed);
    List<ChappeClient> clients = everywhere(line);
    ChappeClient neighbour = listening(line, 1);
    line.simulation().run(2 * Simulation.SECOND);
    line.simulation().network().cutOff(Set.of(line.relay(1), clients.get(0).host()));
    Letter letter = cry(line, clients.get(0), "accepted");
    untilAccepted(line, letter);
    line.restart(1);
    line.simulation().network().heal();
    line.settle(SETTLED_WITHIN_NANOS);
    assertThat(readers(line, letter)).as("seed %d", seed).isEqualTo(5);
    assertThat(line.ledger().cries().isShownTo(letter, neighbour.id())).isTrue();
  }

  @Test
  void shouldBeToldToWhoReturnsAndNotToWhoComesForTheFirstTime() {
    SimLine line = line(13);
    List<ChappeClient> clients = everywhere(line);
    clients.get(4).leave();
    line.simulation().run(Simulation.SECOND);
    line.relay(5).crash();
    Letter letter = cry(line, clients.get(0), "while you were away");
    line.simulation().run(5 * Simulation.SECOND);
    clients.get(4).moveTo(line, 4);
    ChappeClient stranger = listening(line, 4);
    line.relay(5).restart();
    line.settle(SETTLED_WITHIN_NANOS);
    assertThat(line.ledger().cries().isShownTo(letter, clients.get(4).id())).isTrue();
    assertThat(line.ledger().cries().isShownTo(letter, stranger.id())).isFalse();
  }

  @Test
  void shouldBeForgottenByAllAfterTenMinutes() {
    SimLine line = line(14);
    List<ChappeClient> clients = everywhere(line);
    clients.get(4).listen(0);
    line.simulation().run(2 * Simulation.SECOND);
    Letter letter = cry(line, clients.get(0), "old news");
    line.simulation().run(10 * Simulation.SECOND);
    assertThat(readers(line, letter)).isEqualTo(3);
    assertThat(line.node(5).station().sizeOf(clients.get(4).id())).isEqualTo(1);
    line.simulation().run(Broadcast.LIFE_SECONDS * Simulation.SECOND);
    for (int relay = 1; relay <= 5; relay++) {
      assertThat(line.node(relay).broadcasts().size()).isZero();
      assertThat(line.node(relay).station().size()).isZero();
    }
    assertThat(line.node(5).station().ends().broadcastsEnded()).isEqualTo(1);
    line.settle(SETTLED_WITHIN_NANOS);
    assertThat(readers(line, letter)).as("and nobody is told of that").isEqualTo(3);
  }

  // ---- each invariant bites ----

  @Test
  void shouldCatchAClientThatShowsNothingOfIt() {
    assertThat(broken(good -> PlantedBug.showing(good, (world, delivery) -> {})).invariant())
        .isEqualTo(Invariant.REACHES_ALL);
  }

  @Test
  void shouldCatchAClientThatShowsItTwice() {
    assertThat(broken(good -> PlantedBug.showing(good, (world, delivery) -> {
              world.deliver(delivery);
              world.deliver(delivery);
            }))
            .invariant())
        .isEqualTo(Invariant.NO_DUPLICATE);
  }

  @Test
  void shouldCatchAWriterThatIsShownItself() {
    assertThat(broken(good -> PlantedBug.telling(good, (world, report) -> {
              world.report(report);
              if (report instanceof ClientReport.Accepted) {
                world.deliver(Delivery.of(own()));
              }
            }))
            .invariant())
        .isEqualTo(Invariant.NOT_TO_ITS_WRITER);
  }

  private static Message own() {
    ClientId first = new ClientId(1_000_000_001L);
    return new Message(
        first,
        first,
        new MessageId(1, 0),
        null,
        Message.UNLIMITED,
        Message.NOBODY,
        Message.UNLIMITED,
        Receipt.NONE,
        Via.BROADCAST,
        null,
        Payload.of("planted"));
  }

  private static InvariantViolation broken(UnaryOperator<Node> bug) {
    return catchThrowableOfType(InvariantViolation.class, () -> {
      SimLine line = line(15);
      line.plant(bug);
      List<ChappeClient> clients = everywhere(line);
      Letter letter = cry(line, clients.get(0), "planted");
      untilAccepted(line, letter);
      line.settle(SETTLED_WITHIN_NANOS);
    });
  }
}
