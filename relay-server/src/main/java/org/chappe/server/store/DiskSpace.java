package org.chappe.server.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much room a disk has left. */
@FunctionalInterface
interface DiskSpace {

  /**
   * Below this the store is full: what is deleted has to be written, too, before it makes room. The logs and what they
   * turn into may take as much.
   */
  long RESERVE_BYTES = 512L << 20;

  /** Below this a store isn't even opened: recovery writes what the logs hold. */
  long START_BYTES_MIN = 64L << 20;

  /** Bytes that this process may still write. */
  long usableBytes() throws IOException;

  static DiskSpace of(Path directory) {
    return () -> Files.getFileStore(directory).getUsableSpace();
  }
}
