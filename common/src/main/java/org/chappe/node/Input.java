package org.chappe.node;

import org.chappe.wire.Decoded;

/** All that can happen to a node. */
public sealed interface Input {

  /** The only value of {@link DeadlineReached} that is needed. */
  DeadlineReached DEADLINE_REACHED = new DeadlineReached();

  /** A datagram came. */
  record FrameArrived(Endpoint from, Decoded decoded) implements Input {}

  /** {@link Node#nextDeadline} has passed. */
  record DeadlineReached() implements Input {}

  /**
   * A batch handed to {@link Effects#commit} is durable; batches complete in the order of their numbers.
   *
   * @param batch the batch's number
   */
  record Committed(long batch) implements Input {}

  /** The program that owns the node wants something. */
  record Command(Order order) implements Input {}

  /** What a program may want; each kind of node names its own orders. */
  interface Order {}
}
