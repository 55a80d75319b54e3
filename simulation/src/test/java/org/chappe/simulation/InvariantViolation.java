package org.chappe.simulation;

/** A run broke an invariant; the message holds all that is needed to run it again. */
final class InvariantViolation extends AssertionError {

  private final Invariant invariant;

  InvariantViolation(Invariant invariant, String message) {
    super(message);
    this.invariant = invariant;
  }

  Invariant invariant() {
    return invariant;
  }
}
