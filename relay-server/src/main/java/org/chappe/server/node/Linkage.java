package org.chappe.server.node;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.chappe.node.Endpoint;
import org.chappe.node.Node;
import org.chappe.server.chain.Chain;
import org.chappe.server.chain.Routes;
import org.chappe.server.directory.Directory;
import org.chappe.server.membership.LocalHealth;
import org.chappe.server.membership.Member;
import org.chappe.server.membership.MemberState;
import org.chappe.server.membership.Membership;
import org.chappe.server.membership.PeerWatch;
import org.jspecify.annotations.Nullable;

/**
 * The relays that this one has links with or wants links with, and the ways over them. Looks at them every
 * {@link PeerWatch#LOOK_INTERVAL_NANOS} and whenever one of them has changed.
 */
final class Linkage implements Chain.View {

  /** How long nothing may have led to a live relay before it is asked directly, in nanoseconds. */
  static final long CUT_OFF_NANOS = 3_000_000_000L;

  /** How long a link may be of no use before it is withdrawn. */
  static final long USELESS_NANOS_MAX = 10_000_000_000L;

  /** How long a withdrawn link stays, for what is still under way on it. */
  static final long WITHDRAWN_NANOS = 2_000_000_000L;

  /** How long a knock is remembered: longer than a neighbour waits between two. */
  static final long KNOCK_NANOS = 5_000_000_000L;

  private final RelayConfig config;
  private final int self;
  private final Directory directory;
  private final Membership membership;
  private final Sessions sessions;
  private final RandomGenerator random;
  private final Chain chain;
  private final LocalHealth health = new LocalHealth();
  private final TreeMap<Integer, Neighbour> neighbours = new TreeMap<>();
  private final Since asked = new Since();
  private final Since useless = new Since();
  private final Since knocked = new Since();
  private final Ways ways;
  private BitSet wanted = new BitSet();
  private long nowNanos;
  private long lookAtNanos;
  private boolean started;
  private long refusedLinks;
  private long noticesDroppedBefore;

  Linkage(RelayConfig config, Directory directory, Sessions sessions, RandomGenerator random) {
    this.config = config;
    this.self = config.line().self();
    this.directory = directory;
    this.membership = new Membership(self, config.endpoints(), config.incarnation());
    this.sessions = sessions;
    this.random = random;
    this.chain = new Chain(config.line());
    this.ways = new Ways(self, membership);
  }

  Membership membership() {
    return membership;
  }

  Ways ways() {
    return ways;
  }

  /** Those with whom a link stands or is asked for, by ascending number. */
  List<Neighbour> neighbours() {
    return new ArrayList<>(neighbours.values());
  }

  /** The neighbour through which the way to a relay begins; null when there is no way. */
  @Nullable Neighbour towards(int relay) {
    Neighbour next = neighbours.get(ways.routes().next(relay));
    return next == null || !next.isUp() ? null : next;
  }

  /** Whether a relay of the line has this number and this address. */
  boolean isMember(int number, Endpoint endpoint) {
    return number != self && endpoint.equals(config.endpoints().get(number));
  }

  // ---- what others do ----

  /** A lower relay asks for a session; null when there are too many links. */
  @Nullable Neighbour askedBy(int number) {
    Neighbour neighbour = neighbours.get(number);
    if (neighbour == null && linksHeld() >= Member.LINKS_MAX) {
      refusedLinks++;
      return null;
    }
    return neighbour == null ? meet(number) : neighbour;
  }

  /** A higher relay wants to be asked. */
  void knockedBy(int number) {
    if (neighbours.get(number) == null && linksHeld() >= Member.LINKS_MAX) {
      refusedLinks++;
      return;
    }
    Neighbour neighbour = neighbours.containsKey(number) ? neighbours.get(number) : meet(number);
    knocked.restart(number, nowNanos);
    if (neighbour != null && neighbour.control().session() == null) {
      neighbour.handshakes().hurry(nowNanos);
    }
    if (neighbour != null) {
      neighbour.changed();
    }
  }

