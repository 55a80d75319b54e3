package org.chappe.server.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.chappe.server.store.StoreProblem.Kind;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.RocksDB;

/** RocksDB's native code, which has to be a file before it can be loaded. */
final class NativeLibrary {

  private static boolean loaded;

  private NativeLibrary() {}

  /** Loads the code by way of a directory. */
  interface Loader {
    /**
     * Loads it from a file that it makes there.
     *
     * @throws UnsatisfiedLinkError if that can't be done from there
     */
    void loadFrom(Path place) throws IOException;
  }

  /**
   * Loads it, once in a process, by way of a directory that is the caller's alone, or of a temporary one where programs may not
   * be run from there. The file is removed at once where the system allows that: a process that is killed would leave it behind
   * each time.
   *
   * @throws StoreProblem if it can be loaded from neither
   */
  static synchronized void load(Path directory) throws IOException, StoreProblem {
    if (!loaded) {
      load(directory, NativeLibrary::loadFrom);
      loaded = true;
    }
  }

  private static void loadFrom(Path place) throws IOException {
    NativeLibraryLoader.getInstance().loadLibrary(place.toString());
    RocksDB.loadLibrary();
  }

  static void load(Path directory, Loader loader) throws IOException, StoreProblem {
    try {
      loadBy(Files.createDirectories(directory.resolve("native")), loader);
    } catch (UnsatisfiedLinkError notFromThere) {
      try {
        loadBy(Files.createTempDirectory("relay-server-"), loader);
      } catch (UnsatisfiedLinkError notFromAnywhere) {
        throw problem(directory, notFromThere);
      }
    }
  }

  private static void loadBy(Path place, Loader loader) throws IOException {
    try {
      loader.loadFrom(place);
    } finally {
      remove(place);
    }
  }

  private static StoreProblem problem(Path directory, UnsatisfiedLinkError e) {
    String reason = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
    return new StoreProblem(
        Kind.UNUSABLE,
        "the store's native code can be loaded neither from " + directory
            + " nor from the temporary directory (" + reason
            + "); mount one of them without noexec",
        e);
  }

  private static void remove(Path place) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.list(place)) {
      files = found.toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    try {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
      Files.delete(place);
    } catch (IOException inUse) {
      // loaded files can't be deleted on some systems; the next start writes over it
    }
  }
}
