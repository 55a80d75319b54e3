package org.chappe.simulation;

import org.chappe.node.Verdict;
import org.chappe.wire.Frame;
import org.jspecify.annotations.Nullable;

/** What the invariants ask of a node beside its effects. Each kind of node is fitted with one of these by its scenario. */
interface Probe {

  /** A node that has nothing to show. */
  Probe BLIND = new Probe() {};

  /** A sentence on a bound that doesn't hold now; null when all hold. Asked after every event, so it is cheap. */
  default @Nullable String brokenBound() {
    return null;
  }

  /** Counts what is worth meeting and shows now. Asked after every event, so it is cheap. */
  default void observe(Encounters encounters) {}

  /** Counts what is worth meeting in what the node did with an input. */
  default void observe(Verdict verdict, Encounters encounters) {}

  /** Counts what is worth meeting in a frame that the node sends. */
  default void observe(Frame sent, Encounters encounters) {}

  /** Where the node believes each client to be, in canonical form; null for a node without a directory. */
  default @Nullable String directory() {
    return null;
  }

  /** Which accounts the node knows, in canonical form; null for a node that knows of none. */
  default @Nullable String accounts() {
    return null;
  }

  /** The number of the relay that the node is; 0 for a node that hands nothing on. */
  default int number() {
    return 0;
  }

  /** The number of the relay to which this one hands on what is for another; 0 for none. */
  default int next(int relay) {
    return 0;
  }

  /** A sentence on what is still outstanding; null when nothing is. */
  default @Nullable String outstanding() {
    return null;
  }
}
