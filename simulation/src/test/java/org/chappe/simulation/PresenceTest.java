package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.chappe.client.session.ClientOrder;
import org.chappe.client.session.ClientReport;
import org.chappe.model.ClientId;
import org.chappe.node.Node;
import org.chappe.node.Presence;
import org.chappe.node.QuestionWord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who watches hears who comes to a line and who leaves it. */
class PresenceTest {

  private static final int LEASE_SECONDS = 30;
  private static final int CROWD = 80;

  private final List<ClientId> came = new ArrayList<>();
  private final List<ClientId> left = new ArrayList<>();
  private final List<Long> heardNanos = new ArrayList<>();
  private long more;

  private ChappeClient watching(SimLine line, int relay) {
    ChappeClient client = line.addClient(relay);
    client.host().effects().onReport((at, report) -> {
      if (report instanceof ClientReport.Watched watched) {
        came.addAll(watched.presence().came());
        left.addAll(watched.presence().left());
        more += watched.presence().more();
        heardNanos.add(line.simulation().now());
      }
    });
    client.attach();
    client.listen(LEASE_SECONDS);
    client.host().command(new ClientOrder.Ask(1, QuestionWord.WATCH, "on"));
    line.simulation().run(3 * Simulation.SECOND);
    came.clear();
    heardNanos.clear();
    return client;
  }

  private static ChappeClient comes(SimLine line, int relay) {
    ChappeClient client = line.addClient(relay);
    client.attach();
    client.listen(LEASE_SECONDS);
    line.simulation().run(3 * Simulation.SECOND);
    return client;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void shouldHearOfEachOverALineThatLosesAFifth(long seed) {
    SimLine line = new SimLine(new Simulation(seed), SimLine.Setup.of(3));
    line.simulation().run(Simulation.SECOND);
    watching(line, 3);
    line.simulation().network().setFaults(Faults.losing(0.2));
    ChappeClient ben = comes(line, 1);
    ben.terminate(() -> {});
    line.simulation().run(10 * Simulation.SECOND);
    assertThat(came).as("seed %d", seed).containsExactly(ben.id());
    assertThat(left).as("seed %d", seed).containsExactly(ben.id());
  }

  @Test
  void shouldWatchOnAtItsNextHome() {
    SimLine line = new SimLine(new Simulation(5), SimLine.Setup.of(3));
    line.simulation().run(Simulation.SECOND);
    ChappeClient watcher = watching(line, 3);
    watcher.moveTo(line, 2);
    line.simulation().run(3 * Simulation.SECOND);
    ChappeClient ben = comes(line, 1);
    assertThat(came).containsExactly(ben.id());
    line.restart(2);
    line.simulation().run(10 * Simulation.SECOND);
    ChappeClient carl = comes(line, 1);
    assertThat(came).contains(carl.id());
  }

  @Test
  void shouldHearNoMoreOnceItDoesNotWatch() {
    SimLine line = new SimLine(new Simulation(6), SimLine.Setup.of(3));
    line.simulation().run(Simulation.SECOND);
    ChappeClient watcher = watching(line, 3);
    watcher.host().command(new ClientOrder.Ask(2, QuestionWord.WATCH, "off"));
    line.simulation().run(Simulation.SECOND);
    heardNanos.clear();
    comes(line, 1);
    watcher.moveTo(line, 2);
    line.simulation().run(3 * Simulation.SECOND);
    comes(line, 1);
    assertThat(heardNanos).isEmpty();
  }

  @Test
  void shouldHearOfACrowdInLinesThatAreASecondApartEachOnce() {
    SimLine line = new SimLine(new Simulation(7), SimLine.Setup.of(3));
    line.simulation().run(Simulation.SECOND);
    watching(line, 3);
    for (int i = 0; i < CROWD; i++) {
      ChappeClient one = line.addClient(1 + i % 3);
      long comesNanos = i * 70L * Simulation.MILLISECOND;
      line.simulation().in(comesNanos, one::attach);
      line.simulation().in(comesNanos, () -> one.listen(LEASE_SECONDS));
      line.simulation().in(12 * Simulation.SECOND, () -> one.terminate(() -> {}));
    }
    line.simulation().run(11 * Simulation.SECOND);
    assertThat(came).doesNotHaveDuplicates();
    assertThat(came.size() + more).isEqualTo(CROWD);
    assertThat(left).isEmpty();
    line.simulation().run(11 * Simulation.SECOND);
    assertThat(left).doesNotHaveDuplicates();
    assertThat(came.size() + left.size() + more).isEqualTo(2 * CROWD);
    assertThat(more).as("of those who left at once few are named").isPositive();
    for (int i = 1; i < heardNanos.size(); i++) {
      assertThat(heardNanos.get(i) - heardNanos.get(i - 1))
          .as("line %d", i)
          .isGreaterThanOrEqualTo(Simulation.SECOND);
    }
  }

  // ---- the invariant bites ----

  /** Two users watch while others come and leave, and then the swarm's invariant is looked at. */
  private static void watchAndSettle(UnaryOperator<Node> bug) {
    SimLine line = new SimLine(new Simulation(8), SimLine.Setup.of(3));
    line.plant(bug);
    Spectators spectators = new Spectators(line, new SplittableRandom(1), Simulation.SECOND);
    spectators.watch(comes(line, 3));
    spectators.watch(comes(line, 1));
    line.simulation().run(Simulation.SECOND);
    comes(line, 2).terminate(() -> {});
    comes(line, 2);
    line.settle(Swarm.SETTLED_WITHIN_NANOS);
    spectators.check();
  }

  private static InvariantViolation broken(UnaryOperator<Node> bug) {
    return catchThrowableOfType(InvariantViolation.class, () -> watchAndSettle(bug));
  }

  @Test
  void shouldFindThatThoseKnowWhoWatch() {
    watchAndSettle(good -> good);
  }

  @Test
  void shouldCatchOneWhoIsToldTheOpposite() {
    InvariantViolation violation = broken(good -> PlantedBug.telling(
        good,
        (world, report) -> world.report(
            report instanceof ClientReport.Watched watched
                ? new ClientReport.Watched(
                    new Presence(watched.presence().left(), watched.presence().came(), 0))
                : report)));
    assertThat(violation.invariant()).isEqualTo(Invariant.WATCHERS_KNOW);
    assertThat(violation).hasMessageContaining("was told last that");
  }

  @Test
  void shouldCatchOneWhoIsToldNothing() {
    InvariantViolation violation = broken(good -> PlantedBug.telling(good, (world, report) -> {
      if (!(report instanceof ClientReport.Watched)) {
        world.report(report);
      }
    }));
    assertThat(violation.invariant()).isEqualTo(Invariant.WATCHERS_KNOW);
    assertThat(violation).hasMessageContaining("isn't told that");
  }
}
