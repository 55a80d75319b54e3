package org.chappe.simulation;

import java.util.random.RandomGenerator;
import org.chappe.node.Endpoint;

/**
 * In some seeds clients know all relays and go elsewhere when their home is lost, and in some their own addresses change. It has a
 * generator of its own, so that everything else about a seed is as it would be without.
 */
final class Roaming {

  private static final int CHANGES_MAX = 3;

  private static final int FIRST_ADDRESS = 0x0A03_0000;

  private final SimLine line;
  private final RandomGenerator random;
  private final boolean knowAll;
  private final boolean moveAbout;
  private int addresses;

  Roaming(SimLine line, RandomGenerator random) {
    this.line = line;
    this.random = random;
    this.knowAll = random.nextInt(3) == 0;
    this.moveAbout = random.nextInt(3) == 0;
  }

  /** Plans what becomes of a client within a time. */
  void plan(ChappeClient client, long spanNanos) {
    if (knowAll && random.nextInt(3) > 0) {
      client.knowAllRelays(line, random.nextBoolean());
    }
    for (int i = random.nextInt(CHANGES_MAX + 1); moveAbout && i > 0; i--) {
      Endpoint next = Endpoint.ipv4(FIRST_ADDRESS + ++addresses, 50_000);
      line.simulation().in(random.nextLong(spanNanos), () -> client.host().moveTo(next));
    }
  }
}
