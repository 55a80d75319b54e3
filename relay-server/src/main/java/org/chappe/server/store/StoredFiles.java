package org.chappe.server.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.chappe.server.store.StoreProblem.Kind;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** The engine's files as something that may be damaged. */
final class StoredFiles {

  private StoredFiles() {}

  /** A way to open the engine. */
  interface Opening {
    Engine open(Path database) throws RocksDBException;
  }

  static Engine open(DataDirectory directory, Opening opening) throws StoreProblem {
    try {
      return opening.open(directory.database());
    } catch (RocksDBException e) {
      throw problem(directory.database(), e);
    }
  }

  /** What the engine says of its files, as a problem; it names the file, and the offset where there is one. */
  static StoreProblem problem(Path database, RocksDBException e) {
    Status status = e.getStatus();
    if (status != null && status.getCode() == Status.Code.IOError) {
      String text = String.valueOf(e.getMessage());
      if (!text.contains("No such file")) {
        return new StoreProblem(
            Kind.UNUSABLE,
            database + " can't be opened: " + text + "; see to the disk and the rights",
            e);
      }
    }
    return damaged(database + " is damaged: " + e.getMessage());
  }

  static StoreProblem damaged(String what) {
    return new StoreProblem(
        Kind.DAMAGED,
        what + "; put the directory back from a copy, or move it away and start with an empty one,"
            + " without the mail in it");
  }

  /** Bytes of all files in a directory and those in it. */
  static long bytes(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      long sum = 0;
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        sum += Files.size(file);
      }
      return sum;
    }
  }
}
