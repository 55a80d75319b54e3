package org.chappe.node;

/** STUB: the earliest of many deadlines: an indexed binary heap of slots. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class Deadlines {

  /** Sets a slot's deadline, in nanoseconds; {@link Node#NEVER} takes it out. */
  public void set(int slot, long deadlineNanos) {
    throw new UnsupportedOperationException();
  }

  /** The earliest deadline, or {@link Node#NEVER}. */
  public long earliest() {
    throw new UnsupportedOperationException();
  }

  /** The slot whose deadline is the earliest; only when there is one. */
  public int earliestSlot() {
    throw new UnsupportedOperationException();
  }
}
