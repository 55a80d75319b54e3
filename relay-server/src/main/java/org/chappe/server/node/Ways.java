package org.chappe.server.node;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.TreeMap;
import org.chappe.server.chain.Chain;
import org.chappe.server.chain.Routes;
import org.chappe.server.membership.Member;
import org.chappe.server.membership.MemberState;
import org.chappe.server.membership.Membership;

/** The ways to all relays, as the links that they report lead, and what has become of them since it was last asked. */
final class Ways {

  private final int self;
  private final Membership membership;
  private final Since cutOff = new Since();
  private final Since inState = new Since();
  private final Since unreached = new Since();
  private final BitSet turned = new BitSet();
  private final TreeMap<Integer, MemberState> statesSeen = new TreeMap<>();
  private List<RelayReport> reports = new ArrayList<>();
  private Routes routes;
  private long revisionSeen = -1;

  Ways(int self, Membership membership) {
    this.self = self;
    this.membership = membership;
    this.routes = Routes.none(self);
  }

  Routes routes() {
    return routes;
  }

  /** Whether something was heard of the members since the ways were found. */
  boolean areStale() {
    return revisionSeen != membership.revision();
  }

  /** Finds the ways anew if anything is new of the members. */
  void find(long nowNanos) {
    if (!areStale()) {
      return;
    }
    revisionSeen = membership.revision();
    List<Member> members = membership.all();
    Routes former = routes;
    routes = Routes.of(self, members);
    turned.or(routes.turned(former, members));
    for (Member member : members) {
      see(member, nowNanos);
    }
  }

  private void see(Member member, long nowNanos) {
    int number = member.number();
    MemberState before = statesSeen.put(number, member.state());
    if (before != member.state()) {
      inState.restart(number, nowNanos);
    }
    if (before != null && before != member.state()) {
      reports.add(new RelayReport.MemberChanged(number, member.state()));
    }
    boolean hasNoWay = number != self && routes.next(number) == Routes.NONE;
    unreached.set(number, hasNoWay, nowNanos);
    cutOff.set(number, hasNoWay && member.state().mayCarry(), nowNanos);
  }

  /** For how long a relay has been in its state, as far as was seen here. */
  long inStateNanos(int relay, long nowNanos) {
    return inState.nanos(relay, nowNanos);
  }

  /**
   * Whether no way has led to a relay for so long, though it isn't known to be dead, and for as long again for each relay
   * nearer to it to which there was one meanwhile: those try first. If all tried at once, all would get links with the same few.
   */
  boolean isCutOff(int relay, long nanos, long nowNanos) {
    if (!cutOff.isFor(relay, nanos, nowNanos)) {
      return false;
    }
    int nearer = reachedBetween(Math.min(self, relay), Math.max(self, relay), nanos, nowNanos);
    return nearer < Chain.ASKED_MAX && cutOff.isFor(relay, nanos * (1 + nearer), nowNanos);
  }

  /** What was unreached for a moment only counts as reached: where two parts merge, each first hears that the other is dead. */
  private int reachedBetween(int low, int high, long nanos, long nowNanos) {
    int reached = 0;
    for (int number : statesSeen.subMap(low, false, high, false).keySet()) {
      reached += unreached.isFor(number, nanos, nowNanos) ? 0 : 1;
    }
    return reached;
  }

  /** Whether there are relays to which copies have to be sent again. */
  boolean haveTurned() {
    return !turned.isEmpty();
  }

  /** The relays to which copies have to be sent again, as the way is another one; none from then on. */
  BitSet takeTurned() {
    BitSet taken = (BitSet) turned.clone();
    turned.clear();
    return taken;
  }

  /** A neighbour can't be heard any more. */
  void lost(int neighbour) {
    reports.add(new RelayReport.NeighbourDown(neighbour));
  }

  /** What the program should hear; nothing from then on. */
  List<RelayReport> takeReports() {
    List<RelayReport> taken = reports;
    if (!taken.isEmpty()) {
      reports = new ArrayList<>();
    }
    return taken;
  }
}
