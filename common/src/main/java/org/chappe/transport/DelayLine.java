package org.chappe.transport;

import java.util.Comparator;
import java.util.PriorityQueue;
import org.chappe.node.Endpoint;
import org.chappe.node.Node;

/** Datagrams that an impairment holds back, given out when they are due; those due at the same time in order. */
final class DelayLine {

  /** How many are held at most; with 256 bytes each that is 16 MiB. */
  static final int HELD_MAX = 65_536;

  private final PriorityQueue<Held> held = new PriorityQueue<>(
      Comparator.<Held>comparingLong(h -> h.dueNanos).thenComparingLong(h -> h.order));

  private long order;

  private static final class Held {
    final long dueNanos;
    final long order;
    final Endpoint peer;
    final byte[] bytes;

    Held(long dueNanos, long order, Endpoint peer, byte[] bytes) {
      this.dueNanos = dueNanos;
      this.order = order;
      this.peer = peer;
      this.bytes = bytes;
    }
  }

  /** Takes bytes over; false, and they are dropped, when too many are held. */
  boolean hold(long dueNanos, Endpoint peer, byte[] bytes) {
    if (held.size() == HELD_MAX) {
      return false;
    }
    held.add(new Held(dueNanos, order++, peer, bytes));
    return true;
  }

  /** Gives out what is due. */
  void release(long nowNanos, DatagramExit exit) {
    for (Held next = held.peek(); next != null && next.dueNanos <= nowNanos; next = held.peek()) {
      held.remove();
      exit.datagram(next.peer, next.bytes, 0, next.bytes.length);
    }
  }

  /** When the next is due, in nanoseconds, or {@link Node#NEVER}. */
  long nextDueNanos() {
    Held next = held.peek();
    return next == null ? Node.NEVER : next.dueNanos;
  }
}
