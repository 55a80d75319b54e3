package org.chappe.server.store;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What RocksDB's manifest says of its logs. Only the fields at the beginning of its records are read; whether it is sound
 * is left to RocksDB, which checks all of it.
 *
 * <p>Source: RocksDB's {@code db/version_edit.h}, which fixes these numbers for good.
 *
 * @param firstLog the number of the oldest log that is still needed
 * @param lastSequence the sequence number up to which changes had been made durable when it was written last
 */
record Manifest(long firstLog, long lastSequence) {

  private static final int COMPARATOR = 1;
  private static final int LOG_NUMBER = 2;
  private static final int NEXT_FILE = 3;
  private static final int LAST_SEQUENCE = 4;
  private static final int PREVIOUS_LOG = 9;
  private static final int FIRST_LOG = 10;
  private static final int MAX_COLUMN_FAMILY = 203;

  /** From here on, fields begin with their length and may be skipped. */
  private static final int IGNORABLE = 1 << 13;

  /** Reads the manifest that a database names as its current one. */
  static Manifest read(Path database) throws IOException {
    String name = Files.readString(database.resolve("CURRENT")).strip();
    Reader reader = new Reader();
    try (LogFile file = LogFile.plain(database.resolve(name))) {
      file.read(reader);
    }
    return new Manifest(reader.firstLog, reader.lastSequence);
  }

  private static final class Reader implements LogFile.RecordVisitor {

    private long firstLog;
    private long lastSequence;

    @Override
    public boolean visit(long offset, ByteBuffer prefix) {
      try {
        boolean more = true;
        while (more && prefix.hasRemaining()) {
          more = readField(prefix);
        }
      } catch (BufferUnderflowException | IllegalArgumentException cutShort) {
        return true; // the fields of interest come first
      }
      return true;
    }

    /** Returns whether the next field can be found. */
    private boolean readField(ByteBuffer prefix) {
      long tag = varint(prefix);
      if (tag == COMPARATOR || tag > IGNORABLE) {
        int length = (int) varint(prefix);
        prefix.position(prefix.position() + length);
      } else if (tag == FIRST_LOG) {
        firstLog = Math.max(firstLog, varint(prefix));
      } else if (tag == LAST_SEQUENCE) {
        lastSequence = Math.max(lastSequence, varint(prefix));
      } else if (tag == LOG_NUMBER
          || tag == NEXT_FILE
          || tag == PREVIOUS_LOG
          || tag == MAX_COLUMN_FAMILY) {
        varint(prefix);
      } else {
        return false;
      }
      return true;
    }

    private static long varint(ByteBuffer source) {
      long value = 0;
      for (int shift = 0; shift < Long.SIZE; shift += 7) {
        byte next = source.get();
        value |= (next & 0x7FL) << shift;
        if (next >= 0) {
          return value;
        }
      }
      throw new IllegalArgumentException("a number is too long");
    }
  }
}
