package org.chappe.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.chappe.model.Payload;
import org.chappe.node.Batch;
import org.chappe.node.StoreKey;
import org.chappe.store.MemoryStore;
import org.chappe.transport.Committer;

/** A relay's disk in memory, which a test can have say for a while that nothing is durable yet. */
final class HeldDisk implements Committer {

  private final MemoryStore store;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private boolean isHeld;
  private boolean isMailHeld;

  HeldDisk(MemoryStore store) {
    this.store = store;
  }

  @Override
  public synchronized void commit(Batch batch, Runnable committed) {
    store.commit(batch, () -> {});
    if (isHeld) {
      waiting.add(committed);
      isMailHeld |=
          batch.changes().stream().anyMatch(change -> change.key().space() == SimLine.MAIL);
    } else {
      committed.run();
    }
  }

  /** From now on nothing becomes durable. */
  synchronized void hold() {
    isHeld = true;
  }

  /** How many batches wait until they are durable. */
  synchronized int waiting() {
    return waiting.size();
  }

  /** Whether a message waits until it is durable. */
  synchronized boolean isMailHeld() {
    return isMailHeld;
  }

  /** Every value on it. */
  synchronized List<Payload> values() {
    List<Payload> values = new ArrayList<>();
    store.scan(new StoreKey(0, 0, 0), Integer.MAX_VALUE, (key, value) -> values.add(value));
    return values;
  }

  /** All that waited is durable. */
  synchronized void release() {
    isHeld = false;
    isMailHeld = false;
    for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
      next.run();
    }
  }
}
