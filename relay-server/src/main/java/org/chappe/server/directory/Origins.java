package org.chappe.server.directory;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The runs of relays whose changes are known. Each has an index, which stands for it in the table. */
final class Origins {

  /** Runs of one relay that are kept apart. */
  static final int RUNS_A_RELAY_MAX = 64;

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
    return byKey.size() >= originsMax - RUNS_A_RELAY_MAX;
  }

  /** Whether one more run of a relay may be told by others; the last places are kept for this relay's own. */
  boolean hasRoomFor(int relay) {
    return !isFull() && !isCrowded(relay);
  }

  /** Whether this relay may begin one more run. */
  boolean hasRoomForOwn(int relay) {
    return runsOf(relay).size() < 2 * RUNS_A_RELAY_MAX && byKey.size() < originsMax;
  }

  /** Whether a relay has as many runs as are kept apart. */
  boolean isCrowded(int relay) {
    return runsOf(relay).size() >= RUNS_A_RELAY_MAX;
  }

  /** How many clients the runs of a relay have last spoken of. */
  int entriesOf(int relay) {
    int entries = 0;
    for (Origin origin : runsOf(relay).values()) {
      entries += origin.log().size();
    }
    return entries;
  }

  private SortedMap<OriginKey, Origin> runsOf(int relay) {
    return byKey.subMap(new OriginKey(relay, 0), new OriginKey(relay + 1, 0));
  }

  /** A later run of the same relay that nobody has spoken of here. */
  OriginKey unusedAfter(OriginKey run) {
    OriginKey next = new OriginKey(run.relay(), run.incarnation() + 1);
    while (byKey.containsKey(next)) {
      next = new OriginKey(next.relay(), next.incarnation() + 1);
    }
    return next;
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
    if (byKey.size() >= originsMax) {
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
