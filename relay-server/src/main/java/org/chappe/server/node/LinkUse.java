package org.chappe.server.node;

import java.util.BitSet;
import java.util.List;
import org.chappe.server.chain.Chain;

/**
 * Which links are of use to one of their ends. One that neither has needed for long is withdrawn by the lower number, and
 * closed a little later, as something may still be under way on it.
 */
final class LinkUse {

  /** How long a link may be of no use before it is withdrawn. */
  static final long USELESS_NANOS_MAX = 10_000_000_000L;

  /** How long a withdrawn link stays, for what is still under way on it. */
  static final long WITHDRAWN_NANOS = 2_000_000_000L;

  /** How long a knock is remembered: longer than a neighbour waits between two. */
  static final long KNOCK_NANOS = 5_000_000_000L;

  private final int self;
  private final Since useless = new Since();
  private final Since knocked = new Since();
  private BitSet wanted = new BitSet();

  LinkUse(int self) {
    this.self = self;
  }

  /** The relays with which links are wanted from now on. */
  void want(BitSet newWanted) {
    wanted = newWanted;
  }

  BitSet wanted() {
    return wanted;
  }

  /** A higher relay wants a link. */
  void knockedBy(int number, long nowNanos) {
    knocked.restart(number, nowNanos);
  }

  /** Whether this relay or the other one asks for a link. */
  boolean isAskedFor(int number, long nowNanos) {
    return wanted.get(number) || knocked.isWithin(number, KNOCK_NANOS, nowNanos);
  }

  /**
   * Looks whether a link is of use, and withdraws it or takes it back.
   *
   * @param peersLinks the links that the other end reports
   * @return whether it is
   */
  boolean look(Neighbour neighbour, Chain chain, List<Integer> peersLinks, long nowNanos) {
    int number = neighbour.number().value();
    boolean decides = self < number; // the lower number withdraws
    boolean ofUse = isAskedFor(number, nowNanos)
        || (neighbour.isHeard() && (!decides || chain.isOfUse(number, wanted, peersLinks)));
    useless.set(number, !ofUse && neighbour.isHeard(), nowNanos);
    if (ofUse) {
      neighbour.restore();
    } else if (useless.isFor(number, USELESS_NANOS_MAX, nowNanos)) {
      neighbour.withdraw();
    }
    return ofUse;
  }

  /** Whether a link has been of no use for so long that it is to be closed. */
  boolean isOutworn(int number, long nowNanos) {
    return useless.isFor(number, USELESS_NANOS_MAX + WITHDRAWN_NANOS, nowNanos);
  }
}
