package org.chappe.server.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * How far the store is known to be durable, kept outside of it: what is found below the mark at the next start is missing.
 * A change's number is the sequence number that the engine gave it.
 *
 * <p>It is written after the fact and without a sync of its own, so it may be older than the store, never newer. Two slots are
 * written in turn, each with a checksum, so that a torn write leaves the one before.
 */
final class DurableMark implements AutoCloseable {

  private static final int SLOTS = 2;
  private static final int SLOT_BYTES = Long.BYTES + Integer.BYTES;

  private final FileChannel channel;
  private final ByteBuffer slot = ByteBuffer.allocate(SLOT_BYTES);
  private int nextSlot;

  private DurableMark(FileChannel channel) {
    this.channel = channel;
  }

  static DurableMark open(Path file) throws IOException {
    return new DurableMark(
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
  }

  /** The mark of a file; 0 when it isn't there or can't be made out. */
  static long read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return 0;
    }
    ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(file));
    long highest = 0;
    for (int i = 0; i < SLOTS && all.remaining() >= SLOT_BYTES; i++) {
      long sequence = all.getLong();
      if (all.getInt() == checksum(sequence)) {
        highest = Math.max(highest, sequence);
      }
    }
    return highest;
  }

  /** Notes that all changes up to a number are durable. */
  void write(long sequence) throws IOException {
    slot.clear();
    slot.putLong(sequence).putInt(checksum(sequence)).flip();
    channel.write(slot, (long) nextSlot * SLOT_BYTES);
    nextSlot = (nextSlot + 1) % SLOTS;
  }

  private static int checksum(long sequence) {
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(Long.BYTES).putLong(sequence).flip());
    return (int) crc.getValue();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
