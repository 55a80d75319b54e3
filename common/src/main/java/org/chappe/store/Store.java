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

  /**
   * The space of mail. A key of it must be put once, and deleted before it is put again, which an engine may make use of;
   * keys of other spaces may be overwritten at will.
   */
  int MAIL_SPACE = 1;

  /**
   * The value of a key, or null.
   *
   * @throws org.chappe.node.StorageFailure if it can't be read
   */
  @Nullable Payload get(StoreKey key);

  /**
   * Visits values in the order of their keys.
   *
   * @param from the first key
   * @param max how many values at most
   * @throws org.chappe.node.StorageFailure if they can't be read
   */
  void scan(StoreKey from, int max, BiConsumer<StoreKey, Payload> visitor);

  /**
   * Makes a batch durable, all of it or nothing, and runs {@code committed} then, on any thread. Batches become durable
   * in the order in which they are handed in. Their numbers mean nothing to the store.
   */
  void commit(Batch batch, Runnable committed);

  /**
   * Whether new mail should be refused for want of room, while what is there is still handed on and deleted. Never so
   * where nobody watches the room.
   */
  default boolean isFull() {
    return false;
  }
}
