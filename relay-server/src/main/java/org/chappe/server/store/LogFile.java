package org.chappe.server.store;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * Reads a file in RocksDB's log format: blocks of 32 KiB, in them fragments of records, each with a checksum. Files that
 * are written over again (write-ahead logs) bear their number in each fragment, so that what the file held before isn't
 * taken for content.
 *
 * <p>Source: the page "Write Ahead Log File Format" of RocksDB's wiki.
 */
final class LogFile implements AutoCloseable {

  /** Bytes of a record that a reader gets to see. */
  static final int PREFIX_BYTES_MAX = 256;

  private static final int BLOCK_BYTES = 32 * 1024;
  private static final int PLAIN_HEADER_BYTES = 7;
  private static final int NUMBERED_HEADER_BYTES = 11;
  private static final int FIRST_NUMBERED_TYPE = 5;
  private static final int CHECKSUM_MASK = 0xa282ead8;

  private final FileChannel channel;
  private final boolean numbered;
  private final int number;
  private final int headerBytes;
  private final ByteBuffer block =
      ByteBuffer.allocate(BLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN).limit(0);
  private final ByteBuffer prefix =
      ByteBuffer.allocate(PREFIX_BYTES_MAX).order(ByteOrder.LITTLE_ENDIAN);
  private long blockStart;
  private boolean inRecord;
  private long recordStart;

  /** What part of a record a fragment is; in the order of the types on disk. */
  private enum Part {
    FULL,
    FIRST,
    MIDDLE,
    LAST;

    boolean begins() {
      return this == FULL || this == FIRST;
    }

    boolean ends() {
      return this == FULL || this == LAST;
    }
  }

  /** Is told of each record. */
  @FunctionalInterface
  interface RecordVisitor {

    /**
     * Takes a record, or refuses it, and then reading ends there.
     *
     * @param offset where the record begins
     * @param prefix its first bytes, little-endian
     */
    boolean visit(long offset, ByteBuffer prefix);
  }

  /**
   * How reading came to its end.
   *
   * @param offset where the whole records end
   * @param resumedAt where behind that another record begins; −1 if none does. A record is begun when the one before it is
   *     durable, so what lies between was durable, too
   * @param tornBytes the bytes of a record there that wasn't written to its end, 0 if none is to be seen
   */
  record End(long offset, long resumedAt, long tornBytes) {}

  private LogFile(FileChannel channel, boolean numbered, int number) {
    this.channel = channel;
    this.numbered = numbered;
    this.number = number;
    this.headerBytes = numbered ? NUMBERED_HEADER_BYTES : PLAIN_HEADER_BYTES;
  }

  /** A write-ahead log. */
  static LogFile numbered(Path file, long number) throws IOException {
    return new LogFile(FileChannel.open(file, StandardOpenOption.READ), true, (int) number);
  }

  /** A manifest. */
  static LogFile plain(Path file) throws IOException {
    return new LogFile(FileChannel.open(file, StandardOpenOption.READ), false, 0);
  }

  /** Reads all whole records up to the first that isn't, and looks for more behind that. */
  End read(RecordVisitor visitor) throws IOException {
    if (loadBlock(0)) {
      while (nextFragment()) {
        Part part = part();
        if (part.begins() == inRecord || !accept(part, visitor)) {
          break;
        }
        block.position(block.position() + headerBytes + length());
      }
    }
    return endAt(inRecord ? recordStart : position());
  }

  /** Moves to the fragment that follows; false if there is no good one. */
  private boolean nextFragment() throws IOException {
    if (block.remaining() < headerBytes && block.limit() == BLOCK_BYTES) {
      if (!loadBlock(blockStart + BLOCK_BYTES)) {
        return false;
      }
    }
    return isFragment(block.position());
  }

  /** Returns whether reading goes on. */
  private boolean accept(Part part, RecordVisitor visitor) {
    if (part.begins()) {
      recordStart = position();
      inRecord = true;
      prefix.clear();
    }
    int taken = Math.min(prefix.remaining(), length());
    prefix.put(prefix.position(), block, block.position() + headerBytes, taken);
    prefix.position(prefix.position() + taken);
    if (!part.ends()) {
      return true;
    }
    boolean accepted = visitor.visit(recordStart, prefix.flip());
    inRecord = !accepted;
    return accepted;
  }

  /** Looks at all that lies behind the whole records, from the fragment at which reading ended. */
  private End endAt(long offset) throws IOException {
    long tornEnd = inRecord ? position() : offset;
    tornEnd = Math.max(tornEnd, claimedEnd());
    do {
      while (block.remaining() >= headerBytes) {
        if (!isFragment(block.position())) {
          block.position(block.position() + 1);
          continue;
        }
        if (part().begins()) {
          return new End(offset, position(), position() - offset);
        }
        block.position(block.position() + headerBytes + length());
        tornEnd = position();
      }
    } while (loadBlock(blockStart + BLOCK_BYTES));
    return new End(offset, -1, tornEnd - offset);
  }

  /** Where the fragment under way would end by its header, if that seems to be one of this file. */
  private long claimedEnd() {
    if (block.remaining() < headerBytes || !hasFittingType(block.position())) {
      return position();
    }
    return Math.min(blockStart + block.limit(), position() + headerBytes + length());
  }

  private boolean isFragment(int at) {
    if (block.limit() - at < headerBytes || !hasFittingType(at)) {
      return false;
    }
    int length = block.getShort(at + 4) & 0xFFFF;
    if (length > block.limit() - at - headerBytes) {
      return false;
    }
    CRC32C crc = new CRC32C();
    crc.update(block.array(), at + 6, headerBytes - 6 + length);
    int value = (int) crc.getValue();
    return block.getInt(at) == Integer.rotateRight(value, 15) + CHECKSUM_MASK;
  }

  private boolean hasFittingType(int at) {
    int type = block.get(at + 6);
    int first = numbered ? FIRST_NUMBERED_TYPE : 1;
    return type >= first && type < first + 4 && (!numbered || block.getInt(at + 7) == number);
  }

  private Part part() {
    int type = block.get(block.position() + 6) - (numbered ? FIRST_NUMBERED_TYPE : 1);
    return Part.values()[type];
  }

  private int length() {
    return block.getShort(block.position() + 4) & 0xFFFF;
  }

  private long position() {
    return blockStart + block.position();
  }

  private boolean loadBlock(long start) throws IOException {
    if (start >= channel.size()) {
      return false;
    }
    blockStart = start;
    block.clear();
    long wanted = Math.min(BLOCK_BYTES, channel.size() - start);
    block.limit((int) wanted);
    while (block.hasRemaining()) {
      if (channel.read(block, start + block.position()) < 0) {
        throw new EOFException("the file shrank while it was read");
      }
    }
    block.flip();
    return true;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
