package org.chappe.server.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.chappe.server.store.StoreProblem.Kind;

/** Keeps a data directory to one owner. The system lets go of it when the process ends, however it ends. */
final class DirectoryLock implements AutoCloseable {

  private static final String FILE = "lock";

  /** What this process holds: closing a second handle of a lock file would undo a POSIX lock of the same process. */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final FileChannel channel;

  private DirectoryLock(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  /** @throws StoreProblem if somebody has it; the sentence bears the process's number if it is known */
  static DirectoryLock acquire(Path directory) throws IOException, StoreProblem {
    Path real = directory.toRealPath();
    if (!HELD.add(real)) {
      throw inUse(directory, "this very process");
    }
    try {
      FileChannel channel = lockedChannel(real);
      channel.truncate(0);
      String pid = Long.toString(ProcessHandle.current().pid());
      channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
      return new DirectoryLock(real, channel);
    } catch (IOException | StoreProblem | RuntimeException e) {
      HELD.remove(real);
      throw e;
    }
  }

  private static FileChannel lockedChannel(Path directory) throws IOException, StoreProblem {
    Path file = directory.resolve(FILE);
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (channel.tryLock() == null) {
      channel.close();
      String pid = Files.readString(file, StandardCharsets.US_ASCII);
      throw inUse(directory, pid.matches("[0-9]+") ? "process " + pid : "another process");
    }
    return channel;
  }

  private static StoreProblem inUse(Path directory, String owner) {
    return new StoreProblem(
        Kind.LOCKED,
        directory + " is in use by " + owner + "; stop that, or name another directory");
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      HELD.remove(directory);
    }
  }
}
