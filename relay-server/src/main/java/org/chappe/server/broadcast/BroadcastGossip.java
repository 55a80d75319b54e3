package org.chappe.server.broadcast;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Consumer;
import org.chappe.model.Payload;
import org.chappe.node.Allowance;
import org.chappe.node.Node;
import org.chappe.server.broadcast.Broadcast.Name;
import org.chappe.server.broadcast.BroadcastText.Buckets;
import org.chappe.server.broadcast.BroadcastText.Digest;
import org.chappe.server.broadcast.BroadcastText.Told;
import org.jspecify.annotations.Nullable;

/**
 * The conversation about texts to all with one neighbour, over a session that loses nothing and keeps order. What is new is told at
 * once, but not to who told of it. When a session opens, and every {@link #DIGEST_INTERVAL_NANOS}, each side that knows anything tells a
 * hash of it; who knows something else tells hashes of the parts of its table, and the other tells what it knows of those that differ.
 *
 * <p>At most {@link #TOLD_AT_ONCE} texts are told at once and {@link #TOLD_PER_SECOND} a second. A neighbour may tell a little more: what it
 * tells beyond that isn't heard, and it will tell it again when the tables are compared.
 */
public final class BroadcastGossip {

  /** Time between two hashes, in nanoseconds. */
  public static final long DIGEST_INTERVAL_NANOS = 10_000_000_000L;

  static final int TOLD_PER_SECOND = 20;
  static final int TOLD_AT_ONCE = 64;
  static final int HEARD_PER_SECOND = 2 * TOLD_PER_SECOND;
  static final int HEARD_AT_ONCE = 2 * TOLD_AT_ONCE;

  private final BroadcastTable table;
  private final Consumer<Broadcast> observer = this::note;
  private final LinkedHashSet<Name> toTell = new LinkedHashSet<>();
  private final Allowance telling = new Allowance(TOLD_PER_SECOND, TOLD_AT_ONCE);
  private final Allowance hearingRate = new Allowance(HEARD_PER_SECOND, HEARD_AT_ONCE);
  private boolean bucketsDue;
  private long nextDigestNanos;
  private @Nullable Name hearing;

  public BroadcastGossip(BroadcastTable table) {
    this.table = table;
    table.observe(observer);
  }

  /** The neighbour is none any more. */
  public void close() {
    table.forget(observer);
  }

  /** Starts over on a new session. */
  public void opened() {
    toTell.clear();
    bucketsDue = false;
    nextDigestNanos = 0;
  }

  private void note(Broadcast fresh) {
    if (!fresh.name().equals(hearing)) {
      tell(fresh.name());
    }
  }

  /** Of what is to be told, more than the table can hold is forgotten by now. */
  private void tell(Name name) {
    toTell.add(name);
    if (toTell.size() > BroadcastTable.BROADCASTS_MAX) {
      toTell.removeIf(each -> table.find(each) == null);
    }
  }

  // ---- telling ----

  /** When {@link #next} may have something to say. */
  public long nextDeadline() {
    if (bucketsDue) {
      return 0;
    }
    long digestNanos = table.size() == 0 ? Node.NEVER : nextDigestNanos;
    return toTell.isEmpty() ? digestNanos : Math.min(digestNanos, telling.readyNanos(1));
  }

  /** The next payload for the neighbour, which is then taken as told; null when there is nothing to tell now. */
  public @Nullable Payload next(long nowNanos) {
    if (bucketsDue) {
      bucketsDue = false;
      return BroadcastText.of(new Buckets(table.hashes()));
    }
    if (table.size() > 0 && nowNanos >= nextDigestNanos) {
      nextDigestNanos = nowNanos + DIGEST_INTERVAL_NANOS;
      return BroadcastText.of(new Digest(table.hash()));
    }
    while (!toTell.isEmpty() && nowNanos >= telling.readyNanos(1)) {
      Iterator<Name> eldest = toTell.iterator();
      Broadcast broadcast = table.find(eldest.next());
      eldest.remove();
      long left = broadcast == null ? 0 : table.secondsToTell(broadcast);
      if (broadcast != null && left > 0) {
        telling.take(nowNanos, 1);
        return BroadcastText.told(broadcast, left);
      }
    }
    return null;
  }

  // ---- hearing ----

  /**
   * Reads a table of the neighbour's.
   *
   * @return false when it can't be right
   */
  public boolean read(long nowNanos, Payload payload) {
    Record said = BroadcastText.read(payload);
    if (said instanceof Told told) {
      hear(nowNanos, told);
    } else if (said instanceof Digest digest) {
      bucketsDue |= digest.hash() != table.hash();
    } else if (said instanceof Buckets buckets) {
      compare(buckets.hashes());
    }
    return said != null;
  }

  private void hear(long nowNanos, Told told) {
    toTell.remove(told.name()); // it knows that
    if (table.knows(told.name())) {
      return;
    }
    if (!hearingRate.take(nowNanos, 1)) {
      table.toldTooFast();
      return;
    }
    hearing = told.name();
    table.take(told.name(), told.text(), told.secondsLeft());
    hearing = null;
  }

  private void compare(List<Long> theirs) {
    List<Long> ours = table.hashes();
    for (Name name : table.names()) {
      int bucket = BroadcastTable.bucketOf(name);
      if (!ours.get(bucket).equals(theirs.get(bucket))) {
        tell(name);
      }
    }
  }
}
