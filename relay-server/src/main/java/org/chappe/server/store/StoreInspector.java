package org.chappe.server.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.chappe.model.Payload;
import org.chappe.node.StoreKey;
import org.chappe.server.store.StoreProblem.Kind;
import org.chappe.store.Store;
import org.rocksdb.RocksDBException;

/** Looks into data directories that no relay has open. */
public final class StoreInspector {

  private static final StoreKey FIRST = new StoreKey(0, 0, 0);

  /** What compacting did to the size of all files. */
  public record Compaction(long bytesBefore, long bytesAfter) {}

  private interface Work<T> {
    T on(DataDirectory directory) throws IOException, RocksDBException, StoreProblem;
  }

  private StoreInspector() {}

  /**
   * Reads everything and compares all checksums. Changes nothing.
   *
   * @throws StoreProblem if it can't be opened or is damaged
   */
  public static StoreContents check(Path path) throws StoreProblem {
    return within(path, directory -> contents(directory, true));
  }

  /**
   * Counts what is there. Changes nothing.
   *
   * @throws StoreProblem if it can't be opened, or is damaged where that meets the eye
   */
  public static StoreContents contents(Path path) throws StoreProblem {
    return within(path, directory -> contents(directory, false));
  }

  /**
   * Rewrites the files without what was deleted.
   *
   * @throws StoreProblem if it can't be opened or is damaged
   */
  public static Compaction compact(Path path) throws StoreProblem {
    return within(path, StoreInspector::compact);
  }

  private static <T> T within(Path path, Work<T> work) throws StoreProblem {
    try (DataDirectory directory = DataDirectory.openExisting(path)) {
      NativeLibrary.load(directory.path());
      return work.on(directory);
    } catch (RocksDBException e) {
      throw StoredFiles.problem(path, e);
    } catch (IOException e) {
      throw new StoreProblem(
          Kind.UNUSABLE,
          path + " can't be read (" + e.getClass().getSimpleName() + ": " + e.getMessage()
              + "); see to the disk and the rights",
          e);
    }
  }

  private static LogInspection.Summary logs(DataDirectory directory)
      throws IOException, StoreProblem {
    return LogInspection.inspect(directory.database(), DurableMark.read(directory.mark()));
  }

  private static StoreContents contents(DataDirectory directory, boolean verify)
      throws IOException, RocksDBException, StoreProblem {
    LogInspection.Summary logs = logs(directory);
    Tally tally = new Tally();
    if (Files.exists(directory.database())) {
      try (Engine engine = StoredFiles.open(directory, Engine::openReadOnly)) {
        if (verify) {
          engine.verify();
        }
        engine.scan(FIRST, Integer.MAX_VALUE, tally::count);
      }
    }
    return new StoreContents(
        directory.format(),
        tally.messages,
        tally.messageBytes,
        tally.recipients,
        tally.records,
        StoredFiles.bytes(directory.path()),
        logs.tornBytes());
  }

  private static Compaction compact(DataDirectory directory)
      throws IOException, RocksDBException, StoreProblem {
    logs(directory);
    long before = StoredFiles.bytes(directory.path());
    try (Engine engine = StoredFiles.open(directory, Engine::open)) {
      engine.compact();
    }
    return new Compaction(before, StoredFiles.bytes(directory.path()));
  }

  private static final class Tally {

    private long messages;
    private long messageBytes;
    private long recipients;
    private long records;
    private long lastRecipient = -1;

    void count(StoreKey key, Payload value) {
      if (key.space() != Store.MAIL_SPACE) {
        records++;
        return;
      }
      messages++;
      messageBytes += value.length();
      if (key.major() != lastRecipient) {
        lastRecipient = key.major();
        recipients++;
      }
    }
  }
}
