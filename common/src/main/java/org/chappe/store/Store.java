package org.chappe.store;

import java.util.function.BiConsumer;
import org.chappe.model.Payload;
import org.chappe.node.Batch;
import org.chappe.node.StoreKey;
import org.jspecify.annotations.Nullable;

/**
 * Ordered keys and values. Reads see every batch whose {@code committed} has run.
 *
 * <p>One node owns a store and reads it from one thread.
 */
public interface Store {

  /** The value of a key, or null. */
  @Nullable Payload get(StoreKey key);

  /**
   * Visits values in the order of their keys.
   *
   * @param from the first key
   * @param max how many values at most
   */
  void scan(StoreKey from, int max, BiConsumer<StoreKey, Payload> visitor);

  /**
   * Makes a batch durable, all of it or nothing, and runs {@code committed} then, on any thread. Batches become durable
   * in the order in which they are handed in.
   */
  void commit(Batch batch, Runnable committed);

  /** Whether there is no room for anything new; deletions are taken even then. */
  boolean isFull();
}
