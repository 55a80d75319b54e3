package org.chappe.server.store;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.chappe.node.Batch;
import org.rocksdb.RocksDBException;

/**
 * The thread that makes batches durable: as many as wait go into one write with one sync, up to a bound. Once something
 * fails, nothing more is written, and nothing more is said to be durable.
 */
final class GroupCommitter implements AutoCloseable {

  /** Batches in one write at most. */
  static final int GROUP_BATCHES_MAX = 4096;

  /** No batch is added to a write that has grown to this. */
  static final int GROUP_BYTES_MAX = 4 << 20;

  /** How often there is something to do beside writing, at most. */
  static final long UPKEEP_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final int KEY_AND_HEADER_BYTES = KeyCodec.BYTES + 8;

  private final Writer writer;
  private final Consumer<Throwable> failed;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Waiting> backlog = new ArrayDeque<>();
  private final List<Waiting> group = new ArrayList<>();
  private volatile int waiting;
  private boolean closing;
  private boolean broken;

  private record Waiting(Batch batch, Runnable committed) {

    int bytes() {
      int bytes = 0;
      for (Batch.Change change : batch.changes()) {
        bytes +=
            KEY_AND_HEADER_BYTES + (change.value() == null ? 0 : change.value().length());
      }
      return bytes;
    }
  }

  /** What the thread works on. All is called on it. */
  interface Writer {

    /** Adds a batch to the group. */
    void add(Batch batch) throws RocksDBException;

    /** Makes the group durable. */
    void write() throws IOException, RocksDBException;

    /** Is called about every {@link #UPKEEP_NANOS}, and once at the end. */
    void upkeep() throws IOException;
  }

  private GroupCommitter(String name, Writer writer, Consumer<Throwable> failed) {
    this.writer = writer;
    this.failed = failed;
    this.thread = new Thread(this::run, name);
  }

  /**
   * Starts the thread.
   *
   * @param failed hears, on that thread and once, why it has stopped
   */
  static GroupCommitter start(String name, Writer writer, Consumer<Throwable> failed) {
    GroupCommitter committer = new GroupCommitter(name, writer, failed);
    committer.thread.setDaemon(true);
    committer.thread.start();
    return committer;
  }

  /** Any thread: see {@link DiskStore#commit}. What comes after the end, good or bad, is dropped. */
  void commit(Batch batch, Runnable committed) {
    lock.lock();
    try {
      if (!closing && !broken) {
        backlog.add(new Waiting(batch, committed));
        waiting = backlog.size();
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Batches that wait for their write. */
  int waiting() {
    return waiting;
  }

  private void run() {
    try {
      long upkeepNanos = System.nanoTime();
      while (takeGroup(upkeepNanos + UPKEEP_NANOS - System.nanoTime())) {
        writeGroup();
        if (System.nanoTime() - upkeepNanos >= UPKEEP_NANOS) {
          upkeepNanos = System.nanoTime();
          writer.upkeep();
        }
      }
      writer.upkeep();
    } catch (Throwable e) {
      // errors, too: a relay whose store has stopped in silence would go on without ever accepting
      // anything
      drop();
      failed.accept(e);
    }
  }

  /** Waits for batches, for a while; false when all are done and no more will come. */
  private boolean takeGroup(long patienceNanos) throws InterruptedException {
    lock.lock();
    try {
      long leftNanos = patienceNanos;
      while (backlog.isEmpty() && !closing && leftNanos > 0) {
        leftNanos = changed.awaitNanos(leftNanos);
      }
      int bytes = 0;
      while (!backlog.isEmpty() && group.size() < GROUP_BATCHES_MAX && bytes < GROUP_BYTES_MAX) {
        Waiting next = backlog.remove();
        bytes += next.bytes();
        group.add(next);
      }
      waiting = backlog.size();
      return !group.isEmpty() || !closing;
    } finally {
      lock.unlock();
    }
  }

  private void writeGroup() throws IOException, RocksDBException {
    if (group.isEmpty()) {
      return;
    }
    for (Waiting waiting : group) {
      writer.add(waiting.batch());
    }
    writer.write();
    for (Waiting waiting : group) {
      waiting.committed().run();
    }
    group.clear();
  }

  private void drop() {
    lock.lock();
    try {
      broken = true;
      backlog.clear();
    } finally {
      lock.unlock();
    }
  }

  /** Writes what waits, and ends the thread; waits for that. Not on the thread itself. */
  @Override
  public void close() {
    lock.lock();
    try {
      closing = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
