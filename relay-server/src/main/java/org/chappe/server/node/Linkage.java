package org.chappe.server.node;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;
import org.chappe.node.Endpoint;
import org.chappe.node.Node;
import org.chappe.server.chain.Routes;
import org.chappe.server.membership.LocalHealth;
import org.chappe.server.membership.Member;
import org.chappe.server.membership.Membership;
import org.chappe.server.membership.PeerWatch;
import org.jspecify.annotations.Nullable;

/**
 * The relays that this one has links with or wants links with, and the ways over them. Looks at them every
 * {@link PeerWatch#LOOK_INTERVAL_NANOS} and whenever one of them has changed.
 */
final class Linkage {

  private final int self;
  private final Membership membership;
  private final Sessions sessions;
  private final Roster roster;
  private final LocalHealth health = new LocalHealth();
  private final Neighbours neighbours;
  private final LinkUse use;
  private final Ways ways;
  private final LinkState links;
  private long nowNanos;
  private long lookAtNanos;
  private boolean started;

  Linkage(
      RelayConfig config,
      Roster roster,
      LineTables tables,
      Sessions sessions,
      RandomGenerator random) {
    this.self = config.line().self();
    this.roster = roster;
    this.membership = roster.membership();
    this.sessions = sessions;
    this.use = new LinkUse(self);
    this.neighbours = new Neighbours(config, roster, tables, health, random);
    this.ways = new Ways(self, membership);
    this.links = new LinkState(membership, neighbours, ways, health);
  }

  Membership membership() {
    return membership;
  }

  Roster roster() {
    return roster;
  }

  Ways ways() {
    return ways;
  }

  /** Those with whom a link stands or is asked for, by ascending number. */
  List<Neighbour> neighbours() {
    return neighbours.all();
  }

  /** The neighbour through which the way to a relay begins; null when there is no way. */
  @Nullable Neighbour towards(int relay) {
    Neighbour next = neighbours.find(ways.routes().next(relay));
    return next == null || !next.isUp() ? null : next;
  }

  /** The relays that have shown that they don't know this one; none from then on. */
  List<Endpoint> takeStrangers() {
    List<Endpoint> strangers = List.of();
    for (Neighbour neighbour : neighbours.all()) {
      if (neighbour.handshakes().takeUnknownThere()) {
        strangers = strangers.isEmpty() ? new ArrayList<>() : strangers;
        strangers.add(neighbour.endpoint());
      }
    }
    return strangers;
  }

  /** Whether a link stands. */
  boolean isLinked() {
    return neighbours.isAnyUp();
  }

  /** Whether it is in touch with its line, or all others are dead. */
  boolean isSettled() {
    boolean alone = true;
    for (Member member : membership.all()) {
      alone &= member.number() == self || !member.state().mayCarry();
    }
    return alone || isLinked();
  }

  // ---- what others do ----

  /** A lower relay asks for a session; null when there are too many links. */
  @Nullable Neighbour askedBy(int number) {
    return neighbours.meetAtItsWish(number, nowNanos);
  }

  /** A higher relay wants to be asked. */
  void knockedBy(int number) {
    Neighbour neighbour = neighbours.meetAtItsWish(number, nowNanos);
    if (neighbour != null) {
      use.knockedBy(number, nowNanos);
      if (neighbour.control().session() == null) {
        neighbour.handshakes().hurry(nowNanos);
      }
      neighbour.changed();
    }
  }

  // ---- time ----

  /** Time has come on. */
  void advance(long now) {
    nowNanos = now;
    links.advance(now);
  }

  /** Looks at the links if it is time to, or if one has changed, and asks for those that are wanted. */
  void serve() {
    boolean moved = roster.refresh();
    if (roster.isAlone() && neighbours.isEmpty()) {
      return;
    }
    boolean looks = !started || nowNanos >= lookAtNanos;
    if (moved || looks) {
      dropMoved();
    }
    if (looks) {
      excuse();
      lookAtNanos = nowNanos + PeerWatch.LOOK_INTERVAL_NANOS;
      started = true;
    }
    if (looks || moved || hasChanged()) {
      lookAtLinks(looks);
      membership.serve(nowNanos);
      findWays();
      suspectSilent();
      findWays();
      askForLinks();
      closeLinks();
    }
  }

