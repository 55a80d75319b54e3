package org.chappe.simulation;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.chappe.model.Payload;
import org.chappe.node.Batch;
import org.chappe.node.StoreKey;
import org.jspecify.annotations.Nullable;

/**
 * A host's disk: batches become durable whole, in order, after a while.
 *
 * <p>It outlives the node, so that a node can be started again on what it left.
 */
final class SimStore {

  private final RandomGenerator random;
  private final long delayNanosMax;
  private final SortedMap<StoreKey, Payload> durable = new TreeMap<>();
  private long nextBatch = -1;
  private long busyUntilNanos;

  /** @param delayNanosMax how long a commit takes at most; 0 for disks that are done at once */
  SimStore(RandomGenerator random, long delayNanosMax) {
    this.random = random;
    this.delayNanosMax = delayNanosMax;
  }

  /** Whether commits complete within the instant in which they are asked for. */
  boolean isImmediate() {
    return delayNanosMax == 0;
  }

  /** Takes a batch in hand: a sentence on what is wrong with its number, or null. */
  @Nullable String take(Batch batch) {
    boolean wrong = nextBatch >= 0 && batch.number() != nextBatch;
    String complaint =
        wrong ? "batch " + batch.number() + " came where " + nextBatch + " was due" : null;
    nextBatch = batch.number() + 1;
    return complaint;
  }

  /** When a batch taken now is durable; never before an earlier one. */
  long doneAt(long nowNanos) {
    busyUntilNanos =
        Math.max(busyUntilNanos, nowNanos + (isImmediate() ? 0 : random.nextLong(delayNanosMax)));
    return busyUntilNanos;
  }

  /** The batch is durable from now on. */
  void apply(Batch batch) {
    for (Batch.Change change : batch.changes()) {
      Payload value = change.value();
      if (value == null) {
        durable.remove(change.key());
      } else {
        durable.put(change.key(), value);
      }
    }
  }

  /** What would be there after a crash now. */
  SortedMap<StoreKey, Payload> durable() {
    return Collections.unmodifiableSortedMap(durable);
  }
}
