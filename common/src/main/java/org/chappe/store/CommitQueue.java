package org.chappe.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.chappe.model.Payload;
import org.chappe.node.Batch;
import org.chappe.node.Effects;
import org.chappe.node.StoreKey;

/**
 * Gathers changes into batches, and runs what has to wait for them once they are durable, in the order of asking.
 */
public final class CommitQueue {

  private List<Batch.Change> changes = new ArrayList<>();
  private List<Runnable> waiting = new ArrayList<>();
  private final ArrayDeque<InFlight> inFlight = new ArrayDeque<>();
  private long lastBatch;

  private record InFlight(long batch, List<Runnable> waiting) {}

  public void put(StoreKey key, Payload value) {
    changes.add(new Batch.Change(key, value));
  }

  public void delete(StoreKey key) {
    changes.add(new Batch.Change(key, null));
  }

  /** Runs something once all that was put or deleted before is durable. */
  public void afterwards(Runnable action) {
    waiting.add(action);
  }

  /** Whether nothing was asked for since the last {@link #flush}. */
  public boolean isEmpty() {
    return changes.isEmpty() && waiting.isEmpty();
  }

  /**
   * Hands the gathered changes to the store as one batch. What waits for nothing that isn't durable runs at once.
   *
   * @return whether there was anything to commit
   */
  public boolean flush(Effects effects) {
    if (changes.isEmpty()) {
      List<Runnable> ready = takeWaiting();
      if (inFlight.isEmpty()) {
        run(ready);
      } else {
        inFlight.getLast().waiting.addAll(ready);
      }
      return false;
    }
    lastBatch++;
    inFlight.add(new InFlight(lastBatch, takeWaiting()));
    Batch batch = new Batch(lastBatch, changes);
    changes = new ArrayList<>();
    effects.commit(batch);
    return true;
  }

  private List<Runnable> takeWaiting() {
    List<Runnable> taken = waiting;
    waiting = new ArrayList<>();
    return taken;
  }

  /**
   * Runs what waited for a batch.
   *
   * @throws IllegalStateException if batches complete out of order
   */
  public void committed(long batch) {
    InFlight first = inFlight.poll();
    if (first == null || first.batch != batch) {
      throw new IllegalStateException("batch " + batch + " completed out of order");
    }
    run(first.waiting);
  }

  private static void run(List<Runnable> actions) {
    for (Runnable action : actions) {
      action.run();
    }
  }
}
