package org.chappe.client.session;

import org.chappe.node.Node;

/**
 * How long the home has refused everything for now. It lasts from session to session until a message is accepted, so that
 * the letters behind one that was given up needn't wait as long again, each in its turn.
 */
final class Patience {

  /** A message that the home refuses for now is given up when it has refused all for so long. */
  static final long NANOS_MAX = 60_000_000_000L;

  private long refusedSinceNanos = Node.NEVER;

  void refused(long nowNanos) {
    refusedSinceNanos = Math.min(refusedSinceNanos, nowNanos);
  }

  void accepted() {
    refusedSinceNanos = Node.NEVER;
  }

  /** When it ends; {@link Node#NEVER} while the home accepts. */
  long endsNanos() {
    return refusedSinceNanos == Node.NEVER ? Node.NEVER : refusedSinceNanos + NANOS_MAX;
  }
}
