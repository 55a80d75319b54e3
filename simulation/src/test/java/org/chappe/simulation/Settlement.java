package org.chappe.simulation;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.chappe.link.Initiator;
import org.chappe.server.directory.Gossip;
import org.chappe.server.membership.PeerWatch;
import org.jspecify.annotations.Nullable;

/**
 * The end of every run: the faults stop, and everything must come to rest within a bounded time: first the line is connected,
 * then the directories agree, then everything written is where it belongs.
 */
final class Settlement {

  /**
   * After the faults have ended the line is connected within 30 s of virtual time. What may follow each other at worst: a relay
   * that was stopped waits three times as long as others, so it takes 9 s until it closes a session that only it still has
   * ({@link PeerWatch#CLOSE_AFTER_NANOS}), and 9 s more until it asks for links around those that lead nowhere
   * ({@code LinkState.CUT_OFF_NANOS}); 2 s until the next knock on a relay that doesn't expect it, 2 s until that one's next
   * handshake ({@link Initiator#TIMEOUT_NANOS_MAX}). That makes 22 s. What all then tell each other takes two hops' time for
   * each relay of the line, less than 1 s here, and the question itself is asked every 0.7 s. The rest is room.
   */
  static final long CONNECTED_WITHIN_NANOS = 30 * Simulation.SECOND;

  /**
   * After the faults have ended all directories are equal within 60 s: those in which the line gets connected, then two
   * intervals of digests at worst ({@link Gossip#DIGEST_INTERVAL_NANOS}, 10 s each), as one may just have been told before
   * the last change came in, and as much again for what a relay without a memory has to be told from the beginning.
   */
  static final long AGREED_WITHIN_NANOS = 60 * Simulation.SECOND;

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
    await(this::parted, CONNECTED_WITHIN_NANOS);
    await(this::dispute, from + AGREED_WITHIN_NANOS - simulation.now());
    await(this::unrest, from + limitNanos - simulation.now());
    long took = simulation.now() - from;
    simulation.run(AFTERWARDS_NANOS);
    simulation.runUntil(() -> unrest() == null, SHORTLY_NANOS, Simulation.SECOND);
    check(unrest(), "after it had come to rest");
    return took;
  }

  /** Lets time pass until there is none of this unrest any more, for so long at most. */
  private void await(Supplier<@Nullable Unrest> unrest, long limitNanos) {
    simulation.runUntil(() -> isOver(unrest), EVERY_NANOS, limitNanos);
    check(unrest.get(), "after the faults had ended and " + limitNanos / Simulation.SECOND + " s");
  }

  private boolean isOver(Supplier<@Nullable Unrest> unrest) {
    if (unrest.get() == null) {
      return true;
    }
    clients.forEach(SimClient::poll);
    return false;
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
          full + " has a full disk and doesn't hand on " + new OpenLetters(ledger).keptBack(full));
    }
  }

  private boolean isDrained(SimHost full) {
    if (new OpenLetters(ledger).keptBack(full) == null) {
      return true;
    }
    clients.forEach(SimClient::poll);
    return false;
  }

  private void check(@Nullable Unrest unrest, String when) {
    if (unrest != null) {
      throw simulation.violation(unrest.invariant, when + ", " + unrest.what);
    }
  }

  private @Nullable Unrest unrest() {
    OpenLetters open = new OpenLetters(ledger);
    Letter letter = open.withoutOutcome();
    if (letter != null) {
      return new Unrest(Invariant.OUTCOME, "nobody told the writer of " + letter);
    }
    letter = open.undelivered();
    if (letter != null) {
      return new Unrest(Invariant.DELIVERED, "was accepted and not shown: " + letter);
    }
    String missing = ledger.cries().missing();
    if (missing != null) {
      return new Unrest(Invariant.REACHES_ALL, "was written to all and not seen: " + missing);
    }
    letter = open.withoutLastStage();
    if (letter != null) {
      return new Unrest(Invariant.LAST_STAGE, "its writer still waits for receipts of " + letter);
    }
    Unrest parted = parted();
    Unrest dispute = parted != null ? parted : dispute();
    return dispute != null ? dispute : outstanding();
  }

  private @Nullable Unrest parted() {
    String broken = LineCheck.brokenWay(simulation.hosts());
    return broken == null ? null : new Unrest(Invariant.LINE_CONNECTED, broken);
  }

  private @Nullable Unrest dispute() {
    Unrest dispute = dispute(Probe::directory, Invariant.DIRECTORIES_AGREE);
    return dispute != null ? dispute : dispute(Probe::accounts, Invariant.ACCOUNTS_AGREE);
  }

  private @Nullable Unrest dispute(
      Function<Probe, @Nullable String> knowledge, Invariant invariant) {
    SimHost first = null;
    for (SimHost host : simulation.hosts()) {
      String known = knowledge.apply(host.probe());
      if (known == null) {
        continue;
      }
      first = first == null ? host : first;
      if (!known.equals(knowledge.apply(first.probe()))) {
        String what =
            first + " knows " + knowledge.apply(first.probe()) + ", " + host + " knows " + known;
        return new Unrest(invariant, what);
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
