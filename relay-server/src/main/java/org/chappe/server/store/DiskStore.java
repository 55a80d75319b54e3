package org.chappe.server.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.chappe.model.Payload;
import org.chappe.model.RelayNumber;
import org.chappe.node.Batch;
import org.chappe.node.StorageFailure;
import org.chappe.node.StoreKey;
import org.chappe.server.store.StoreProblem.Kind;
import org.chappe.store.Store;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store in a data directory: what {@code committed} has run for is there after a crash.
 *
 * <p>Commits run on a thread of the store's own, and so do their completions. Once a write or its sync has failed, no batch
 * completes any more, and {@link #failure} tells why.
 */
public final class DiskStore implements Store, AutoCloseable {

  /** Batches that may wait for their write before the store says that it is full. */
  public static final int WAITING_BATCHES_MAX = 65_536;

  private static final Logger LOG = LoggerFactory.getLogger(DiskStore.class);

  private final DataDirectory directory;
  private final DiskSpace space;
  private final DurableMark mark;
  private final Engine engine;
  private final GroupCommitter committer;
  private final CompletableFuture<StorageFailure> failure = new CompletableFuture<>();
  private volatile boolean diskFull;
  private boolean closed;

  private DiskStore(DataDirectory directory, DiskSpace space, DurableMark mark, Engine engine) {
    this.directory = directory;
    this.space = space;
    this.mark = mark;
    this.engine = engine;
    this.committer =
        GroupCommitter.start("store-" + directory.format().relay(), new Writer(), this::failed);
  }

  /**
   * Opens the data directory of a relay, and makes it when it isn't there. Takes as long as reading the logs takes.
   *
   * @throws StoreProblem if that can't or must not be done; nothing was changed then
   */
  public static DiskStore open(Path path, RelayNumber relay) throws StoreProblem {
    return open(path, relay, DiskSpace.of(path));
  }

  static DiskStore open(Path path, RelayNumber relay, DiskSpace space) throws StoreProblem {
    DataDirectory directory = DataDirectory.open(path, relay);
    try {
      return open(directory, space);
    } catch (IOException e) {
      directory.close();
      throw unreadable(directory, e);
    } catch (StoreProblem | RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  private static DiskStore open(DataDirectory directory, DiskSpace space)
      throws IOException, StoreProblem {
    long usableBytes = space.usableBytes();
    if (usableBytes < DiskSpace.START_BYTES_MIN) {
      throw new StoreProblem(
          Kind.DISK_FULL,
          "the disk of " + directory.path() + " has only " + (usableBytes >> 20) + " MiB left, but "
              + (DiskSpace.START_BYTES_MIN >> 20) + " MiB are needed; make room");
    }
    LogInspection.Summary logs =
        LogInspection.inspect(directory.database(), DurableMark.read(directory.mark()));
    NativeLibrary.load(directory.path());
    Engine engine = StoredFiles.open(directory, Engine::open);
    if (engine.lastSequence() < logs.lastSequence()) {
      engine.close();
      throw StoredFiles.damaged(directory.database() + " was recovered only up to change "
          + engine.lastSequence() + ", but its logs go up to change " + logs.lastSequence());
    }
    tell(directory, logs);
    DiskStore store = new DiskStore(directory, space, DurableMark.open(directory.mark()), engine);
    store.lookAtSpace();
    return store;
  }

  private static void tell(DataDirectory directory, LogInspection.Summary logs) {
    if (logs.tornBytes() > 0) {
      LOG.warn(
          "relay={} store=disk tail torn by a crash was cut off file={} offset={} bytes={}; nothing of it was"
              + " acknowledged",
          directory.format().relay(),
          logs.tornFile(),
          logs.tornOffset(),
          logs.tornBytes());
    }
    LOG.info(
        "relay={} store=disk state=open directory={} created={} batchesFromLogs={} changes={}",
        directory.format().relay(),
        directory.path(),
        directory.format().created(),
        logs.batches(),
        logs.lastSequence());
  }

  private static StoreProblem unreadable(DataDirectory directory, IOException e) {
    return new StoreProblem(
        Kind.UNUSABLE,
        directory.path() + " can't be read or written (" + e.getClass().getSimpleName() + ": "
            + e.getMessage() + "); see to the disk and the rights",
        e);
  }

  private void lookAtSpace() throws IOException {
    diskFull = space.usableBytes() < DiskSpace.RESERVE_BYTES;
  }

  /** Completes, on the committing thread, when something couldn't be made durable. */
  public CompletionStage<StorageFailure> failure() {
    return failure.minimalCompletionStage();
  }

  @Override
  public synchronized @Nullable Payload get(StoreKey key) {
    try {
      return open().get(key);
    } catch (RocksDBException e) {
      throw unreadable(e);
    }
  }

  @Override
  public synchronized void scan(StoreKey from, int max, BiConsumer<StoreKey, Payload> visitor) {
    try {
      open().scan(from, max, visitor);
    } catch (RocksDBException e) {
      throw unreadable(e);
    }
  }

  private Engine open() {
    if (closed) {
      throw new IllegalStateException("the store is closed");
    }
    return engine;
  }

  private StorageFailure unreadable(RocksDBException e) {
    return new StorageFailure(
        "the store in " + directory.path() + " can't be read: " + e.getMessage()
            + "; see what \"relay-server store check\" says of it",
        e);
  }

  @Override
  public void commit(Batch batch, Runnable committed) {
    committer.commit(batch, committed);
  }

  @Override
  public boolean isFull() {
    return diskFull || committer.waiting() > WAITING_BATCHES_MAX;
  }

  private void failed(Throwable cause) {
    failure.complete(new StorageFailure(
        "the store in " + directory.path() + " can't be written: " + cause.getMessage()
            + "; nothing of that was acknowledged; see to the disk, then start again",
        cause));
  }

  /** Makes durable what waits, and gives the directory back. Closing twice does nothing. */
  @Override
  public void close() {
    committer.close();
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      engine.close();
      try (mark) {
        directory.close();
      } catch (IOException | StoreProblem e) {
        LOG.warn(
            "relay={} store=disk not closed in good order: {}",
            directory.format().relay(),
            e.getMessage());
      }
    }
  }

  /** What the committing thread does. */
  private final class Writer implements GroupCommitter.Writer {

    private long durable = engine.lastSequence();
    private long marked;

    @Override
    public void add(Batch batch) throws RocksDBException {
      engine.add(batch);
    }

    @Override
    public void write() throws RocksDBException {
      engine.write();
      durable = engine.lastSequence();
    }

    @Override
    public void upkeep() throws IOException {
      if (durable > marked) {
        mark.write(durable);
        marked = durable;
      }
      lookAtSpace();
    }
  }
}
