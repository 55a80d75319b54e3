package org.chappe.simulation;

/** Where in what it does a node may die. */
enum CrashPoint {
  /** Right after something it did to the world, in the middle of a step. */
  EFFECT(Encounter.DIED_AFTER_EFFECT),
  /** Right after it handed a batch to its store. */
  COMMIT(Encounter.DIED_AFTER_COMMIT),
  /** When a batch is durable and the node hasn't heard of it. */
  BEFORE_COMMITTED(Encounter.DIED_BEFORE_COMMITTED),
  /** When it has heard that a batch is durable and has done what it does in that step, and nothing further. */
  AFTER_COMMITTED(Encounter.DIED_AFTER_COMMITTED);

  final Encounter encounter;

  CrashPoint(Encounter encounter) {
    this.encounter = encounter;
  }
}
