package org.chappe.simulation;

import java.util.function.Supplier;

/** Runs a world twice and compares what happened. */
final class Determinism {

  private Determinism() {}

  /** Throws unless both runs have the same log. */
  static void check(long seed, Supplier<Simulation> run) {
    Simulation one = run.get();
    Simulation other = run.get();
    String difference = EventLog.difference(one.log(), other.log());
    if (difference != null) {
      throw other.violation(
          Invariant.DETERMINISM, "seed " + seed + " ran in two ways: " + difference);
    }
  }
}
