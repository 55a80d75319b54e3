package org.chappe.client.session;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.chappe.model.Payload;
import org.chappe.node.Batch;
import org.chappe.node.Effects;
import org.chappe.node.StoreKey;
import org.chappe.store.CommitQueue;
import org.chappe.store.Store;
import org.jspecify.annotations.Nullable;

/**
 * What a client writes down: everything that is put, deleted or waited for within one batch of inputs becomes durable
 * together.
 *
 * <p>Without a store nothing is kept, and what waits for durability needn't wait.
 */
final class Journal {

  /** Values read from the store at a time. */
  private static final int CHUNK = 512;

  private final @Nullable Store store;
  private final CommitQueue commits = new CommitQueue();

  /** @param store what is kept; null to keep nothing */
  Journal(@Nullable Store store) {
    this.store = store;
  }

  /** Whether anything is kept; if not, there is no need to make values for {@link #put}. */
  boolean isKept() {
    return store != null;
  }

  void put(StoreKey key, Payload value) {
    if (store != null) {
      commits.put(key, value);
    }
  }

  void delete(StoreKey key) {
    if (store != null) {
      commits.delete(key);
    }
  }

  /** Runs something once all that was put or deleted before is durable. */
  void afterwards(Runnable action) {
    commits.afterwards(any -> action.run(), 0);
  }

  /** Whether there is something to {@link #flush}. */
  boolean isDue() {
    return !commits.isEmpty();
  }

  /** Hands over all changes as one batch; what has to wait for none runs at once. */
  void flush(Effects effects) {
    commits.flush(effects);
  }

  /** A batch is durable. */
  void committed(long batch) {
    commits.committed(batch);
  }

  /** A durable value; null when there is none. */
  @Nullable Payload get(StoreKey key) {
    return store == null ? null : store.get(key);
  }

  /** Visits all durable values of a space in the order of their keys. */
  void each(int space, BiConsumer<StoreKey, Payload> visitor) {
    if (store != null) {
      each(store, space, visitor);
    }
  }

  /** Visits all values of a space in the order of their keys. */
  static void each(Store store, int space, BiConsumer<StoreKey, Payload> visitor) {
    StoreKey from = new StoreKey(space, 0, 0);
    while (from != null) {
      List<Batch.Change> chunk = new ArrayList<>();
      store.scan(from, CHUNK, (key, value) -> chunk.add(new Batch.Change(key, value)));
      from = null;
      for (Batch.Change entry : chunk) {
        Payload value = entry.value();
        if (entry.key().space() != space || value == null) {
          return;
        }
        visitor.accept(entry.key(), value);
      }
      if (chunk.size() == CHUNK) {
        StoreKey last = chunk.get(CHUNK - 1).key();
        from = new StoreKey(space, last.major(), last.minor() + 1);
      }
    }
  }
}
