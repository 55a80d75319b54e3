package org.chappe.node;

/** How often each verdict was given. Written by one thread; a reader on another sees values that may be a little old. */
@SuppressWarnings("EnumOrdinal") // an index that never leaves this class
public final class Counters {

  private final long[] counts = new long[Verdict.values().length];

  public void count(Verdict verdict) {
    counts[verdict.ordinal()]++;
  }

  public long of(Verdict verdict) {
    return counts[verdict.ordinal()];
  }
}
