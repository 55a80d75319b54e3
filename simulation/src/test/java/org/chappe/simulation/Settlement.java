package org.chappe.simulation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The end of every run: the faults stop, and everything must come to rest within a bounded time. */
final class Settlement {

  /** Not in step with anything that nodes do regularly. */
  private static final long EVERY_NANOS = 717_171_717L;

  private static final long SHORTLY_NANOS = 17_171_717L;

  /** How long it stays quiet afterwards, for whatever might come late. */
  private static final long AFTERWARDS_NANOS = 12 * Simulation.SECOND;

  private record Unrest(Invariant invariant, String what) {}

  private final Simulation simulation;
  private final Ledger ledger;
  private final List<? extends SimClient> clients;

  Settlement(Simulation simulation, Ledger ledger, List<? extends SimClient> clients) {
    this.simulation = simulation;
    this.ledger = ledger;
    this.clients = clients;
  }

  /** Ends all faults and returns how long it took until all was at rest, in nanoseconds of virtual time. */
  long reach(long limitNanos) {
    simulation.endFaults();
    long from = simulation.now();
    simulation.runUntil(this::isAtRest, EVERY_NANOS, limitNanos);
    check("after " + limitNanos / Simulation.SECOND + " s without faults");
    long took = simulation.now() - from;
    simulation.run(AFTERWARDS_NANOS);
    simulation.runUntil(() -> unrest() == null, SHORTLY_NANOS, Simulation.SECOND);
    check("after it had come to rest");
    return took;
  }

  /**
   * Ends all faults but one, a disk that is full, and returns once all mail on it that can be shown has been. Nobody
   * is promised that a full relay takes anything, but what it has it hands on.
   */
  void drain(SimHost full, long limitNanos) {
    simulation.endFaults();
    full.store().setFull(true);
    boolean drained = simulation.runUntil(() -> isDrained(full), EVERY_NANOS, limitNanos);
    if (!drained) {
      throw simulation.violation(
          Invariant.FULL_IS_DRAINED,
          full + " has a full disk and doesn't hand on " + ledger.keptBack(full));
    }
  }

  private boolean isDrained(SimHost full) {
    if (ledger.keptBack(full) == null) {
      return true;
    }
    clients.forEach(SimClient::poll);
    return false;
  }

  private boolean isAtRest() {
    if (unrest() == null) {
      return true;
    }
    clients.forEach(SimClient::poll);
    return false;
  }

  private void check(String when) {
    Unrest unrest = unrest();
    if (unrest != null) {
      throw simulation.violation(unrest.invariant, when + ", " + unrest.what);
    }
  }

  private @Nullable Unrest unrest() {
    Letter letter = ledger.withoutOutcome();
    if (letter != null) {
      return new Unrest(Invariant.OUTCOME, "nobody told the writer of " + letter);
    }
    letter = ledger.undelivered();
    if (letter != null) {
      return new Unrest(Invariant.DELIVERED, "was accepted and not shown: " + letter);
    }
    letter = ledger.withoutLastStage();
    if (letter != null) {
      return new Unrest(Invariant.LAST_STAGE, "its writer still waits for receipts of " + letter);
    }
    Unrest dispute = dispute();
    return dispute != null ? dispute : outstanding();
  }

  private @Nullable Unrest dispute() {
    SimHost first = null;
    for (SimHost host : simulation.hosts()) {
      String directory = host.probe().directory();
      if (directory == null) {
        continue;
      }
      first = first == null ? host : first;
      if (!directory.equals(first.probe().directory())) {
        String what =
            first + " knows " + first.probe().directory() + ", " + host + " knows " + directory;
        return new Unrest(Invariant.DIRECTORIES_AGREE, what);
      }
    }
    return null;
  }

  private @Nullable Unrest outstanding() {
    for (SimHost host : simulation.hosts()) {
      String what = host.probe().outstanding();
      if (what != null) {
        return new Unrest(Invariant.LINKS_IDLE, host + ": " + what);
      }
    }
    return null;
  }
}
