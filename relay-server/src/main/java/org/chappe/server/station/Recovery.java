package org.chappe.server.station;

import java.util.function.BiConsumer;
import org.chappe.model.Payload;
import org.chappe.node.StoreKey;
import org.chappe.store.Store;
import org.jspecify.annotations.Nullable;

/** Reads all mail that is in a store, a slice at a time. */
final class Recovery {

  /** Records that are read at once. */
  static final int SLICE_RECORDS = 1_000;

  private final Store store;
  private final BiConsumer<StoreKey, Payload> found;
  private @Nullable StoreKey next = new StoreKey(StationKeys.MAIL, 0, 0);
  private int read;

  /** @param found hears of each record, in the order of the keys */
  Recovery(Store store, BiConsumer<StoreKey, Payload> found) {
    this.store = store;
    this.found = found;
  }

  /** Reads the next slice; whether there was one. */
  boolean goOn() {
    StoreKey from = next;
    if (from == null) {
      return false;
    }
    next = null;
    read = 0;
    store.scan(from, SLICE_RECORDS, this::visit);
    return true;
  }

  private void visit(StoreKey key, Payload value) {
    read++;
    if (key.space() == StationKeys.MAIL) {
      found.accept(key, value);
      next = read < SLICE_RECORDS
          ? null
          : new StoreKey(StationKeys.MAIL, key.major(), key.minor() + 1);
    }
  }
}
