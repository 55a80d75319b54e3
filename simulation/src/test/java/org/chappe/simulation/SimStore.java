package org.chappe.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.chappe.model.Payload;
import org.chappe.node.Batch;
import org.chappe.node.StoreKey;
import org.chappe.store.Store;
import org.jspecify.annotations.Nullable;

/**
 * A host's disk, as a log would keep it: batches are in the page cache at once and on the disk with the next sync, in
 * their order. A sync takes what has gathered since the last.
 *
 * <p>It outlives the node. A crash loses what isn't synced, but for as many of the oldest batches as chance has it: a
 * tail may be torn, a hole never comes. Reads see what is synced; what isn't they may see or not, by the seed.
 */
final class SimStore implements Store {

  /** The disk holds bytes that were never written, in the midst of others: it doesn't open. */
  static final class Damaged extends RuntimeException {
    private static final long serialVersionUID = 1;

    Damaged() {
      super("the store is damaged", null, false, false);
    }
  }

  /** What a batch did to one key on the disk. */
  record Change(
      StoreKey key, @Nullable Payload before, @Nullable Payload after) {}

  private record Written(Batch batch, Runnable committed) {}

  private final Simulation simulation;
  private final RandomGenerator random;
  private final boolean readsAhead;
  private final TreeMap<StoreKey, Payload> disk = new TreeMap<>();
  private final TreeMap<StoreKey, Payload> pageCache = new TreeMap<>();
  private final ArrayDeque<Written> unsynced = new ArrayDeque<>();
  private Consumer<List<Change>> watcher = changes -> {};
  private Runnable onFailure = () -> {};
  private DiskFaults faults;
  private boolean syncing;
  private boolean damaged;
  private boolean full;
  private long crashes;
  private long lastBatch = -1;

  /** @param syncNanosMax how long a sync takes at most; 0 for disks that are done at once */
  SimStore(Simulation simulation, long syncNanosMax) {
    this.simulation = simulation;
    this.random = simulation.fork();
    this.readsAhead = random.nextBoolean();
    this.faults = DiskFaults.none(syncNanosMax);
  }

  /** Who hears what each batch has changed on the disk, once it has. */
  void watch(Consumer<List<Change>> newWatcher) {
    watcher = newWatcher;
  }

  /** What to do when a sync fails: whoever uses the disk dies of it, and so calls {@link #crash}. */
  void onFailure(Runnable action) {
    onFailure = action;
  }

  void setFaults(DiskFaults newFaults) {
    faults = newFaults;
  }

  /** A full disk says so; what is on it can still be read and removed. */
  void setFull(boolean isFull) {
    full = isFull;
  }

  /** Bytes in the midst of the disk change, so that it can't be opened until it is repaired. */
  void damage() {
    damaged = true;
  }

  boolean isDamaged() {
    return damaged;
  }

  /** All that was on the disk is gone for good, and it is as new; to be called while nobody uses it. */
  void wipe() {
    unsynced.clear();
    disk.clear();
    pageCache.clear();
    repair();
  }

  /** An intact copy takes the place of the damaged disk. */
  void repair() {
    damaged = false;
  }

  /** All faults stop. */
  void heal() {
    setFaults(DiskFaults.none(faults.syncNanosMax()));
    setFull(false);
    repair();
  }

  /**
   * To be called by whoever begins to use the store.
   *
   * @throws Damaged if it can't be used
   */
  SimStore open() {
    if (damaged) {
      throw new Damaged();
    }
    return this;
  }

  @Override
  public boolean isFull() {
    return full;
  }

  @Override
  public @Nullable Payload get(StoreKey key) {
    checkWhole();
    return readable().get(key);
  }

  @Override
  public void scan(StoreKey from, int max, BiConsumer<StoreKey, Payload> visitor) {
    checkWhole();
    readable().tailMap(from, true).entrySet().stream()
        .limit(max)
        .map(Map.Entry::copyOf)
        .forEach(entry -> visitor.accept(entry.getKey(), entry.getValue()));
  }

  private NavigableMap<StoreKey, Payload> readable() {
    return readsAhead ? pageCache : disk;
  }

  private void checkWhole() {
    if (damaged) {
      throw simulation.violation(Invariant.NO_SILENT_DAMAGE, "a damaged store is in use");
    }
  }

  @Override
  public void commit(Batch batch, Runnable committed) {
    checkWhole();
    if (lastBatch >= 0 && batch.number() != lastBatch + 1) {
      throw simulation.violation(
          Invariant.BATCH_NUMBERS, "batch " + batch.number() + " came after " + lastBatch);
    }
    lastBatch = batch.number();
    unsynced.add(new Written(batch, committed));
    batch.changes().forEach(change -> apply(change, pageCache));
    if (!syncing) {
      beginSync();
    }
  }

  private void beginSync() {
    int group = unsynced.size();
    long takesNanos = syncNanos();
    if (takesNanos == 0) {
      endSync(group);
      return;
    }
    syncing = true;
    long life = crashes;
    simulation.in(takesNanos, () -> {
      if (life == crashes) {
        endSync(group);
      }
    });
  }

  private long syncNanos() {
    boolean slow = chance(faults.slow());
    countIf(slow, Encounter.SYNC_SLOW);
    long most = slow ? faults.slowNanosMax() : faults.syncNanosMax();
    return most == 0 ? 0 : 1 + random.nextLong(most);
  }

  private boolean chance(double probability) {
    return probability > 0 && random.nextDouble() < probability;
  }

  private void countIf(boolean met, Encounter encounter) {
    if (met) {
      simulation.encounters().count(encounter);
    }
  }

  private void endSync(int group) {
    syncing = false;
    if (chance(faults.failure())) {
      countIf(true, Encounter.SYNC_FAILED);
      onFailure.run();
      return;
    }
    countIf(group > 1, Encounter.SYNCED_TOGETHER);
    for (int i = 0; i < group; i++) {
      Written oldest = unsynced.remove();
      keep(oldest.batch);
      oldest.committed.run();
    }
    if (!unsynced.isEmpty()) {
      beginSync();
    }
  }

  private void keep(Batch batch) {
    List<Change> changes = new ArrayList<>();
    for (Batch.Change change : batch.changes()) {
      changes.add(new Change(change.key(), disk.get(change.key()), change.value()));
      apply(change, disk);
    }
    watcher.accept(changes);
  }

  private static void apply(Batch.Change change, Map<StoreKey, Payload> to) {
    Payload value = change.value();
    if (value == null) {
      to.remove(change.key());
    } else {
      to.put(change.key(), value);
    }
  }

  /** Whoever used the disk is gone in this instant, and so is what wasn't synced, or all but some of its oldest. */
  void crash() {
    crashes++;
    syncing = false;
    lastBatch = -1;
    int kept = random.nextInt(unsynced.size() + 1);
    countIf(kept == 0 && !unsynced.isEmpty(), Encounter.UNSYNCED_LOST);
    countIf(kept > 0 && kept < unsynced.size(), Encounter.TAIL_TORN);
    for (int i = 0; i < kept; i++) {
      keep(unsynced.remove().batch);
    }
    unsynced.clear();
    pageCache.clear();
    pageCache.putAll(disk);
  }
}
