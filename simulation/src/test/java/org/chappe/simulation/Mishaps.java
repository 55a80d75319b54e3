package org.chappe.simulation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * What may go wrong in a small swarm, by its seed: faults of the network, islands that are cut off for a time, and deaths.
 *
 * @param spanNanos within which it goes wrong
 */
record Mishaps(Simulation simulation, RandomGenerator random, long spanNanos) {

  private static final int DEATHS_MAX = 6;

  /** Plans what is to go wrong from now on; relays and users that die live again. */
  void plan(List<SimHost> relays, List<SimHost> users) {
    if (random.nextInt(4) > 0) {
      simulation.network().setFaults(Faults.random(random));
    }
    planPartitions();
    planDeaths(relays, users);
  }

  private void planPartitions() {
    for (int partitions = random.nextInt(3); partitions > 0; partitions--) {
      Set<SimHost> island = new LinkedHashSet<>();
      simulation.hosts().stream().filter(host -> random.nextInt(3) == 0).forEach(island::add);
      long from = random.nextLong(spanNanos);
      simulation.in(from, () -> simulation.network().cutOff(island));
      simulation.in(
          from + random.nextLong(spanNanos), () -> simulation.network().join(island));
    }
  }

  private void planDeaths(List<SimHost> relays, List<SimHost> users) {
    List<SimHost> mortals = new ArrayList<>();
    if (random.nextBoolean()) {
      mortals.addAll(relays);
    }
    if (random.nextInt(3) == 0) {
      mortals.addAll(users);
    }
    if (!mortals.isEmpty()) {
      Crashes crashes = new Crashes(simulation);
      crashes.revive(mortals);
      crashes.plan(mortals, 1 + random.nextInt(DEATHS_MAX), spanNanos);
    }
  }
}
