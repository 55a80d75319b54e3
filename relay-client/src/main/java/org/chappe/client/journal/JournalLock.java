package org.chappe.client.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.chappe.client.journal.JournalProblem.Kind;
import org.jspecify.annotations.Nullable;

/** Keeps a directory to one process. The system lets go of it when the process ends, however it ends. */
final class JournalLock implements AutoCloseable {

  private final FileChannel channel;

  private JournalLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Makes the directory if it isn't there, and takes it. */
  static JournalLock take(Path directory) throws JournalProblem {
    try {
      Files.createDirectories(directory);
      FileChannel channel = FileChannel.open(
          directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock(channel) == null) {
        channel.close();
        throw new JournalProblem(
            Kind.IN_USE,
            "the journal in " + directory
                + " is in use by another client; end that one, or name another directory");
      }
      return new JournalLock(channel);
    } catch (IOException e) {
      throw new JournalProblem(
          Kind.UNUSABLE,
          "the journal in " + directory + " can't be opened: " + e
              + "; check who may write there, or name another directory");
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldInThisProcess) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
