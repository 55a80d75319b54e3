package org.chappe.simulation;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Plans deaths, by the seed, and what follows from each: how long the host is down, what that did to its disk, and
 * whether it dies again as soon as it lives.
 */
final class Crashes {

  /** So many deaths in a row are a crash loop. */
  private static final int LOOP_DEATHS_MAX = 5;

  private static final long DOWN_NANOS_MAX = 6 * Simulation.SECOND;

  private static final long REPAIR_NANOS_MAX = 4 * Simulation.SECOND;

  /** A node that is to die at its so-and-so-many-th deed has done that within a second or so. */
  private static final int DEEDS_MAX = 40;

  private final Simulation simulation;
  private final RandomGenerator random;
  private final int oneOfSoManyIsDamaged;

  Crashes(Simulation simulation) {
    this.simulation = simulation;
    this.random = simulation.fork();
    this.oneOfSoManyIsDamaged = random.nextInt(3) == 0 ? 4 : Integer.MAX_VALUE;
  }

  /** From now on each of these hosts that dies lives again some time later. */
  void revive(List<SimHost> hosts) {
    hosts.forEach(host -> host.onDeath(this::planReturn));
  }

  /** Plans deaths of one host or of several at once within a time. */
  void plan(List<SimHost> hosts, int count, long spanNanos) {
    for (int i = 0; i < count; i++) {
      long atNanos = random.nextLong(spanNanos);
      if (random.nextInt(6) == 0) {
        simulation.in(atNanos, () -> killSome(hosts));
      } else {
        SimHost victim = hosts.get(random.nextInt(hosts.size()));
        simulation.in(atNanos, () -> kill(victim));
      }
    }
  }

  private void killSome(List<SimHost> hosts) {
    if (!simulation.haveFaultsEnded()) {
      hosts.stream().filter(host -> random.nextBoolean()).forEach(SimHost::crash);
    }
  }

  private void kill(SimHost victim) {
    if (simulation.haveFaultsEnded()) {
      return;
    }
    if (random.nextInt(3) == 0) {
      victim.crash();
    } else {
      CrashPoint point = anyPoint();
      victim.crashAt(point, 1 + random.nextInt(point == CrashPoint.EFFECT ? DEEDS_MAX : 4));
    }
  }

  private CrashPoint anyPoint() {
    CrashPoint[] points = CrashPoint.values();
    return points[random.nextInt(points.length)];
  }

  private void planReturn(SimHost host) {
    if (random.nextInt(oneOfSoManyIsDamaged) == 0) {
      host.store().damage();
    }
    if (host.store().isDamaged()) {
      simulation.in(random.nextLong(REPAIR_NANOS_MAX), host.store()::repair);
    }
    int deaths = random.nextInt(8) == 0 ? 1 + random.nextInt(LOOP_DEATHS_MAX) : 0;
    simulation.in(downNanos(), () -> revive(host, deaths));
  }

  /** Some are back at once, some after seconds. */
  private long downNanos() {
    return random.nextLong(random.nextBoolean() ? Simulation.SECOND / 10 : DOWN_NANOS_MAX);
  }

  private void revive(SimHost host, int deaths) {
    if (!host.restart()) {
      simulation.in(downNanos(), () -> revive(host, deaths));
    } else if (deaths > 0 && !simulation.haveFaultsEnded()) {
      host.crashAt(anyPoint(), 1 + random.nextInt(3));
    }
  }
}
