package org.chappe.simulation;

/** A run broke an invariant; the message holds all that is needed to run it again. */
final class InvariantViolation extends AssertionError {

  private final Invariant invariant;
  private final transient EventLog log;

  InvariantViolation(Invariant invariant, String message, EventLog log) {
    super(message);
    this.invariant = invariant;
    this.log = log;
  }

  /** All that happened in the run. */
  EventLog log() {
    return log;
  }

  Invariant invariant() {
    return invariant;
  }
}
