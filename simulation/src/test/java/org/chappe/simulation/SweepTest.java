package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.chappe.model.Payload;
import org.chappe.server.station.Lives;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Relays don't remember for ever whose messages they have seen, and yet nothing is shown twice. */
class SweepTest {

  private static final long MEMORY_NANOS =
      Lives.DEFAULT.memorySeconds() * Simulation.SECOND + 2 * 3_600 * Simulation.SECOND;

  private static final long SETTLED_WITHIN_NANOS = 120 * Simulation.SECOND;

  private static final int LEASE_SECONDS = 30;

  private final SimLine line =
      new SimLine(new Simulation(1), SimLine.Setup.of(2).withCommits(3 * Simulation.MILLISECOND));
  private final ChappeClient first = listening(1);
  private final ChappeClient last = listening(2);

  private ChappeClient listening(int home) {
    ChappeClient client = line.addClient(home);
    client.attach();
    client.listen(LEASE_SECONDS);
    return client;
  }

  private List<Letter> exchange() {
    int before = line.ledger().letters().size();
    for (int i = 0; i < 5; i++) {
      first.write(last.id(), Payload.of("there " + before + i));
      last.write(first.id(), Payload.of("back " + before + i));
    }
    return new ArrayList<>(line.ledger().letters()).subList(before, before + 10);
  }

  private void goBy(long nanos) {
    line.relays().forEach(relay -> relay.leap(nanos));
    line.simulation().run(20 * Simulation.SECOND);
  }

  private long swept(int relay) {
    return line.node(relay).statistics().pairsSwept();
  }

  @Test
  void shouldForgetPairsThatWereSilentForLongerThanAnyCopyLives() {
    line.simulation().run(Simulation.SECOND);
    List<Letter> letters = new ArrayList<>(exchange());
    line.simulation().run(2 * Simulation.SECOND);
    assertThat(letters).allMatch(letter -> letter.timesShown() == 1);
    goBy(MEMORY_NANOS);
    assertThat(swept(1)).isPositive();
    assertThat(swept(2)).isPositive();
    letters.addAll(exchange());
    line.settle(SETTLED_WITHIN_NANOS);
    assertThat(letters).allMatch(letter -> letter.timesShown() == 1);
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 3, 7})
  void shouldRememberPairsForAsLongAsACopyMayCome(long parts) {
    line.simulation().run(Simulation.SECOND);
    List<Letter> letters = new ArrayList<>();
    for (int part = 0; part <= parts; part++) {
      letters.addAll(exchange());
      line.simulation().run(2 * Simulation.SECOND);
      goBy(MEMORY_NANOS / parts);
    }
    assertThat(swept(1) + swept(2)).isZero();
    line.settle(SETTLED_WITHIN_NANOS);
    assertThat(letters).allMatch(letter -> letter.timesShown() == 1);
  }
}
