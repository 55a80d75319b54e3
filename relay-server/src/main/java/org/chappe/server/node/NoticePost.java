package org.chappe.server.node;

import java.util.List;
import org.chappe.model.RelayNumber;
import org.chappe.node.Node;
import org.chappe.server.station.NoticeText;
import org.chappe.server.station.StoredNotice;
import org.chappe.server.station.StoredNotices;
import org.chappe.wire.Frame;
import org.chappe.wire.Stamp;
import org.jspecify.annotations.Nullable;

/**
 * The stored notices that go out to one neighbour. Those of this relay wait a little, so that a notice speaks of many messages:
 * nobody but the custodian is waiting for it. Those of other relays have waited there, and go on at once.
 */
final class NoticePost {

  /**
   * How long a notice waits for more to go with it, in nanoseconds: a hundredth of the shortest time after which a custodian
   * misses it.
   */
  static final long WAIT_NANOS = 10_000_000L;

  private static final long AT_ONCE = 0;

  private final int self;
  private final StoredNotices waiting = new StoredNotices();
  private long dueNanos = Node.NEVER;

  NoticePost(int self) {
    this.self = self;
  }

  /** Takes a notice of one relay for another: see {@link StoredNotices#add}. */
  void add(int storer, int custodian, StoredNotice notice) {
    waiting.add(storer, custodian, notice);
    if (storer != self) {
      dueNanos = AT_ONCE;
    }
  }

  /** A table may have been lost with its session: its notices go out again. */
  void addAgain(Frame.Table table) {
    List<StoredNotice> owed = NoticeText.read(table.payload());
    if (owed != null) {
      int storer = table.source().value();
      int custodian = table.destination().value();
      owed.forEach(notice -> add(storer, custodian, notice));
    }
  }

  /** Sets the time for notices that have come since; whether {@link #dueNanos} is another one now. */
  boolean setTime(long nowNanos) {
    boolean isNew = dueNanos == Node.NEVER && !waiting.isEmpty();
    dueNanos = isNew ? nowNanos + WAIT_NANOS : dueNanos;
    return isNew;
  }

  /** What waits is to wait no longer. */
  void hurry() {
    dueNanos = waiting.isEmpty() ? Node.NEVER : AT_ONCE;
  }

  /** When the next table of notices may go; {@link Node#NEVER} while there is none. */
  long dueNanos() {
    return dueNanos;
  }

  /** The next table of notices; null when none is due. */
  @Nullable Frame next(long nowNanos) {
    if (dueNanos > nowNanos) {
      return null;
    }
    StoredNotices.Bundle bundle = waiting.take();
    dueNanos = waiting.isEmpty() ? Node.NEVER : dueNanos;
    return bundle == null
        ? null
        : new Frame.Table(
            Stamp.unnumbered(),
            new RelayNumber(bundle.storer()),
            new RelayNumber(bundle.custodian()),
            bundle.payload(),
            "");
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Notices that found no room. */
  long dropped() {
    return waiting.dropped();
  }
}
