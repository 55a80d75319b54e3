package org.chappe.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chappe.model.Payload;
import org.chappe.node.Batch;
import org.chappe.node.Effects;
import org.chappe.node.StoreKey;
import org.jspecify.annotations.Nullable;

/**
 * Gathers changes into batches, and tells those who wait for them once they are durable, in the order of asking.
 */
public final class CommitQueue {

  private List<Batch.Change> changes = new ArrayList<>();
  private Waiters waiting = new Waiters();
  private @Nullable Waiters spare;
  private final ArrayDeque<InFlight> inFlight = new ArrayDeque<>();
  private long lastBatch;
  private long durableBatch;

  /** Who waits for a batch. */
  @FunctionalInterface
  public interface Waiting {

    /**
     * All that was put or deleted before asking is durable now.
     *
     * @param number what the asker gave, to know which of several things this is
     */
    void durable(long number);
  }

  private record InFlight(long batch, Waiters waiting) {}

  /** Those who wait for one batch: two arrays, as this grows by several entries for each message. */
  private static final class Waiters {

    private static final int LENGTH_AT_FIRST = 16;

    /** Longer arrays aren't used again. */
    private static final int LENGTH_KEPT_MAX = 8_192;

    private Waiting[] who = new Waiting[LENGTH_AT_FIRST];
    private long[] numbers = new long[LENGTH_AT_FIRST];
    private int size;

    void add(Waiting one, long number) {
      if (size == who.length) {
        who = Arrays.copyOf(who, 2 * size);
        numbers = Arrays.copyOf(numbers, 2 * size);
      }
      who[size] = one;
      numbers[size++] = number;
    }

    void addAll(Waiters others) {
      for (int i = 0; i < others.size; i++) {
        add(others.who[i], others.numbers[i]);
      }
    }

    void tell() {
      for (int i = 0; i < size; i++) {
        who[i].durable(numbers[i]);
      }
    }

    /** Forgets all of them; whether others may take their places. */
    boolean empty() {
      Arrays.fill(who, 0, size, null);
      size = 0;
      return who.length <= LENGTH_KEPT_MAX;
    }
  }

  public void put(StoreKey key, Payload value) {
    changes.add(new Batch.Change(key, value));
  }

  public void delete(StoreKey key) {
    changes.add(new Batch.Change(key, null));
  }

  /** Tells someone once all that was put or deleted before is durable. */
  public void afterwards(Waiting who, long number) {
    waiting.add(who, number);
  }

  /** Whether something is to be committed. */
  public boolean hasChanges() {
    return !changes.isEmpty();
  }

  /** The number of the batch that the changes gathered now will be. */
  public long nextBatch() {
    return lastBatch + 1;
  }

  /** Whether a batch is durable. */
  public boolean isDurable(long batch) {
    return batch <= durableBatch;
  }

  /** Whether nothing was asked for since the last {@link #flush}. */
  public boolean isEmpty() {
    return changes.isEmpty() && waiting.size == 0;
  }

  /**
   * Hands the gathered changes to the store as one batch. Who waits for nothing that isn't durable is told at once.
   *
   * @return whether there was anything to commit
   */
  public boolean flush(Effects effects) {
    if (isEmpty()) {
      return false;
    }
    if (changes.isEmpty()) {
      Waiters ready = takeWaiting();
      if (inFlight.isEmpty()) {
        tell(ready);
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

  private Waiters takeWaiting() {
    Waiters taken = waiting;
    waiting = spare == null ? new Waiters() : spare;
    spare = null;
    return taken;
  }

  private void tell(Waiters ready) {
    ready.tell();
    spare = ready.empty() ? ready : null;
  }

  /**
   * Tells those who waited for a batch.
   *
   * @throws IllegalStateException if batches complete out of order
   */
  public void committed(long batch) {
    InFlight first = inFlight.poll();
    if (first == null || first.batch != batch) {
      throw new IllegalStateException("batch " + batch + " completed out of order");
    }
    durableBatch = batch;
    tell(first.waiting);
  }
}
