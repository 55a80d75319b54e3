package org.chappe.simulation;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import org.chappe.model.Payload;
import org.chappe.node.Batch;
import org.chappe.node.StoreKey;
import org.chappe.store.Store;
import org.jspecify.annotations.Nullable;

/**
 * A host's disk: batches become durable whole, in order, after a while.
 *
 * <p>It outlives the node, so that a node can be started again on what it left.
 */
final class SimStore implements Store {

  private final Simulation simulation;
  private final RandomGenerator random;
  private final long delayNanosMax;
  private final TreeMap<StoreKey, Payload> durable = new TreeMap<>();
  private long lastBatch = -1;
  private long busyUntilNanos;
  private int users;

  /** @param delayNanosMax how long a commit takes at most; 0 for disks that are done at once */
  SimStore(Simulation simulation, long delayNanosMax) {
    this.simulation = simulation;
    this.random = simulation.fork();
    this.delayNanosMax = delayNanosMax;
  }

  /** Whoever used it is gone, with all that isn't durable yet, and somebody else begins to use it. */
  void reopen() {
    users++;
    lastBatch = -1;
    busyUntilNanos = simulation.now();
  }

  @Override
  public @Nullable Payload get(StoreKey key) {
    return durable.get(key);
  }

  @Override
  public void scan(StoreKey from, int max, BiConsumer<StoreKey, Payload> visitor) {
    durable.tailMap(from, true).entrySet().stream()
        .limit(max)
        .map(Map.Entry::copyOf)
        .forEach(entry -> visitor.accept(entry.getKey(), entry.getValue()));
  }

  @Override
  public void commit(Batch batch, Runnable committed) {
    if (lastBatch >= 0 && batch.number() != lastBatch + 1) {
      throw simulation.violation(
          Invariant.BATCH_NUMBERS, "batch " + batch.number() + " came after " + lastBatch);
    }
    lastBatch = batch.number();
    if (delayNanosMax == 0) {
      apply(batch, committed);
    } else {
      long doneNanos = simulation.now() + random.nextLong(delayNanosMax);
      busyUntilNanos = Math.max(busyUntilNanos, doneNanos);
      int user = users;
      simulation.at(busyUntilNanos, () -> {
        if (user == users) {
          apply(batch, committed);
        }
      });
    }
  }

  private void apply(Batch batch, Runnable committed) {
    for (Batch.Change change : batch.changes()) {
      Payload value = change.value();
      if (value == null) {
        durable.remove(change.key());
      } else {
        durable.put(change.key(), value);
      }
    }
    committed.run();
  }

  @Override
  public boolean isFull() {
    return false;
  }
}
