package org.chappe.client.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentSkipListMap;
import org.chappe.client.journal.JournalProblem.Kind;
import org.chappe.model.ClientId;
import org.chappe.model.Payload;
import org.chappe.node.StoreKey;

/**
 * What a journal's file says.
 *
 * @param values what is in it
 * @param soundBytes how far it is sound
 * @param tornBytes how much is behind that: what a crash left of the last record
 * @param records how many records it has
 */
record JournalContent(
    ConcurrentSkipListMap<StoreKey, Payload> values, int soundBytes, int tornBytes, long records) {

  /** A journal of more than this isn't one of ours: it is compacted long before. */
  static final long FILE_BYTES_MAX = 1L << 30;

  /** @throws JournalProblem if it is damaged, another client's, of a newer format, or can't be read */
  static JournalContent read(Path path, ClientId client) throws JournalProblem {
    ByteBuffer file = bytes(path);
    checkHeader(path, file, client);
    ConcurrentSkipListMap<StoreKey, Payload> values = new ConcurrentSkipListMap<>();
    int offset = JournalFormat.HEADER_BYTES;
    long sequence = 0;
    int end = JournalFormat.end(file, offset, sequence);
    while (end >= 0 && JournalFormat.sequence(file, offset) == sequence) {
      JournalFormat.apply(file, offset, end, values);
      offset = end;
      sequence++;
      end = JournalFormat.end(file, offset, sequence);
    }
    checkNothingSoundFollows(path, file, offset, sequence);
    return new JournalContent(values, offset, file.limit() - offset, sequence);
  }

  private static ByteBuffer bytes(Path path) throws JournalProblem {
    try {
      if (Files.size(path) > FILE_BYTES_MAX) {
        throw new JournalProblem(Kind.UNUSABLE, path + " is too large for a journal");
      }
      return ByteBuffer.wrap(Files.readAllBytes(path));
    } catch (IOException e) {
      throw new JournalProblem(
          Kind.UNUSABLE, path + " can't be read: " + e + "; check who may read it");
    }
  }

  private static void checkHeader(Path path, ByteBuffer file, ClientId client)
      throws JournalProblem {
    Kind fault = JournalFormat.fault(file, client);
    if (fault == Kind.DAMAGED) {
      throw damaged(path, 0);
    }
    if (fault != null && JournalFormat.version(file) != JournalFormat.VERSION) {
      throw new JournalProblem(
          fault,
          path + " has format " + JournalFormat.version(file) + "; this program knows "
              + JournalFormat.VERSION + "; use a newer one, or another directory");
    }
    if (fault != null) {
      throw new JournalProblem(
          fault,
          path + " belongs to client " + new ClientId(JournalFormat.client(file)) + ", not "
              + client + "; name another directory");
    }
  }

  /** A sound record behind an unsound one: the unsound one was durable once, so it isn't what a crash left. */
  private static void checkNothingSoundFollows(
      Path path, ByteBuffer file, int offset, long sequence) throws JournalProblem {
    int last = file.limit() - JournalFormat.RECORD_HEADER_BYTES;
    for (int later = offset + 1; later <= last; later++) {
      if (JournalFormat.end(file, later, sequence) >= 0) {
        throw damaged(path, offset);
      }
    }
  }

  private static JournalProblem damaged(Path path, int offset) {
    return new JournalProblem(
        Kind.DAMAGED,
        path + " is damaged at offset " + offset
            + "; restore it from a copy, or move it away to begin anew (messages may then be shown twice)");
  }
}
