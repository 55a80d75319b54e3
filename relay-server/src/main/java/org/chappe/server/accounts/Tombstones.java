package org.chappe.server.accounts;

import java.util.LinkedHashSet;
import org.jspecify.annotations.Nullable;

/** Which accounts were deleted, in the order in which that was heard; a bounded number of them. */
final class Tombstones {

  static final int TOMBSTONES_MAX = 25_000;

  private final int max;
  private final LinkedHashSet<Long> ids = new LinkedHashSet<>();
  private long dropped;

  Tombstones(int max) {
    this.max = max;
  }

  void add(long id) {
    ids.add(id);
  }

  void remove(long id) {
    ids.remove(id);
  }

  int size() {
    return ids.size();
  }

  /** Takes the eldest out if there are too many; null if there aren't. */
  @Nullable Long dropEldest() {
    if (ids.size() <= max) {
      return null;
    }
    long eldest = ids.iterator().next();
    ids.remove(eldest);
    dropped++;
    return eldest;
  }

  /** How many were dropped because there were too many. */
  long dropped() {
    return dropped;
  }
}
