package org.chappe.simulation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.chappe.node.Endpoint;
import org.chappe.simulation.EventLog.Kind;
import org.jspecify.annotations.Nullable;

/**
 * A world on virtual time in which one seed decides everything.
 *
 * <p>There is one queue of events, ordered by time and then by the order in which they were planned. All events of an
 * instant happen first, then each host that has something to do is woken, in the order in which the hosts were added.
 */
final class Simulation {

  static final long SECOND = 1_000_000_000L;

  static final long MILLISECOND = 1_000_000L;

  /** More wake-ups than this in a row without a second of virtual time going by are a livelock of the whole. */
  static final int WAKES_A_SECOND_MAX = 100_000;

  private static final int TAIL_ENTRIES = 40;

  private record Event(long timeNanos, long sequence, Runnable action) {}

  private static final Comparator<Event> ORDER =
      Comparator.comparingLong(Event::timeNanos).thenComparingLong(Event::sequence);

  private final long seed;
  private final SplittableRandom random;
  private final PriorityQueue<Event> events = new PriorityQueue<>(ORDER);
  private final List<SimHost> hosts = new ArrayList<>();
  private final EventLog log = new EventLog();
  private final Encounters encounters = new Encounters();
  private final SimNetwork network;
  private final long startNanos;
  private long nowNanos;
  private long nextSequence;
  private long wakes;
  private boolean faultsEnded;
  private long wakesCountedSinceNanos;

  Simulation(long seed) {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
    this.startNanos = random.nextBoolean() ? 0 : random.nextLong(1_000_000 * SECOND);
    this.nowNanos = startNanos;
    this.wakesCountedSinceNanos = startNanos;
    this.network = new SimNetwork(this, fork());
  }

  /** Another generator that depends on nothing but the seed and how many were forked before. */
  RandomGenerator fork() {
    return random.split();
  }

  SimNetwork network() {
    return network;
  }

  EventLog log() {
    return log;
  }

  /** What has been met so far. */
  Encounters encounters() {
    return encounters;
  }

  List<SimHost> hosts() {
    return Collections.unmodifiableList(hosts);
  }

  /** The time of the simulation's own clock; the hosts' clocks stand elsewhere. */
  long now() {
    return nowNanos;
  }

  /** How long this run has been going, in nanoseconds. */
  long elapsed() {
    return nowNanos - startNanos;
  }

  /** Adds a host and brings its node to life. */
  SimHost addHost(String name, Endpoint endpoint, SimStore store, SimHost.Boot boot) {
    SimHost host = new SimHost(this, name, endpoint, store, boot);
    network.attach(host);
    hosts.add(host);
    return host;
  }

  /** Plans something for a time that isn't past. */
  void at(long timeNanos, Runnable action) {
    events.add(new Event(Math.max(timeNanos, nowNanos), nextSequence++, action));
  }

  /** Plans something for later. */
  void in(long delayNanos, Runnable action) {
    at(nowNanos + delayNanos, action);
  }

  /** All faults stop: those of the network, those of the disks, and whoever is dead lives. */
  void endFaults() {
    faultsEnded = true;
    network.heal();
    hosts.forEach(SimHost::heal);
  }

  boolean haveFaultsEnded() {
    return faultsEnded;
  }

  /** Writes into the log what the scenario does. */
  void note(String text) {
    log.add(elapsed(), Kind.SCENARIO, "scenario", "", text);
  }

  /** Lets time pass, and all that happens in it. */
  void run(long durationNanos) {
    long endNanos = nowNanos + durationNanos;
    while (step(endNanos)) {
      countWakes();
    }
    nowNanos = endNanos;
  }

  /** Lets time pass until the condition holds, asked every so often; false if it doesn't within the limit. */
  boolean runUntil(BooleanSupplier condition, long everyNanos, long limitNanos) {
    for (long waited = 0; waited < limitNanos; waited += everyNanos) {
      if (condition.getAsBoolean()) {
        return true;
      }
      run(everyNanos);
    }
    return condition.getAsBoolean();
  }

  /** Goes to the next instant at which something happens; false when there is none up to the end. */
  private boolean step(long endNanos) {
    long next = nextInstant();
    if (next > endNanos) {
      return false;
    }
    nowNanos = Math.max(nowNanos, next);
    for (Event event = events.peek();
        event != null && event.timeNanos <= nowNanos;
        event = events.peek()) {
      events.remove().action.run();
    }
    for (SimHost host : hosts) {
      if (host.wakeNanos() <= nowNanos) {
        host.wake();
        wakes++;
      }
    }
    return true;
  }

  private long nextInstant() {
    Event first = events.peek();
    long next = first == null ? Long.MAX_VALUE : first.timeNanos;
    for (SimHost host : hosts) {
      next = Math.min(next, host.wakeNanos());
    }
    return next;
  }

  private void countWakes() {
    if (nowNanos - wakesCountedSinceNanos >= SECOND) {
      wakesCountedSinceNanos = nowNanos;
      wakes = 0;
    } else if (wakes > WAKES_A_SECOND_MAX) {
      throw violation(Invariant.NO_LIVELOCK, wakes + " wake-ups in less than a second");
    }
  }

  /** An error with the seed, the time and what happened last; to be thrown by whoever found it. */
  InvariantViolation violation(Invariant invariant, String complaint) {
    return violation(invariant, complaint, null);
  }

  /** The same, for something that was thrown. */
  InvariantViolation violation(Invariant invariant, String complaint, @Nullable Throwable cause) {
    String message = String.format(
        Locale.ROOT,
        "seed %d, %.6f s: %s: %s%nthe last events:%n%s",
        seed,
        elapsed() / 1e9,
        invariant,
        complaint,
        log.tail(TAIL_ENTRIES));
    InvariantViolation violation = new InvariantViolation(invariant, message, log);
    if (cause != null) {
      violation.initCause(cause);
    }
    return violation;
  }
}
