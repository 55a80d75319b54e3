package org.chappe.simulation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.chappe.model.ClientId;

/**
 * What befalls the relays of a line and the links between them, beside loss and death: relays are stopped and go on, their
 * clocks leap, they lose their disks; the line is cut in two; one end of a link hears and isn't heard; a link comes and
 * goes. It has a generator of its own, so that everything else about a seed is as it would be without.
 */
final class LineFaults {

  private static final long STOPPED_NANOS_MAX = 15 * Simulation.SECOND;

  private static final long LEAP_NANOS_MAX = 10 * Simulation.SECOND;

  private static final long DOWN_NANOS_MAX = 6 * Simulation.SECOND;

  /** From links that are gone before anybody notices to such that are closed meanwhile. */
  private static final long FLAP_NANOS_MIN = 20 * Simulation.MILLISECOND;

  private static final long FLAP_NANOS_MAX = 4 * Simulation.SECOND;

  private static final int TIMES_MAX = 4;

  private final SimLine line;
  private final Simulation simulation;
  private final RandomGenerator random;
  private final long spanNanos;

  /** @param spanNanos the time within which everything begins */
  LineFaults(SimLine line, RandomGenerator random, long spanNanos) {
    this.line = line;
    this.simulation = line.simulation();
    this.random = random;
    this.spanNanos = spanNanos;
  }

  /** Plans each kind of fault in some seeds. */
  void plan() {
    planInOneOf(3, this::planStop);
    planInOneOf(6, this::planLeap);
    planInOneOf(8, this::planLostDisk);
    if (line.size() > 1) {
      planInOneOf(4, this::planSplit);
      planInOneOf(4, this::planOneWay);
      planInOneOf(4, this::planFlapping);
    }
  }

  private void planInOneOf(int seeds, Runnable one) {
    if (random.nextInt(seeds) == 0) {
      for (int times = 1 + random.nextInt(TIMES_MAX); times > 0; times--) {
        one.run();
      }
    }
  }

  /** Something that doesn't begin any more once the faults have ended. */
  private void in(long nanos, Runnable fault) {
    simulation.in(nanos, () -> {
      if (!simulation.haveFaultsEnded()) {
        fault.run();
      }
    });
  }

  private long sometime() {
    return random.nextLong(spanNanos);
  }

  private int anyRelay() {
    return 1 + random.nextInt(line.size());
  }

  // ---- relays that are stopped, late, or forgetful ----

  /** Mostly one relay, sometimes several at once; in some cases it dies before it goes on. */
  private void planStop() {
    List<SimHost> stopped = new ArrayList<>(List.of(line.relay(anyRelay())));
    if (random.nextInt(6) == 0) {
      line.relays().stream().filter(relay -> random.nextBoolean()).forEach(stopped::add);
    }
    long from = sometime();
    long nanos = stopNanos();
    boolean dies = random.nextInt(6) == 0;
    for (SimHost relay : stopped) {
      in(from, relay::pause);
      if (dies) {
        in(from + nanos / 2, () -> dieStopped(relay));
        simulation.in(from + nanos, relay::restart);
      }
      simulation.in(from + nanos, () -> goOn(relay));
    }
  }

  /** Some stop for less time than anybody would notice, some until they are given up. */
  private long stopNanos() {
    return random.nextLong(
        Simulation.MILLISECOND,
        switch (random.nextInt(3)) {
          case 0 -> Simulation.SECOND / 2;
          case 1 -> 3 * Simulation.SECOND;
          default -> STOPPED_NANOS_MAX;
        });
  }

  private void dieStopped(SimHost relay) {
    if (relay.isPaused()) {
      simulation.encounters().count(Encounter.DIED_WHILE_PAUSED);
      relay.crash();
    }
  }

  private void goOn(SimHost relay) {
    if (relay.isPaused()) {
      simulation.encounters().count(Encounter.RELAY_PAUSED);
      relay.resume();
    }
  }

  private void planLeap() {
    SimHost relay = line.relay(anyRelay());
    long nanos = random.nextLong(Simulation.MILLISECOND, LEAP_NANOS_MAX);
    in(sometime(), () -> {
      simulation.encounters().count(Encounter.CLOCK_LEAPT);
      relay.leap(nanos);
    });
  }

