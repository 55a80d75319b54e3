package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.chappe.client.session.ClientOrder;
import org.chappe.client.session.ClientReport;
import org.chappe.model.ClientId;
import org.chappe.node.QuestionWord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who watches hears who comes to a line and who leaves it. */
class PresenceTest {

  private static final int LEASE_SECONDS = 30;

  private final List<ClientId> came = new ArrayList<>();
  private final List<ClientId> left = new ArrayList<>();
  private int lines;

  private ChappeClient watching(SimLine line, int relay) {
    ChappeClient client = line.addClient(relay);
    client.host().effects().onReport((at, report) -> {
      if (report instanceof ClientReport.Watched watched) {
        came.addAll(watched.presence().came());
        left.addAll(watched.presence().left());
        lines++;
      }
    });
    client.attach();
    client.listen(LEASE_SECONDS);
    client.host().command(new ClientOrder.Ask(1, QuestionWord.WATCH, "on"));
    line.simulation().run(3 * Simulation.SECOND);
    came.clear();
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
    lines = 0;
    comes(line, 1);
    watcher.moveTo(line, 2);
    line.simulation().run(3 * Simulation.SECOND);
    comes(line, 1);
    assertThat(lines).isZero();
  }
}
