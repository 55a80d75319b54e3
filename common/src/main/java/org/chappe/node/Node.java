package org.chappe.node;

/**
 * A single-threaded protocol participant without I/O, clock, randomness or threads of its own.
 *
 * <p>Its driver calls {@link #step} for each input, in order and never concurrently, with a time that never goes back,
 * and again with {@link Input.DeadlineReached} whenever {@link #nextDeadline} has been reached. A driver that reads
 * several frames at once steps through all of them before it looks at the deadline: what is due at once, such as
 * acknowledgements, is thereby done once for the batch.
 */
public interface Node {

  /** No deadline. */
  long NEVER = Long.MAX_VALUE;

  /**
   * Takes one input.
   *
   * @param nowNanos the time of a monotonic clock, in nanoseconds, the same origin in each call, never negative
   * @return what became of the input; the driver counts it
   */
  Verdict step(long nowNanos, Input input, Effects effects);

  /** When {@link Input.DeadlineReached} is wanted next, in nanoseconds; in the past means at once; or {@link #NEVER}. */
  long nextDeadline();
}