  private void planLostDisk() {
    int relay = anyRelay();
    long from = sometime();
    in(from, () -> line.loseDisk(relay));
    simulation.in(from + random.nextLong(DOWN_NANOS_MAX), line.relay(relay)::restart);
  }

  // ---- links ----

  /** Any relays are cut off from the others, each with the clients that are at home there. */
  private void planSplit() {
    List<Integer> part = anyPart();
    long from = sometime();
    long until = from + sometime();
    in(from, () -> {
      Set<SimHost> island = islandOf(part);
      simulation.network().cutOff(island);
      long since = simulation.now();
      simulation.in(until - from, () -> end(island, since));
    });
  }

  /** In short lines any that can be, in long ones mostly one end. */
  private List<Integer> anyPart() {
    List<Integer> part = new ArrayList<>();
    int end = 1 + random.nextInt(line.size() - 1);
    boolean isEnd = line.size() > 8 && random.nextInt(4) > 0;
    while (part.isEmpty() || part.size() == line.size()) {
      part.clear();
      for (int relay = 1; relay <= line.size(); relay++) {
        if (isEnd ? relay <= end : random.nextBoolean()) {
          part.add(relay);
        }
      }
    }
    return part;
  }

  private Set<SimHost> islandOf(List<Integer> part) {
    Set<SimHost> island = new LinkedHashSet<>();
    part.forEach(relay -> island.add(line.relay(relay)));
    for (SimClient client : line.clients()) {
      if (part.contains(line.homeOf(client.id()))) {
        island.add(client.host());
      }
    }
    simulation.encounters().count(Encounter.LINE_SPLIT);
    return island;
  }

  private void end(Set<SimHost> island, long sinceNanos) {
    Set<Boolean> sides = new LinkedHashSet<>();
    for (Letter letter : line.ledger().letters()) {
      if (letter.writtenNanos >= sinceNanos) {
        sides.add(island.contains(hostOf(letter.source)));
      }
    }
    if (sides.size() == 2) {
      simulation.encounters().count(Encounter.MAIL_ON_BOTH_SIDES);
    }
    simulation.network().join(island);
  }

  private SimHost hostOf(ClientId user) {
    return line.clients().stream()
        .filter(client -> client.id().equals(user))
        .map(SimClient::host)
        .findFirst()
        .orElseThrow();
  }

  /** Mostly two relays that are next to each other, sometimes any two hosts. */
  private void planOneWay() {
    SimHost one;
    SimHost other;
    if (random.nextInt(4) > 0) {
      int lower = 1 + random.nextInt(line.size() - 1);
      boolean up = random.nextBoolean();
      one = line.relay(up ? lower : lower + 1);
      other = line.relay(up ? lower + 1 : lower);
    } else {
      List<SimHost> hosts = simulation.hosts();
      one = hosts.get(random.nextInt(hosts.size()));
      other = hosts.get(random.nextInt(hosts.size()));
    }
    long from = sometime();
    in(from, () -> {
      simulation.encounters().count(Encounter.HEARD_ONE_WAY);
      simulation.network().silence(one, other);
    });
    simulation.in(from + sometime(), () -> simulation.network().restore(one, other));
  }

  private void planFlapping() {
    int lower = 1 + random.nextInt(line.size() - 1);
    long from = sometime();
    long until = from + sometime();
    in(from, () -> flap(line.relay(lower), line.relay(lower + 1), simulation.now() + until - from));
  }

  private void flap(SimHost one, SimHost other, long untilNanos) {
    simulation.network().silence(one, other);
    simulation.network().silence(other, one);
    simulation.in(random.nextLong(FLAP_NANOS_MIN, FLAP_NANOS_MAX), () -> {
      simulation.network().restore(one, other);
      simulation.network().restore(other, one);
      simulation.encounters().count(Encounter.LINK_FLAPPED);
      if (simulation.now() < untilNanos) {
        in(random.nextLong(FLAP_NANOS_MIN, FLAP_NANOS_MAX), () -> flap(one, other, untilNanos));
      }
    });
  }
}
