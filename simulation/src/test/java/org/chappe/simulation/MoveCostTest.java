package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.chappe.simulation.EventLog.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What it costs a line of five when a client moves: one table frame and one acknowledgement on each link. */
class MoveCostTest {

  private static final int RELAYS = 5;
  private static final int NEIGHBOURS_TO_TELL = 300;

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5})
  void shouldCostFourTableFramesAndFourAcknowledgements(int newHome) {
    Simulation simulation = new Simulation(newHome);
    SimLine line = new SimLine(simulation, SimLine.Setup.of(RELAYS));
    ChappeClient traveller = line.addClient(1);
    for (int i = 0; i < NEIGHBOURS_TO_TELL; i++) {
      line.addClassic(1 + i % RELAYS).poll(); // the table isn't told again with the move
    }
    traveller.attach();
    traveller.poll();
    simulation.run(5 * Simulation.SECOND + 100 * Simulation.MILLISECOND);
    int before = simulation.log().entries().size();
    traveller.moveTo(line, newHome);
    traveller.poll();
    simulation.run(
        200 * Simulation.MILLISECOND); // shorter than a silence after which relays probe each other
    assertThat(homes(line, traveller)).containsOnly(newHome);
    List<EventLog.Entry> entries = simulation.log().entries();
    List<String> said = betweenRelays(entries.subList(before, entries.size()));
    assertThat(said.stream().filter(text -> text.startsWith("table;"))).hasSize(4);
    long probes = said.stream().filter(text -> text.startsWith("get;")).count();
    assertThat(said.stream().filter(text -> text.startsWith("ack;"))).hasSize(4 + (int) probes);
    assertThat(said).hasSize(8 + 2 * (int) probes);
    line.settle(60 * Simulation.SECOND);
  }

  private static List<Integer> homes(SimLine line, SimClient client) {
    return IntStream.rangeClosed(1, RELAYS)
        .mapToObj(relay -> line.node(relay).directory().homeOf(client.id()))
        .toList();
  }

  private static List<String> betweenRelays(List<EventLog.Entry> entries) {
    return entries.stream()
        .filter(entry -> entry.kind() == Kind.SENT)
        .filter(entry -> entry.who().startsWith("relay") && entry.whom().startsWith("relay"))
        .map(entry -> entry.content().text())
        .toList();
  }
}
