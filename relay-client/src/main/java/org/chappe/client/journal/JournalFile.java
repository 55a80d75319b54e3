package org.chappe.client.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chappe.model.ClientId;
import org.chappe.model.Payload;
import org.chappe.node.Batch;
import org.chappe.node.StoreKey;

/** The file of a journal that is open: grows at its end, or is replaced by another in one go. One thread writes. */
final class JournalFile implements AutoCloseable {

  /** Values that a new file has in one record, about. */
  private static final int RECORD_BYTES = 1 << 20;

  private final Path directory;
  private final ClientId client;
  private FileChannel channel;
  private long size;
  private long records;

  private JournalFile(
      Path directory, ClientId client, FileChannel channel, long size, long records) {
    this.directory = directory;
    this.client = client;
    this.channel = channel;
    this.size = size;
    this.records = records;
  }

  static Path path(Path directory) {
    return directory.resolve("journal");
  }

  private static Path successor(Path directory) {
    return directory.resolve("journal.new");
  }

  /** Opens a file behind what is sound of it; what is torn is cut off. */
  static JournalFile open(Path directory, ClientId client, JournalContent content)
      throws IOException {
    FileChannel channel = FileChannel.open(path(directory), StandardOpenOption.WRITE);
    if (content.tornBytes() > 0) {
      channel.truncate(content.soundBytes());
      channel.force(true);
    }
    channel.position(content.soundBytes());
    return new JournalFile(directory, client, channel, content.soundBytes(), content.records());
  }

  /** Makes a new file of these values, in the place of the old one if there is one. */
  static JournalFile create(Path directory, ClientId client, Map<StoreKey, Payload> values)
      throws IOException {
    Path successor = successor(directory);
    FileChannel channel = FileChannel.open(
        successor,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE);
    JournalFile file = new JournalFile(directory, client, channel, 0, 0);
    file.write(JournalFormat.header(client));
    file.writeAll(values);
    channel.force(true);
    Files.move(successor, path(directory), StandardCopyOption.ATOMIC_MOVE);
    syncDirectory(directory);
    return file;
  }

  private void writeAll(Map<StoreKey, Payload> values) throws IOException {
    List<Batch.Change> changes = new ArrayList<>();
    int bytes = 0;
    for (Map.Entry<StoreKey, Payload> entry : values.entrySet()) {
      Batch.Change change = new Batch.Change(entry.getKey(), entry.getValue());
      changes.add(change);
      bytes += JournalFormat.bytes(change);
      if (bytes >= RECORD_BYTES) {
        write(JournalFormat.record(records++, changes));
        changes.clear();
        bytes = 0;
      }
    }
    if (!changes.isEmpty()) {
      write(JournalFormat.record(records++, changes));
    }
  }

  private static void syncDirectory(Path directory) throws IOException {
    try (FileChannel opened = FileChannel.open(directory, StandardOpenOption.READ)) {
      opened.force(true);
    }
  }

  /** Makes changes durable. */
  void append(List<Batch.Change> changes) throws IOException {
    write(JournalFormat.record(records++, changes));
    channel.force(false);
  }

  private void write(ByteBuffer bytes) throws IOException {
    size += bytes.remaining();
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Replaces the file by one that has these values and nothing else. */
  void compact(Map<StoreKey, Payload> values) throws IOException {
    JournalFile successor = create(directory, client, values);
    channel.close();
    channel = successor.channel;
    size = successor.size;
    records = successor.records;
  }

  /** Its length in bytes. */
  long size() {
    return size;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
