package org.chappe.simulation;

/** Where in what it does a node may die. */
enum CrashPoint {
  /** Right after something it did to the world, in the middle of a step. */
  EFFECT,
  /** Right after it handed a batch to its store. */
  COMMIT,
  /** When a batch is durable and the node hasn't heard of it. */
  BEFORE_COMMITTED,
  /** When it has heard that a batch is durable and has done what it does in that step, and nothing further. */
  AFTER_COMMITTED
}