  private int linksHeld() {
    int held = 0;
    for (Neighbour neighbour : neighbours.values()) {
      held += neighbour.isInTouch() ? 1 : 0;
    }
    return held;
  }

  private Neighbour meet(int number) {
    Neighbour neighbour =
        new Neighbour(config, number, directory, membership, health, random, nowNanos);
    neighbours.put(number, neighbour);
    return neighbour;
  }

  // ---- time ----

  /** Time has come on. */
  void advance(long now) {
    nowNanos = now;
  }

  /** Looks at the links if it is time to, or if one has changed, and asks for those that are wanted. */
  void serve() {
    if (config.line().numbers().size() == 1) {
      return;
    }
    boolean looks = !started || nowNanos >= lookAtNanos;
    if (looks) {
      excuse();
      lookAtNanos = nowNanos + PeerWatch.LOOK_INTERVAL_NANOS;
      started = true;
    }
    if (looks || hasChanged()) {
      lookAtLinks(looks);
      membership.serve(nowNanos);
      findWays();
      suspectSilent();
      findWays();
      askForLinks();
      closeLinks();
    }
  }

  private void excuse() {
    long lateNanos = started ? health.turn(lookAtNanos, nowNanos) : 0;
    if (lateNanos > 0) {
      for (Neighbour neighbour : neighbours.values()) {
        neighbour.watch().excuse(nowNanos, lateNanos);
      }
    }
  }

  private boolean hasChanged() {
    boolean changed = ways.areStale();
    for (Neighbour neighbour : neighbours.values()) {
      changed |= neighbour.takeChanged();
    }
    return changed;
  }

  private void lookAtLinks(boolean probes) {
    for (Neighbour neighbour : neighbours.values()) {
      neighbour.takeChanged();
      neighbour.look(nowNanos);
      if (neighbour.isNewlyDown()) {
        ways.lost(neighbour.number().value());
      }
      if (probes && neighbour.watch().isToBeProbed(nowNanos)) {
        neighbour.probeSoon();
      }
    }
  }

  /** Reports the links that stand, and finds the ways over all that are reported. */
  private void findWays() {
    List<Integer> links = new ArrayList<>();
    for (Neighbour neighbour : neighbours.values()) {
      if (neighbour.isUp() && links.size() < Member.LINKS_MAX) {
        links.add(neighbour.number().value());
      }
    }
    membership.holdLinks(links);
    ways.find(nowNanos);
  }

  /** Who doesn't answer, and to whom no links of others lead, is suspect. */
  private void suspectSilent() {
    long untilNanos = nowNanos + health.stretch(PeerWatch.REFUTE_NANOS);
    for (Neighbour neighbour : neighbours.values()) {
      int number = neighbour.number().value();
      if (neighbour.watch().isSilent(nowNanos) && ways.routes().next(number) == Routes.NONE) {
        membership.suspect(number, untilNanos);
      }
    }
  }

  private void askForLinks() {
    wanted = chain.wanted(this);
    for (int number = wanted.nextSetBit(0); number >= 0; number = wanted.nextSetBit(number + 1)) {
      if (!neighbours.containsKey(number)) {
        meet(number);
      }
    }
    for (Neighbour neighbour : neighbours.values()) {
      int number = neighbour.number().value();
      if (wanted.get(number) || knocked.isWithin(number, KNOCK_NANOS, nowNanos)) {
        want(neighbour);
      } else {
        neighbour.handshakes().stopKnocking();
      }
      asked.set(number, wanted.get(number) && !neighbour.isHeard(), nowNanos);
    }
  }

  private void want(Neighbour neighbour) {
    if (neighbour.control().session() == null) {
      neighbour.handshakes().want(nowNanos);
    } else if (neighbour.handshakes().isAsking()) {
      neighbour.handshakes().askMissing(nowNanos);
    } else {
      neighbour.handshakes().stopKnocking();
    }
  }

