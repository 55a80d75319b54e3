package org.chappe.server.directory;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The runs of relays whose changes are known. Each has an index, which stands for it in the table. */
final class Origins {

  private final ClientTable table;
  private final int originsMax;
  private final TreeMap<OriginKey, Origin> byKey = new TreeMap<>();
  private final BitSet taken = new BitSet();
  private int old;
  private @Nullable Origin[] byIndex = new Origin[16];

  Origins(ClientTable table, int originsMax) {
    this.table = table;
    this.originsMax = originsMax;
  }

  int size() {
    return byKey.size();
  }

  boolean isFull() {
    return byKey.size() >= originsMax;
  }

  @Nullable Origin find(OriginKey key) {
    return byKey.get(key);
  }

  Origin at(int index) {
    Origin origin = byIndex[index];
    if (origin == null) {
      throw new IllegalStateException("no origin has index " + index);
    }
    return origin;
  }

  /** All of them, in ascending order. */
  Collection<Origin> all() {
    return byKey.values();
  }

  /** The origin behind a key, or the first again; null when there is none at all. */
  @Nullable Origin following(@Nullable OriginKey key) {
    Map.Entry<OriginKey, Origin> next = key == null ? null : byKey.higherEntry(key);
    next = next == null ? byKey.firstEntry() : next;
    return next == null ? null : next.getValue();
  }

  /** Adds one; only when there is room. */
  Origin add(OriginKey key, long nowNanos) {
    if (isFull()) {
      throw new IllegalStateException("no room for origin " + key);
    }
    old += hasRelay(key.relay()) ? 1 : 0;
    int index = taken.nextClearBit(0);
    taken.set(index);
    if (index == byIndex.length) {
      byIndex = Arrays.copyOf(byIndex, 2 * index);
    }
    Origin origin = new Origin(key, index, new ChangeLog(table), nowNanos);
    byIndex[index] = origin;
    byKey.put(key, origin);
    return origin;
  }

  /** Forgets one of which no record speaks any more. */
  void remove(Origin origin) {
    if (!origin.log().isEmpty()) {
      throw new IllegalStateException("origin " + origin.key() + " still says something");
    }
    byKey.remove(origin.key());
    byIndex[origin.index()] = null;
    taken.clear(origin.index());
    old -= hasRelay(origin.key().relay()) ? 1 : 0;
  }

  private boolean hasRelay(int relay) {
    OriginKey first = byKey.ceilingKey(new OriginKey(relay, 0));
    return first != null && first.relay() == relay;
  }

  /** How many of them are not the last run of their relay. */
  int old() {
    return old;
  }

  /** Whether a later run of the same relay is known. */
  boolean isOld(Origin origin) {
    OriginKey next = byKey.higherKey(origin.key());
    return next != null && next.relay() == origin.key().relay();
  }

  /** Whether it is of an earlier run and says nothing any more. */
  boolean isSpent(Origin origin) {
    return origin.log().isEmpty() && isOld(origin);
  }
}
