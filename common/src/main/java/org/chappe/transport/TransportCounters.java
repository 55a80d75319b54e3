package org.chappe.transport;

import java.util.concurrent.atomic.AtomicLongArray;

/** How often each {@link TransportEvent} happened since the driver's start. May be read on any thread. */
@SuppressWarnings("EnumOrdinal") // an index that never leaves this class
public final class TransportCounters {

  private final AtomicLongArray counts = new AtomicLongArray(TransportEvent.values().length);

  /** How often it happened. */
  public long of(TransportEvent event) {
    return counts.get(event.ordinal());
  }

  void count(TransportEvent event) {
    add(event, 1);
  }

  void add(TransportEvent event, int times) {
    counts.addAndGet(event.ordinal(), times);
  }
}
