package org.chappe.simulation;

import java.util.List;
import java.util.random.RandomGenerator;

/** In some seeds relays that no topology file names come into the line while it runs, and some of these leave it again. */
final class Comings {

  private static final int SEEDS = 8;

  private static final int RELAYS_MAX = 2;

  private static final long DOWN_NANOS_MAX = 4 * Simulation.SECOND;

  private final SimLine line;
  private final Simulation simulation;
  private final RandomGenerator random;
  private final long spanNanos;

  /** @param spanNanos the time within which everything begins */
  Comings(SimLine line, RandomGenerator random, long spanNanos) {
    this.line = line;
    this.simulation = line.simulation();
    this.random = random;
    this.spanNanos = spanNanos;
  }

  /** @param clients some of these move to the newcomers */
  void plan(List<ChappeClient> clients) {
    if (random.nextInt(SEEDS) == 0) {
      int present = line.size();
      for (int more = 1 + random.nextInt(RELAYS_MAX); more > 0; more--) {
        plan(present, present + more, clients);
      }
    }
  }

  private void plan(int present, int number, List<ChappeClient> clients) {
    int one = 1 + random.nextInt(present);
    int other = 1 + random.nextInt(present);
    long from = sometime();
    in(from, () -> line.join(number, one, other));
    if (!clients.isEmpty() && random.nextBoolean()) {
      ChappeClient client = clients.get(random.nextInt(clients.size()));
      in(from + sometime(), () -> move(client, number));
    }
    if (random.nextInt(3) == 0) {
      long dies = from + sometime();
      in(dies, () -> crash(number));
      simulation.in(dies + random.nextLong(DOWN_NANOS_MAX), () -> restart(number));
    }
    if (random.nextBoolean()) {
      in(from + sometime(), () -> leave(number));
    }
  }

  private long sometime() {
    return random.nextLong(spanNanos);
  }

  /** Something that happens only while there are faults. */
  private void in(long nanos, Runnable event) {
    simulation.in(nanos, () -> {
      if (!simulation.haveFaultsEnded()) {
        event.run();
      }
    });
  }

  /** Who knows nobody else would wait for ever for a relay that leaves before it has said who else there is. */
  private void move(ChappeClient client, int number) {
    if (!line.isGone(number)) {
      client.knowAllRelays(line, false);
      client.moveTo(line, number);
    }
  }

  private void crash(int number) {
    if (!line.isGone(number)) {
      line.relay(number).crash();
    }
  }

  private void restart(int number) {
    if (!line.isGone(number)) {
      line.relay(number).restart();
    }
  }

  private void leave(int number) {
    if (!line.isGone(number)) {
      line.leave(number);
    }
  }
}
