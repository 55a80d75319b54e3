package org.chappe.server.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;
import org.chappe.model.RelayNumber;
import org.chappe.server.store.StoreProblem.Kind;
import org.jspecify.annotations.Nullable;

/** A relay's data directory while this process has it: {@code format}, {@code lock}, {@code durable} and {@code db}. */
final class DataDirectory implements AutoCloseable {

  /** What may stand in a directory in which a first start was broken off. */
  private static final Set<String> OF_A_FIRST_START = Set.of("lock", StoreFormat.FILE + ".new");

  private final Path path;
  private final StoreFormat format;
  private final DirectoryLock lock;

  private DataDirectory(Path path, StoreFormat format, DirectoryLock lock) {
    this.path = path;
    this.format = format;
    this.lock = lock;
  }

  /** Opens the directory of a relay, and makes it when it isn't there. */
  static DataDirectory open(Path path, RelayNumber relay) throws StoreProblem {
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw unusable(path, e);
    }
    DataDirectory opened = locked(path, relay);
    if (!opened.format.relay().equals(relay)) {
      opened.close();
      throw new StoreProblem(
          Kind.OTHER_RELAY,
          path + " holds the mail of relay " + opened.format.relay() + ", not of relay " + relay
              + "; name the directory of relay " + relay);
    }
    return opened;
  }

  /** Opens a directory that is there, whosever it is. */
  static DataDirectory openExisting(Path path) throws StoreProblem {
    if (!Files.isRegularFile(path.resolve(StoreFormat.FILE))) {
      throw new StoreProblem(Kind.UNUSABLE, path + " is no data directory; check the path");
    }
    return locked(path, null);
  }

  private static DataDirectory locked(Path path, @Nullable RelayNumber founder)
      throws StoreProblem {
    DirectoryLock lock;
    try {
      if (founder != null) {
        refuseIfForeign(path);
      }
      lock = DirectoryLock.acquire(path);
    } catch (IOException e) {
      throw unusable(path, e);
    }
    try {
      return new DataDirectory(path, format(path, founder), lock);
    } catch (StoreProblem | RuntimeException e) {
      release(path, lock);
      throw e;
    }
  }

  private static void refuseIfForeign(Path path) throws IOException, StoreProblem {
    if (Files.exists(path.resolve(StoreFormat.FILE))) {
      return;
    }
    try (Stream<Path> entries = Files.list(path)) {
      Path other = entries
          .filter(entry -> !OF_A_FIRST_START.contains(entry.getFileName().toString()))
          .findFirst()
          .orElse(null);
      if (other != null) {
        throw new StoreProblem(
            Kind.UNUSABLE,
            path + " holds " + other.getFileName() + " but no file \"" + StoreFormat.FILE
                + "\", so it is no data directory; name an empty one");
      }
    }
  }

  private static StoreFormat format(Path path, @Nullable RelayNumber founder) throws StoreProblem {
    if (founder != null && !Files.exists(path.resolve(StoreFormat.FILE))) {
      try {
        StoreFormat fresh = StoreFormat.created(founder, Instant.now());
        fresh.write(path);
        return fresh;
      } catch (IOException e) {
        throw unusable(path, e);
      }
    }
    return StoreFormat.read(path);
  }

  private static StoreProblem unusable(Path path, IOException e) {
    String reason = Files.exists(path) && !Files.isDirectory(path)
        ? "it is not a directory"
        : e.getClass().getSimpleName().replace("Exception", "") + ": " + e.getMessage();
    return new StoreProblem(
        Kind.UNUSABLE,
        path + " can't be used as data directory (" + reason
            + "); name one that this user may write",
        e);
  }

  private static void release(Path path, DirectoryLock lock) throws StoreProblem {
    try {
      lock.close();
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }

  StoreFormat format() {
    return format;
  }

  /** Where the engine keeps its files. */
  Path database() {
    return path.resolve("db");
  }

  /** The file of {@link DurableMark}. */
  Path mark() {
    return path.resolve("durable");
  }

  Path path() {
    return path;
  }

  @Override
  public void close() throws StoreProblem {
    release(path, lock);
  }
}
