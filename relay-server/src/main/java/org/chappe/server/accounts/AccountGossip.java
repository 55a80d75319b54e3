package org.chappe.server.accounts;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import org.chappe.model.Payload;
import org.chappe.node.Allowance;
import org.jspecify.annotations.Nullable;

/**
 * The conversation about accounts with one neighbour, over a session that loses nothing and keeps order. What changes is told at
 * once. When a session opens, and every {@link #DIGEST_INTERVAL_NANOS}, each side tells a hash of all; who has another, or none, tells
 * hashes of the parts of its table, and the other tells all it knows of the parts that differ.
 *
 * <p>At most {@link #ENTRIES_AT_ONCE} accounts are told at once and {@link #ENTRIES_PER_SECOND} a second.
 */
public final class AccountGossip {

  /** Time between two hashes of all, in nanoseconds. */
  public static final long DIGEST_INTERVAL_NANOS = 10_000_000_000L;

  static final int ENTRIES_PER_SECOND = 500;
  static final int ENTRIES_AT_ONCE = 200;

  private final AccountTable table;
  private final AccountObserver observer = (before, now) -> note(now);
  private final LinkedHashSet<Long> toTell = new LinkedHashSet<>();
  private final ArrayDeque<Payload> hashesToTell = new ArrayDeque<>();
  private final Allowance allowance = new Allowance(ENTRIES_PER_SECOND, ENTRIES_AT_ONCE);
  private long nextDigestNanos;
  private long hearing = -1;

  public AccountGossip(AccountTable table) {
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
    hashesToTell.clear();
    nextDigestNanos = 0;
  }

  private void note(Account changed) {
    if (changed.id().value() != hearing) {
      toTell.add(changed.id().value()); // never more than the table holds
    }
  }

  // ---- telling ----

  /** When {@link #next} has something to say. */
  public long nextDeadline() {
    if (!hashesToTell.isEmpty()) {
      return 0;
    }
    return toTell.isEmpty() ? nextDigestNanos : Math.min(nextDigestNanos, allowance.readyNanos(1));
  }

  /** The next payload for the neighbour, which is then taken as told; null when there is nothing to tell now. */
  public @Nullable Payload next(long nowNanos) {
    boolean isDigestDue = nowNanos >= nextDigestNanos;
    if (isDigestDue) {
      nextDigestNanos = nowNanos + DIGEST_INTERVAL_NANOS;
    }
    if (isDigestDue && table.clock() > 0) {
      return AccountText.of(new AccountText.Digest(table.clock(), table.hashes().all()));
    }
    if (!hashesToTell.isEmpty()) {
      return hashesToTell.remove();
    }
    while (!toTell.isEmpty() && allowance.take(nowNanos, 1)) {
      Iterator<Long> eldest = toTell.iterator();
      Account account = table.known(eldest.next());
      eldest.remove();
      if (account != null) {
        return AccountText.of(account);
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
  public boolean read(Payload payload) {
    Record table = AccountText.read(payload);
    if (table instanceof Account account) {
      return hear(account);
    } else if (table instanceof AccountText.Digest digest) {
      compare(digest);
    } else if (table instanceof AccountText.Buckets buckets) {
      compare(buckets);
    }
    return table != null;
  }

  private boolean hear(Account account) {
    hearing = account.id().value();
    AccountTable.Hearing heard = table.hear(account);
    hearing = -1;
    if (heard == AccountTable.Hearing.STALE) {
      toTell.add(account.id().value());
    } else {
      toTell.remove(account.id().value()); // it knows that, or what can't be believed
    }
    return heard != AccountTable.Hearing.REFUSED;
  }

  private void compare(AccountText.Digest digest) {
    table.hearClock(digest.clock());
    if (digest.hash() == table.hashes().all() || !hashesToTell.isEmpty()) {
      return;
    }
    for (int first = 0; first < AccountHashes.BUCKETS; first += AccountText.BUCKETS_PER_FRAME) {
      List<Long> hashes = new ArrayList<>();
      for (int i = 0; i < AccountText.BUCKETS_PER_FRAME; i++) {
        hashes.add(table.hashes().of(first + i));
      }
      hashesToTell.add(AccountText.of(new AccountText.Buckets(first, hashes)));
    }
  }

  private void compare(AccountText.Buckets buckets) {
    BitSet differing = new BitSet();
    for (int i = 0; i < buckets.hashes().size(); i++) {
      int bucket = buckets.first() + i;
      differing.set(bucket, buckets.hashes().get(i) != table.hashes().of(bucket));
    }
    if (!differing.isEmpty()) {
      toTell.addAll(table.idsIn(differing));
    }
  }
}
