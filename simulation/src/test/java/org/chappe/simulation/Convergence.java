package org.chappe.simulation;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.chappe.server.membership.Member;
import org.chappe.server.membership.MemberState;

/**
 * How long it takes, in virtual time, until all relays of a line agree on what has happened to one of them, to a client, or to
 * the line. It is asked every {@link #EVERY_NANOS}.
 */
final class Convergence {

  static final long EVERY_NANOS = 10 * Simulation.MILLISECOND;

  /** Nothing may take longer than this. */
  static final long LIMIT_NANOS = 120 * Simulation.SECOND;

  /** How long everything stays as it is before something happens. */
  private static final long QUIET_NANOS = 5 * Simulation.SECOND;

  /** How long a line is cut in two: long enough for both parts to have got used to it. */
  private static final long CUT_NANOS = 20 * Simulation.SECOND;

  private static final int LEASE_SECONDS = 30;

  /**
   * @param relays how long the line is
   * @param hopNanos how long a datagram takes from one relay to the next
   * @param loss how many datagrams vanish on each hop, 0 to 1
   */
  record Conditions(int relays, long hopNanos, double loss) {}

  /**
   * What was measured, in nanoseconds.
   *
   * @param wayAround from a relay's death until all others have ways to each other again
   * @param death the same, until all of them also know it is dead and agree on everything else
   * @param comeback from its return until all agree, and each has a link with the next again
   * @param move from the moment at which a client is told to go to the other end until every directory has it there
   * @param merge from the end of a cut through the middle, in both parts of which a client had moved, until all agree
   */
  record Times(long wayAround, long death, long comeback, long move, long merge) {

    /** The longest of all. */
    long most() {
      return Math.max(Math.max(Math.max(death, comeback), move), merge);
    }
  }

  private final Conditions conditions;
  private final Simulation simulation;
  private final SimLine line;
  private final int middle;
  private final ChappeClient traveller;
  private final ChappeClient lower;
  private final ChappeClient upper;

  private Convergence(Conditions conditions, long seed) {
    this.conditions = conditions;
    this.simulation = new Simulation(seed);
    this.line = new SimLine(simulation, SimLine.Setup.of(conditions.relays));
    this.middle = (conditions.relays + 1) / 2;
    simulation.network().setFaults(new Faults(conditions.loss, 0, 0, 0, conditions.hopNanos, 0, 0));
    this.traveller = listening(1);
    this.lower = listening(1);
    this.upper = listening(conditions.relays);
  }

  private ChappeClient listening(int home) {
    ChappeClient client = line.addClient(home);
    client.attach();
    client.listen(LEASE_SECONDS);
    return client;
  }

  /** Lets one line live under these conditions. */
  static Times measure(Conditions conditions, long seed) {
    return new Convergence(conditions, seed).live();
  }

  private Times live() {
    until(this::isWhole);
    simulation.run(QUIET_NANOS);
    line.relay(middle).crash();
    long wayAround = until(this::areConnected);
    long death = wayAround + until(() -> areConnected() && haveOneTable(MemberState.DEAD));
    simulation.run(QUIET_NANOS);
    line.relay(middle).restart();
    long comeback = until(this::isWhole);
    simulation.run(QUIET_NANOS);
    traveller.moveTo(line, conditions.relays - 1);
    long move = until(() -> areEverywhereAt(traveller, conditions.relays - 1));
    simulation.run(QUIET_NANOS);
    return new Times(wayAround, death, comeback, move, merge());
  }

  private long merge() {
    Set<SimHost> part = new LinkedHashSet<>(List.of(traveller.host(), upper.host()));
    part.addAll(line.relays().subList(middle, conditions.relays));
    simulation.network().cutOff(part);
    simulation.run(CUT_NANOS / 2);
    lower.moveTo(line, 2);
    upper.moveTo(line, middle + 1);
    simulation.run(CUT_NANOS / 2);
    simulation.network().join(part);
    return until(
        () -> isWhole() && areEverywhereAt(lower, 2) && areEverywhereAt(upper, middle + 1));
  }

  private long until(BooleanSupplier agreed) {
    long from = simulation.now();
    if (!simulation.runUntil(agreed, EVERY_NANOS, LIMIT_NANOS)) {
      throw new AssertionError("no agreement in time, " + conditions);
    }
    return simulation.now() - from;
  }

  // ---- whether all agree ----

  private boolean areConnected() {
    return LineCheck.brokenWay(living()) == null;
  }

  private List<SimHost> living() {
    return line.relays().stream().filter(relay -> !relay.isDown()).toList();
  }

  /** Whether each has a link with the next, all know of it, and all are alive. */
  private boolean isWhole() {
    return IntStream.range(1, conditions.relays)
            .allMatch(relay -> line.node(relay).routes().hops(relay + 1) == 1)
        && haveOneTable(MemberState.ALIVE)
        && areConnected();
  }

  private boolean haveOneTable(MemberState ofMiddle) {
    List<Member> first = line.node(1).membership().all();
    return first.get(middle - 1).state() == ofMiddle
        && IntStream.rangeClosed(2, conditions.relays)
            .filter(relay -> !line.relay(relay).isDown())
            .allMatch(relay -> line.node(relay).membership().all().equals(first));
  }

  private boolean areEverywhereAt(ChappeClient client, int home) {
    return IntStream.rangeClosed(1, conditions.relays)
        .allMatch(relay -> line.node(relay).directory().homeOf(client.id()) == home);
  }
}
