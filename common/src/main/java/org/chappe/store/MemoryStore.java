package org.chappe.store;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.chappe.model.Payload;
import org.chappe.node.Batch;
import org.chappe.node.StoreKey;
import org.jspecify.annotations.Nullable;

/** Keeps everything in memory: as durable as the process. */
public final class MemoryStore implements Store {

  // a comparator costs less at each step down the tree than keys that have to be asked for one
  private final TreeMap<StoreKey, Payload> values = new TreeMap<>(StoreKey::compareTo);

  @Override
  public @Nullable Payload get(StoreKey key) {
    return values.get(key);
  }

  @Override
  public void scan(StoreKey from, int max, BiConsumer<StoreKey, Payload> visitor) {
    scan(values, from, max, visitor);
  }

  /** {@link Store#scan} over values in memory. */
  public static void scan(
      NavigableMap<StoreKey, Payload> values,
      StoreKey from,
      int max,
      BiConsumer<StoreKey, Payload> visitor) {
    int visited = 0;
    for (Map.Entry<StoreKey, Payload> entry : values.tailMap(from, true).entrySet()) {
      if (visited++ == max) {
        return;
      }
      visitor.accept(entry.getKey(), entry.getValue());
    }
  }

  @Override
  public void commit(Batch batch, Runnable committed) {
    for (Batch.Change change : batch.changes()) {
      Payload value = change.value();
      if (value == null) {
        values.remove(change.key());
      } else {
        values.put(change.key(), value);
      }
    }
    committed.run();
  }

  /** Never: how much is kept in memory is the station's own bound. */
  @Override
  public boolean isFull() {
    return false;
  }
}
