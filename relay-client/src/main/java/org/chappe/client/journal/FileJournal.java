package org.chappe.client.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiConsumer;
import org.chappe.client.journal.JournalProblem.Kind;
import org.chappe.model.ClientId;
import org.chappe.model.Payload;
import org.chappe.node.Batch;
import org.chappe.node.StoreKey;
import org.chappe.store.MemoryStore;
import org.chappe.store.Store;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client's journal in a directory of its own. Everything is in memory, too, which is bounded by what the client keeps.
 *
 * <p>One thread writes: all batches that wait go to the file together and are synced once. When the file is mostly
 * out of date it is replaced by one with what still counts. If it can't be written or synced, that is the end: no batch is
 * reported as durable any more, and {@link #failed} says why.
 */
public final class FileJournal implements Store, AutoCloseable {

  /** Batches that wait to be written at most; a client has far fewer, as it waits for each message that it takes. */
  static final int WAITING_MAX = 65_536;

  /** A file that is smaller isn't worth replacing at the start. */
  static final long COMPACTED_AT_START_BYTES_MIN = 64L << 10;

  /** A file that is smaller isn't worth replacing while the client runs. */
  static final long COMPACTED_BYTES_MIN = 8L << 20;

  private static final Logger LOG = LoggerFactory.getLogger(FileJournal.class);

  /** A batch that waits; the last one of all has none and ends the thread. */
  private record Waiting(@Nullable Batch batch, Runnable committed) {}

  private final JournalLock lock;
  private final JournalFile file;
  private final ConcurrentSkipListMap<StoreKey, Payload> values;
  private final long compactedBytesMin;
  private final BlockingQueue<Waiting> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
  private final CompletableFuture<JournalProblem> failed = new CompletableFuture<>();
  private final Thread writer;
  private long liveBytes;

  private FileJournal(
      Path directory,
      JournalLock lock,
      JournalFile file,
      ConcurrentSkipListMap<StoreKey, Payload> values,
      long compactedBytesMin) {
    this.lock = lock;
    this.file = file;
    this.values = values;
    this.compactedBytesMin = compactedBytesMin;
    this.liveBytes = liveBytes(values);
    this.writer = new Thread(() -> write(directory), "journal-" + directory.getFileName());
    writer.setDaemon(true);
    writer.start();
  }

  /**
   * Opens the journal of a client, or begins one. Reads and may write files; what a crash tore off is cut and logged.
   *
   * @throws JournalProblem if another process has it, if it is damaged, another client's or of a newer format, or if the
   *     directory can't be written
   */
  public static FileJournal open(Path directory, ClientId client) throws JournalProblem {
    return open(directory, client, COMPACTED_BYTES_MIN);
  }

  static FileJournal open(Path directory, ClientId client, long compactedBytesMin)
      throws JournalProblem {
    JournalLock lock = JournalLock.take(directory);
    FileJournal opened = null;
    try {
      opened = open(directory, client, lock, compactedBytesMin);
      return opened;
    } catch (IOException e) {
      throw unusable(directory, e);
    } finally {
      if (opened == null) {
        release(lock);
      }
    }
  }

  private static FileJournal open(
      Path directory, ClientId client, JournalLock lock, long compactedBytesMin)
      throws JournalProblem, IOException {
    Path path = JournalFile.path(directory);
    if (!Files.exists(path)) {
      ConcurrentSkipListMap<StoreKey, Payload> nothing = new ConcurrentSkipListMap<>();
      JournalFile fresh = JournalFile.create(directory, client, nothing);
      return new FileJournal(directory, lock, fresh, nothing, compactedBytesMin);
    }
    JournalContent content = JournalContent.read(path, client);
    if (content.tornBytes() > 0) {
      LOG.warn(
          "journal={} offset={} cut {} bytes of a batch that was being written when the client ended",
          path,
          content.soundBytes(),
          content.tornBytes());
    }
    JournalFile file = JournalFile.open(directory, client, content);
    if (isMostlyDead(file.size(), liveBytes(content.values()), COMPACTED_AT_START_BYTES_MIN)) {
      file.compact(content.values());
    }
    return new FileJournal(directory, lock, file, content.values(), compactedBytesMin);
  }

  /**
   * What is in a client's journal, read without opening it: a client may be using it. Nothing if there is none.
   *
   * @throws JournalProblem if it is damaged, another client's, of a newer format, or can't be read
   */
  public static Store read(Path directory, ClientId client) throws JournalProblem {
    Path path = JournalFile.path(directory);
    ConcurrentSkipListMap<StoreKey, Payload> values = Files.exists(path)
        ? JournalContent.read(path, client).values()
        : new ConcurrentSkipListMap<>();
    return new Snapshot(values);
  }

  private static boolean isMostlyDead(long size, long live, long atLeast) {
    return size >= atLeast && size > 2 * (live + JournalFormat.HEADER_BYTES);
  }

  private static long liveBytes(Map<StoreKey, Payload> values) {
    long bytes = 0;
    for (Map.Entry<StoreKey, Payload> entry : values.entrySet()) {
      bytes += JournalFormat.bytes(new Batch.Change(entry.getKey(), entry.getValue()));
    }
    return bytes;
  }

  private static JournalProblem unusable(Path directory, IOException e) {
    return new JournalProblem(
        Kind.UNUSABLE,
        "the journal in " + directory + " can't be written: " + e
            + "; check the disk and who may write there");
  }

  /** Completes with the reason when the journal can't be written any more. */
  public CompletableFuture<JournalProblem> failed() {
    return failed.copy();
  }

  // ---- the store ----

  @Override
  public @Nullable Payload get(StoreKey key) {
    return values.get(key);
  }

  @Override
  public void scan(StoreKey from, int max, BiConsumer<StoreKey, Payload> visitor) {
    new Snapshot(values).scan(from, max, visitor);
  }

  /** {@inheritDoc} Never blocks. */
  @Override
  public void commit(Batch batch, Runnable committed) {
    if (!waiting.offer(new Waiting(batch, committed))) {
      throw new IllegalStateException("more than " + WAITING_MAX + " batches wait for the journal");
    }
  }

  // ---- the writer ----

  private void write(Path directory) {
    List<Waiting> group = new ArrayList<>();
    try {
      boolean goesOn = true;
      while (goesOn) {
        group.add(waiting.take());
        waiting.drainTo(group);
        goesOn = group.stream().noneMatch(each -> each.batch() == null);
        write(group);
        group.clear();
      }
    } catch (IOException e) {
      failed.complete(unusable(directory, e));
    } catch (InterruptedException e) {
      failed.complete(
          new JournalProblem(Kind.UNUSABLE, "the journal in " + directory + " was interrupted"));
    } catch (RuntimeException e) {
      failed.complete(new JournalProblem(
          Kind.UNUSABLE, "the journal in " + directory + " came to an end: " + e));
      LOG.error("journal={} came to an end", directory, e);
    }
  }

  private void write(List<Waiting> group) throws IOException {
    List<Waiting> written = new ArrayList<>();
    List<Batch.Change> changes = new ArrayList<>();
    int bytes = 0;
    for (Waiting each : group) {
      Batch batch = each.batch();
      if (batch == null) {
        continue;
      }
      int more = batch.changes().stream().mapToInt(JournalFormat::bytes).sum();
      if (bytes + more > JournalFormat.CHANGES_BYTES_MAX && bytes > 0) {
        append(changes, written);
        bytes = 0;
      }
      changes.addAll(batch.changes());
      written.add(each);
      bytes += more;
    }
    append(changes, written);
  }

  /** One record, one sync; then the batches in it are durable. */
  private void append(List<Batch.Change> changes, List<Waiting> written) throws IOException {
    if (!changes.isEmpty()) {
      file.append(changes);
      changes.forEach(this::apply);
    }
    written.forEach(each -> each.committed().run());
    if (isMostlyDead(file.size(), liveBytes, compactedBytesMin)) {
      file.compact(values);
    }
    changes.clear();
    written.clear();
  }

  private void apply(Batch.Change change) {
    Payload value = change.value();
    Payload before = value == null ? values.remove(change.key()) : values.put(change.key(), value);
    if (before != null) {
      liveBytes -= JournalFormat.bytes(new Batch.Change(change.key(), before));
    }
    if (value != null) {
      liveBytes += JournalFormat.bytes(change);
    }
  }

  // ---- the end ----

  /** Writes what waits, and lets go of the directory. May be called repeatedly. */
  @Override
  public void close() {
    boolean isEnding = waiting.offer(new Waiting(null, () -> {}));
    try {
      if (isEnding) {
        writer.join();
      }
      file.close();
    } catch (IOException e) {
      LOG.warn("journal={} can't be closed: {}", file, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    release(lock);
  }

  private static void release(JournalLock lock) {
    try {
      lock.close();
    } catch (IOException e) {
      LOG.warn("the lock of a journal can't be released: {}", e.toString());
    }
  }

  /** Values that can be read; nothing becomes of what is committed. */
  private record Snapshot(ConcurrentSkipListMap<StoreKey, Payload> values) implements Store {

    @Override
    public @Nullable Payload get(StoreKey key) {
      return values.get(key);
    }

    @Override
    public void scan(StoreKey from, int max, BiConsumer<StoreKey, Payload> visitor) {
      MemoryStore.scan(values, from, max, visitor);
    }

    @Override
    public void commit(Batch batch, Runnable committed) {
      throw new UnsupportedOperationException("this journal is only read");
    }
  }
}