  /** A relay that is at another address now has forgotten its sessions. */
  private void dropMoved() {
    for (Neighbour neighbour : neighbours.all()) {
      if (!neighbour.endpoint().equals(roster.placeOf(neighbour.number().value()))) {
        neighbour.close(sessions);
        forget(neighbour);
      }
    }
  }

  private void excuse() {
    long lateNanos = started ? health.turn(lookAtNanos, nowNanos) : 0;
    if (lateNanos > 0) {
      for (Neighbour neighbour : neighbours.all()) {
        neighbour.watch().excuse(nowNanos, lateNanos);
      }
    }
  }

  private boolean hasChanged() {
    boolean changed = neighbours.takeChanged();
    return changed || ways.areStale();
  }

  private void lookAtLinks(boolean probes) {
    for (Neighbour neighbour : neighbours.all()) {
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
    membership.holdLinks(roster.chain().nearest(neighbours.linked()));
    ways.find(nowNanos);
  }

  /** Who doesn't answer, to whom no links of others lead, and of whom nothing is heard either, is suspect. */
  private void suspectSilent() {
    long untilNanos = nowNanos + health.stretch(PeerWatch.REFUTE_NANOS);
    for (Neighbour neighbour : neighbours.all()) {
      int number = neighbour.number().value();
      if (neighbour.watch().isSilent(nowNanos)
          && ways.routes().next(number) == Routes.NONE
          && !membership.hasSpokenWithin(number, PeerWatch.DOWN_AFTER_NANOS, nowNanos)) {
        membership.suspect(number, untilNanos);
      }
    }
  }

  private void askForLinks() {
    BitSet wanted = roster.chain().wanted(links);
    use.want(wanted);
    for (int number = wanted.nextSetBit(0); number >= 0; number = wanted.nextSetBit(number + 1)) {
      neighbours.meet(number, nowNanos);
    }
    for (Neighbour neighbour : neighbours.all()) {
      int number = neighbour.number().value();
      if (use.isAskedFor(number, nowNanos)) {
        want(neighbour);
      } else {
        neighbour.handshakes().stopKnocking();
      }
      links.asked(number, wanted.get(number) && !neighbour.isHeard());
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

  /** Closes what is lost or was withdrawn, and forgets those with whom nothing is left to do. */
  private void closeLinks() {
    for (Neighbour neighbour : neighbours.all()) {
      int number = neighbour.number().value();
      Member member = membership.find(number);
      List<Integer> peersLinks = member == null ? List.of() : member.links();
      boolean ofUse = use.look(neighbour, roster.chain(), peersLinks, nowNanos);
      boolean outworn = use.isOutworn(number, nowNanos);
      if (neighbour.isInTouch() && (outworn || neighbour.watch().isLost(nowNanos))) {
        neighbour.close(sessions);
      }
      if (!neighbour.isInTouch() && !ofUse) {
        neighbour.handshakes().stop();
        forget(neighbour);
      }
    }
  }

  private void forget(Neighbour neighbour) {
    if (neighbours.forget(neighbour) && neighbour.isNewlyDown()) {
      ways.lost(neighbour.number().value());
    }
  }

  long nextDeadline() {
    if (roster.isAlone() && neighbours.isEmpty()) {
      return Node.NEVER;
    }
    long earliest = lookAtNanos;
    for (Neighbour neighbour : neighbours.all()) {
      earliest = Math.min(earliest, neighbour.handshakes().nextDeadline());
    }
    return earliest;
  }

  // ---- what others may look at ----

  /** Whether all links that are wanted stand on all lanes, with nothing under way, and lead to all who live. */
  boolean isIdle() {
    boolean idle = (started || roster.isAlone()) && links.stand(use.wanted());
    for (Neighbour neighbour : neighbours.all()) {
      idle &= !neighbour.isHeard() || neighbour.isIdle();
    }
    return idle;
  }

  /** Notices that found no room. */
  long noticesDropped() {
    return neighbours.noticesDropped();
  }

  /** @param copiesWithoutWay counted by whoever looks for ways */
  LinkageStatistics statistics(long copiesWithoutWay) {
    return new LinkageStatistics(
        membership.of(self).links().size(),
        membership.suspicions(),
        membership.deaths(),
        membership.refutations(),
        membership.refusals(),
        neighbours.refused(),
        health.lateTurns(),
        copiesWithoutWay);
  }
}
