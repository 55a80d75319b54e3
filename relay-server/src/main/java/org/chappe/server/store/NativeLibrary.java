package org.chappe.server.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.RocksDB;

/** RocksDB's native code, which has to be a file before it can be loaded. */
final class NativeLibrary {

  private static boolean loaded;

  private NativeLibrary() {}

  /**
   * Loads it, once in a process, by way of a directory that is the caller's alone. The file is removed at once where the
   * system allows that: a process that is killed would leave it behind each time.
   */
  static synchronized void load(Path directory) throws IOException {
    if (loaded) {
      return;
    }
    Path place = Files.createDirectories(directory.resolve("native"));
    NativeLibraryLoader.getInstance().loadLibrary(place.toString());
    RocksDB.loadLibrary();
    loaded = true;
    remove(place);
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
