package org.chappe.server.node;

import java.util.BitSet;
import org.chappe.server.chain.Chain;
import org.chappe.server.membership.LocalHealth;
import org.chappe.server.membership.MemberState;
import org.chappe.server.membership.Membership;

/** What the chain goes by when it says which links are wanted: who lives, whom this relay hears, and whom it asks in vain. */
final class LinkState implements Chain.View {

  /** How long nothing may have led to a live relay before it is asked directly, in nanoseconds. */
  static final long CUT_OFF_NANOS = 3_000_000_000L;

  private final Membership membership;
  private final Neighbours neighbours;
  private final Ways ways;
  private final LocalHealth health;
  private final Since asked = new Since();
  private long nowNanos;

  LinkState(Membership membership, Neighbours neighbours, Ways ways, LocalHealth health) {
    this.membership = membership;
    this.neighbours = neighbours;
    this.ways = ways;
    this.health = health;
  }

  /** It is now so late. */
  void advance(long now) {
    nowNanos = now;
  }

  /** Whether a relay is being asked for a link that doesn't stand. */
  void asked(int relay, boolean isWaitedFor) {
    asked.set(relay, isWaitedFor, nowNanos);
  }

  /** Whether there is a link with each of these relays that may carry anything. */
  boolean stand(BitSet relays) {
    return relays.stream().allMatch(relay -> isUp(relay) || !state(relay).mayCarry());
  }

  @Override
  public MemberState state(int relay) {
    return membership.of(relay).state();
  }

  @Override
  public boolean isUp(int relay) {
    Neighbour neighbour = neighbours.find(relay);
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
}