  /** Closes what is lost, withdraws what is of no use, and forgets those with whom nothing is left to do. */
  private void closeLinks() {
    for (Neighbour neighbour : neighbours()) {
      int number = neighbour.number().value();
      boolean ofUse = isOfUse(number);
      useless.set(number, !ofUse && neighbour.isHeard(), nowNanos);
      if (ofUse) {
        neighbour.restore();
      } else if (useless.isFor(number, USELESS_NANOS_MAX, nowNanos)) {
        neighbour.withdraw();
      }
      boolean outworn = useless.isFor(number, USELESS_NANOS_MAX + WITHDRAWN_NANOS, nowNanos);
      if (neighbour.isInTouch() && (outworn || neighbour.watch().isLost(nowNanos))) {
        neighbour.close(sessions);
      }
      if (!neighbour.isInTouch() && !ofUse) {
        neighbour.handshakes().stop();
        forget(neighbour);
      }
    }
  }

  private boolean isOfUse(int number) {
    boolean knocks = knocked.isWithin(number, KNOCK_NANOS, nowNanos);
    Neighbour neighbour = neighbours.get(number);
    boolean heard = neighbour != null && neighbour.isHeard();
    boolean decides = self < number; // the lower number withdraws
    return knocks
        || wanted.get(number)
        || (heard
            && (!decides || chain.isOfUse(number, wanted, membership.of(number).links())));
  }

  private void forget(Neighbour neighbour) {
    boolean awaited = false;
    for (Lane lane : neighbour.lanes()) {
      awaited |= lane.isAwaited();
    }
    if (!awaited) {
      if (neighbour.isNewlyDown()) {
        ways.lost(neighbour.number().value());
      }
      noticesDroppedBefore += neighbour.notices().dropped();
      neighbours.remove(neighbour.number().value());
    }
  }

  long nextDeadline() {
    if (config.line().numbers().size() == 1) {
      return Node.NEVER;
    }
    long earliest = lookAtNanos;
    for (Neighbour neighbour : neighbours.values()) {
      earliest = Math.min(earliest, neighbour.handshakes().nextDeadline());
    }
    return earliest;
  }

  // ---- what the chain asks ----

  @Override
  public MemberState state(int relay) {
    return membership.of(relay).state();
  }

  @Override
  public boolean isUp(int relay) {
    Neighbour neighbour = neighbours.get(relay);
    return neighbour != null && neighbour.isHeard();
  }

  @Override
  public boolean isAskedInVain(int relay) {
    return asked.isFor(relay, health.stretch(Chain.STEP_NANOS), nowNanos);
  }

  @Override
  public boolean isCutOff(int relay) {
    return ways.isCutOff(relay, health.stretch(CUT_OFF_NANOS), nowNanos);
  }

  // ---- what others may look at ----

  /** Whether all links that are wanted stand on all lanes, with nothing under way, and lead to all who live. */
  boolean isIdle() {
    boolean idle = started || config.line().numbers().size() == 1;
    for (int number = wanted.nextSetBit(0); number >= 0; number = wanted.nextSetBit(number + 1)) {
      idle &= isUp(number) || !state(number).mayCarry();
    }
    for (Neighbour neighbour : neighbours.values()) {
      idle &= !neighbour.isHeard() || neighbour.isIdle();
    }
    return idle;
  }

  /** Notices that found no room. */
  long noticesDropped() {
    long dropped = noticesDroppedBefore;
    for (Neighbour neighbour : neighbours.values()) {
      dropped += neighbour.notices().dropped();
    }
    return dropped;
  }

  /** @param copiesWithoutWay counted by whoever looks for ways */
  LinkageStatistics statistics(long copiesWithoutWay) {
    return new LinkageStatistics(
        membership.of(self).links().size(),
        membership.suspicions(),
        membership.deaths(),
        membership.refutations(),
        membership.refusals(),
        refusedLinks,
        health.lateTurns(),
        copiesWithoutWay);
  }
}
