package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A line in which there are many more relays than one may have links with. */
class LongLineTest {

  private static final int RELAYS = 100;

  private static final long CUT_NANOS = 15 * Simulation.SECOND;

  private static final long MERGED_WITHIN_NANOS = 5 * Simulation.SECOND;

  /** Half as many as there may be: there has to be room for those that matter. */
  private static final int LINKS_MAX = 10;

  private final Simulation simulation = new Simulation(2);
  private final SimLine line = new SimLine(simulation, SimLine.Setup.of(RELAYS));
  private int linksMost;

  @Test
  void shouldMergeTwoLongPartsQuicklyAndWithoutQuarrel() {
    Set<SimHost> upper = new LinkedHashSet<>(line.relays().subList(RELAYS / 2, RELAYS));
    simulation.network().setFaults(new Faults(0.1, 0, 0, 0, Simulation.MILLISECOND / 5, 0, 0));
    assertThat(simulation.runUntil(this::isWhole, Simulation.SECOND, MERGED_WITHIN_NANOS))
        .isTrue();
    simulation.network().cutOff(upper);
    simulation.run(CUT_NANOS);
    long before = refutations();
    simulation.network().join(upper);
    assertThat(simulation.runUntil(this::isWhole, 20 * Simulation.MILLISECOND, MERGED_WITHIN_NANOS))
        .isTrue();
    assertThat(linksMost).isLessThanOrEqualTo(LINKS_MAX);
    assertThat(refutations() - before).isLessThanOrEqualTo(2 * RELAYS);
  }

  private boolean isWhole() {
    linksMost = Math.max(linksMost, relays().map(this::links).max().orElse(0));
    return LineCheck.brokenWay(line.relays()) == null
        && relays()
            .limit(RELAYS - 1)
            .allMatch(relay -> line.node(relay).routes().hops(relay + 1) == 1);
  }

  private int links(int relay) {
    return line.node(relay).membership().of(relay).links().size();
  }

  private long refutations() {
    return relays()
        .mapToLong(relay -> line.node(relay).statistics().linkage().refutations())
        .sum();
  }

  private static IntStream relays() {
    return IntStream.rangeClosed(1, RELAYS);
  }
}
