package org.chappe.client.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.chappe.model.ClientId;
import org.chappe.model.Payload;
import org.chappe.node.Batch;
import org.chappe.node.StoreKey;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a journal, all numbers with the highest byte first:
 *
 * <pre>{@code
 * file    = header record*
 * header  = "chappejl" version(4) client(8) crc32c(4)            over all before it
 * record  = length(4) crc32c(4) sequence(8) change*              crc over length, sequence and changes
 * change  = 1 space(1) major(8) minor(8) length(4) value  |  0 space(1) major(8) minor(8)
 * }</pre>
 *
 * <p>A record is all that was written and synced at once, one or more batches. The next record is written only when it is
 * durable, so only the last one can be torn by a crash. The length is that of the changes; sequence numbers count the
 * records of a file from 0.
 */
final class JournalFormat {

  static final int VERSION = 1;

  static final int HEADER_BYTES = 24;

  static final int RECORD_HEADER_BYTES = 16;

  /** Changes of one record at most: what is written together is cut into records below that. */
  static final int CHANGES_BYTES_MAX = 8 << 20;

  private static final byte[] MAGIC = "chappejl".getBytes(StandardCharsets.US_ASCII);
  private static final byte PUT = 1;
  private static final byte DELETE = 0;
  private static final int KEY_BYTES = 1 + 8 + 8;

  private JournalFormat() {}

  // ---- header ----

  static ByteBuffer header(ClientId client) {
    ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES);
    bytes.put(MAGIC).putInt(VERSION).putLong(client.value());
    bytes.putInt(crc(bytes, 0, bytes.position()));
    return bytes.flip();
  }

  /** Why a header isn't the one that is wanted; null if it is. */
  static JournalProblem.@Nullable Kind fault(ByteBuffer header, ClientId client) {
    byte[] magic = new byte[MAGIC.length];
    if (header.remaining() < HEADER_BYTES) {
      return JournalProblem.Kind.DAMAGED;
    }
    header.get(0, magic);
    boolean isSound = ByteBuffer.wrap(magic).equals(ByteBuffer.wrap(MAGIC))
        && header.getInt(20) == crc(header, 0, 20);
    if (!isSound) {
      return JournalProblem.Kind.DAMAGED;
    }
    boolean isOurs = version(header) == VERSION && client(header) == client.value();
    return isOurs ? null : JournalProblem.Kind.UNUSABLE;
  }

  static int version(ByteBuffer header) {
    return header.getInt(8);
  }

  static long client(ByteBuffer header) {
    return header.getLong(12);
  }

  // ---- records ----

  /** How many bytes a change takes. */
  static int bytes(Batch.Change change) {
    Payload value = change.value();
    return 1 + KEY_BYTES + (value == null ? 0 : 4 + value.length());
  }

  static ByteBuffer record(long sequence, List<Batch.Change> changes) {
    int length = changes.stream().mapToInt(JournalFormat::bytes).sum();
    ByteBuffer bytes = ByteBuffer.allocate(RECORD_HEADER_BYTES + length);
    bytes.putInt(length).putInt(0).putLong(sequence);
    for (Batch.Change change : changes) {
      put(bytes, change);
    }
    bytes.putInt(4, recordCrc(bytes, 0, length));
    return bytes.flip();
  }

  private static void put(ByteBuffer bytes, Batch.Change change) {
    Payload value = change.value();
    bytes.put(value == null ? DELETE : PUT).put((byte) change.key().space());
    bytes.putLong(change.key().major()).putLong(change.key().minor());
    if (value != null) {
      byte[] content = new byte[value.length()];
      value.copyTo(content, 0);
      bytes.putInt(content.length).put(content);
    }
  }

  /** Where the record at an offset ends; −1 if there is no sound one of that sequence number or a later one. */
  static int end(ByteBuffer file, int offset, long sequenceMin) {
    if (file.limit() - offset < RECORD_HEADER_BYTES) {
      return -1;
    }
    int length = file.getInt(offset);
    long sequence = file.getLong(offset + 8);
    boolean isPlausible = length > 0
        && length <= file.limit() - offset - RECORD_HEADER_BYTES
        && sequence >= sequenceMin
        && sequence - sequenceMin <= file.limit();
    if (!isPlausible || file.getInt(offset + 4) != recordCrc(file, offset, length)) {
      return -1;
    }
    return offset + RECORD_HEADER_BYTES + length;
  }

  static long sequence(ByteBuffer file, int offset) {
    return file.getLong(offset + 8);
  }

  /** Applies the changes of a sound record, which ends there. */
  static void apply(ByteBuffer file, int offset, int end, Map<StoreKey, Payload> values) {
    ByteBuffer changes = file.duplicate().position(offset + RECORD_HEADER_BYTES).limit(end);
    while (changes.hasRemaining()) {
      boolean isPut = changes.get() == PUT;
      StoreKey key = new StoreKey(changes.get() & 0xFF, changes.getLong(), changes.getLong());
      if (isPut) {
        int length = changes.getInt();
        byte[] value = new byte[length];
        changes.get(value);
        values.put(key, Payload.copyOf(value, 0, length));
      } else {
        values.remove(key);
      }
    }
  }

  private static int recordCrc(ByteBuffer bytes, int offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.slice(offset, 4));
    crc.update(bytes.slice(offset + 8, 8 + length));
    return (int) crc.getValue();
  }

  private static int crc(ByteBuffer bytes, int offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.slice(offset, length));
    return (int) crc.getValue();
  }
}
