package org.chappe.client.session;

import java.util.ArrayList;
import java.util.List;
import org.chappe.model.Message;
import org.chappe.model.Payload;
import org.chappe.store.Store;
import org.chappe.wire.Decoded;
import org.chappe.wire.Frame;
import org.chappe.wire.FrameCodec;
import org.chappe.wire.Stamp;
import org.chappe.wire.WireLimits;

/**
 * A received message as the journal keeps it: the time in base 36, a space, and the frame that carried it, outside any
 * session.
 *
 * @param number its place in the journal, from 1
 * @param millis when it came, in milliseconds since 1970, by a wall clock that was read when the client began
 * @param message the message
 */
public record JournalEntry(long number, long millis, Message message) implements HistoryEntry {

  private static final int BASE = 36;

  /** Digits of a time until long after the last epoch, and the space. */
  private static final int TIME_BYTES_MAX = 14;

  /** All messages in a journal, the oldest first. */
  public static List<JournalEntry> all(Store journal) {
    List<JournalEntry> entries = new ArrayList<>();
    Journal.each(
        journal, JournalSpaces.RECEIVED, (key, value) -> entries.add(decode(key.minor(), value)));
    return entries;
  }

  @Override
  public Payload text() {
    return message.text();
  }

  Payload encode() {
    byte[] bytes = new byte[TIME_BYTES_MAX + WireLimits.DATAGRAM_BYTES_MAX];
    int start = Payload.of(Long.toString(millis, BASE) + " ").copyTo(bytes, 0);
    int end = FrameCodec.encode(new Frame.Send(Stamp.unnumbered(), message, ""), bytes, start);
    return Payload.copyOf(bytes, 0, end);
  }

  /** @throws IllegalStateException if the value is no entry: the journal isn't what it was when it was written */
  static JournalEntry decode(long number, Payload value) {
    byte[] bytes = new byte[value.length()];
    value.copyTo(bytes, 0);
    int space = 0;
    while (space < bytes.length && bytes[space] != ' ') {
      space++;
    }
    if (space < bytes.length) {
      Decoded decoded = FrameCodec.decode(bytes, space + 1, bytes.length - space - 1);
      if (decoded instanceof Frame.Send send) {
        long millis = Long.parseLong(Payload.copyOf(bytes, 0, space).text(), BASE);
        return new JournalEntry(number, millis, send.message());
      }
    }
    throw new IllegalStateException("entry " + number + " of the journal is not a message");
  }
}
