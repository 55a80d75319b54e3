package org.chappe.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.chappe.auth.LoginKeys;
import org.chappe.simulation.Owner.Deed;

/** In some seeds some users make accounts and end them again, and strangers try to get in. It has a generator of its own, so that all other seeds are as they would be without. */
final class Owners {

  /** In one of so many seeds there are accounts. */
  private static final int SEEDS = 5;

  private static final List<Deed> DEEDS = List.of(Deed.values());

  private static final int DEEDS_MAX = 4;

  private static final LoginKeys WRONG = Owner.keys("another password");

  private final SimLine line;
  private final RandomGenerator random;
  private final long spanNanos;
  private final boolean areThere;
  private final List<Owner> owners = new ArrayList<>();
  private final List<ChappeClient> clientsOfOwners = new ArrayList<>();

  /** @param spanNanos the time within which everything is done */
  Owners(SimLine line, RandomGenerator random, long spanNanos) {
    this.line = line;
    this.random = random;
    this.spanNanos = spanNanos;
    this.areThere = random.nextInt(SEEDS) == 0;
  }

  /** Adds a client, which may be one that has an account at times. */
  ChappeClient addClient(int home) {
    if (!areThere || random.nextInt(3) == 0) {
      return line.addClient(home);
    }
    ChappeClient client = line.addOwner(home);
    clientsOfOwners.add(client);
    owners.add(new Owner(line, client, random));
    return client;
  }

  /** Those of some clients who never have an account. */
  List<ChappeClient> others(List<ChappeClient> clients) {
    return clients.stream().filter(client -> !clientsOfOwners.contains(client)).toList();
  }

  /** Once all clients are there. */
  void plan() {
    for (Owner owner : owners) {
      if (random.nextInt(3) == 0 && line.clients().size() < Swarm.CLIENTS_MAX) {
        owner.annoy(WRONG, 1 + random.nextInt(line.size()));
      }
      in(random.nextLong(spanNanos / 2 + 1), owner, Deed.CREATE);
      for (int deeds = 1 + random.nextInt(DEEDS_MAX); deeds > 0; deeds--) {
        in(random.nextLong(spanNanos), owner, DEEDS.get(random.nextInt(DEEDS.size())));
      }
    }
  }

  private void in(long nanos, Owner owner, Deed deed) {
    line.simulation().in(nanos, () -> {
      if (!line.simulation().haveFaultsEnded()) {
        owner.ask(deed);
      }
    });
  }
}
