package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.chappe.model.Payload;
import org.chappe.simulation.EventLog.Kind;
import org.chappe.simulation.Letter.Outcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An ID that is used at one relay and, before the news of that has gone round, at another. */
class HomeClaimTest {

  private static final long SETTLED_WITHIN_NANOS = 120 * Simulation.SECOND;

  private static SimLine line(long seed) {
    return new SimLine(new Simulation(seed), SimLine.Setup.of(3));
  }

  private static boolean isTurnedAway(SimLine line) {
    return line.simulation().log().entries().stream()
        .anyMatch(entry ->
            entry.kind() == Kind.REPORTED && entry.content().text().startsWith("Rejected"));
  }

  private static void forgetEverything(ChappeClient client) {
    client.host().crash();
    client.host().store().wipe();
    client.host().restart();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void shouldBeTakenWhereItCameLastThoughNobodyToldIt(long seed) {
    SimLine line = line(seed);
    ChappeClient client = line.addClient(3);
    ChappeClient other = line.addClient(2);
    other.attach();
    other.listen(30);
    line.simulation().network().cutOff(Set.of(line.relay(1)));
    client.attach();
    client.poll();
    line.simulation().run(Simulation.SECOND / 2);
    forgetEverything(client);
    line.simulation().network().heal();
    client.moveTo(line, 1);
    client.write(other.id(), Payload.of("at once"));
    line.simulation().run(Simulation.SECOND / 2);
    client.write(other.id(), Payload.of("a moment later"));
    line.settle(SETTLED_WITHIN_NANOS);
    assertThat(line.ledger().letters())
        .allMatch(letter -> letter.outcome() == Outcome.ACCEPTED && letter.timesShown() == 1);
    assertThat(isTurnedAway(line)).isFalse();
    assertThat(line.homeOf(client.id())).isEqualTo(1);
  }
}
