package org.chappe.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.chappe.server.chain.Line;
import org.junit.jupiter.api.Test;

/** A long line whose relays hold links that lead 2, 4, 8, … places away. */
final class ExpressLineTest {

  private static final int RELAYS = 100;

  private static final int HOPS_MAX = 6;

  private static TestLine line(int relays, boolean express) {
    List<Integer> numbers = IntStream.rangeClosed(1, relays).boxed().toList();
    RelayConfig config = TestLine.config(1, numbers);
    return new TestLine(new RelayConfig(
        new Line(1, numbers, express),
        config.endpoints(),
        1,
        config.incarnation(),
        config.link(),
        config.station(),
        config.sessionsMax()));
  }

  private static int hopsMost(TestLine line, int from) {
    return IntStream.rangeClosed(1, RELAYS)
        .map(to -> line.relay(from).node.routes().hops(to))
        .max()
        .orElseThrow();
  }

  @Test
  void shouldCrossALineOfAHundredInSixHops() {
    TestLine line = line(RELAYS, true);
    line.pass(2 * TestLine.SECONDS);

    assertThat(line.relay(1).node.routes().hops(99)).isBetween(1, HOPS_MAX);
    for (int from = 1; from <= RELAYS; from++) {
      assertThat(hopsMost(line, from)).as("from %d", from).isBetween(1, HOPS_MAX);
    }
    assertThat(line.relay(1).node.membership().of(1).links())
        .containsExactly(2, 3, 5, 9, 17, 33, 65);
  }

  @Test
  void shouldCrossItHopByHopOtherwise() {
    TestLine line = line(20, false);
    line.pass(2 * TestLine.SECONDS);

    assertThat(line.relay(1).node.routes().hops(20)).isEqualTo(19);
  }
}
