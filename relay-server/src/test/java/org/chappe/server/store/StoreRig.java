package org.chappe.server.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.chappe.model.Payload;
import org.chappe.model.RelayNumber;
import org.chappe.node.Batch;
import org.chappe.node.StoreKey;
import org.chappe.store.Store;

/** Writes into stores, and does to their files what crashes and bad disks do. */
final class StoreRig {

  static final RelayNumber RELAY = new RelayNumber(3);

  private static final int COPIES_MAX = 100;

  private StoreRig() {}

  static StoreKey mail(long owner, long n) {
    return new StoreKey(Store.MAIL_SPACE, owner, n);
  }

  static Batch.Change put(StoreKey key, String value) {
    return new Batch.Change(key, Payload.of(value));
  }

  static Batch.Change delete(StoreKey key) {
    return new Batch.Change(key, null);
  }

  /** Commits one batch and waits until it is durable. */
  static void commit(Store store, Batch.Change... changes) {
    CountDownLatch durable = new CountDownLatch(1);
    store.commit(new Batch(1, List.of(changes)), durable::countDown);
    await(durable);
  }

  static void await(CountDownLatch latch) {
    try {
      if (!latch.await(20, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nothing became durable");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Puts messages for one recipient, each in a group of its own. */
  static void putMail(Store store, long owner, int from, int to) {
    for (int n = from; n < to; n++) {
      commit(store, put(mail(owner, n), "message " + n + " " + "x".repeat(200)));
    }
  }

  static List<String> scan(Store store, StoreKey from, int max) {
    List<String> visited = new ArrayList<>();
    store.scan(
        from,
        max,
        (key, value) -> visited.add(key.space() + "." + key.major() + "." + key.minor()));
    return visited;
  }

  static int count(Store store) {
    return scan(store, new StoreKey(0, 0, 0), Integer.MAX_VALUE).size();
  }

  /** What a crash leaves: the files as they are at a moment at which the engine does nothing by itself. */
  static Path crashCopy(Path live, Path to) throws IOException {
    for (int attempt = 0; attempt < COPIES_MAX; attempt++) {
      try {
        List<Path> before = all(live);
        for (Path file : before) {
          Files.copy(file, to.resolve(live.relativize(file)));
        }
        if (all(live).equals(before)) {
          return to;
        }
      } catch (NoSuchFileException | UncheckedIOException compactedMeanwhile) {
        // the copy would not be of one moment
      }
      deleteAll(to);
    }
    throw new IllegalStateException("the engine is never at rest");
  }

  private static List<Path> all(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.sorted().toList();
    }
  }

  /** The files of a kind, the oldest first. */
  static List<Path> files(Path directory, String suffix) throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("db"))) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    }
  }

  static void flipBit(Path file, long offset) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[(int) offset] ^= 0x10;
    Files.write(file, bytes);
  }

  static void truncate(Path file, long length) throws IOException {
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), (int) length));
  }

  static void deleteAll(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
