package org.chappe.client.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.chappe.model.Message;
import org.chappe.model.Payload;
import org.chappe.node.Delivery;
import org.chappe.node.Node;
import org.chappe.node.StoreKey;
import org.jspecify.annotations.Nullable;

/**
 * The messages in the journal, numbered from 1 as they come, and which of them were shown.
 *
 * <p>What was shown is written down with the next batch, or on its own shortly afterwards: a client that is killed in
 * between shows those again, under the same numbers. Of what was shown the newest is kept as history; what wasn't
 * shown is never dropped.
 */
final class Received {

  /** Messages kept at most, beside those that weren't shown. */
  static final int MESSAGES_MAX = 10_000;

  /** Bytes kept at most, as they stand in the journal. */
  static final long BYTES_MAX = 4L << 20;

  /** How long what was shown may go unwritten when nothing else is written. */
  static final long MARK_DELAY_NANOS = 200_000_000L;

  private static final StoreKey MARK = new StoreKey(JournalSpaces.STATE, 0, JournalSpaces.SHOWN);
  private static final int BASE = 36;

  private final Journal journal;
  private final TreeMap<Long, JournalEntry> unshown = new TreeMap<>();
  private long nextNumber = 1;
  /** All below was dropped, but for what wasn't shown. */
  private long horizon = 1;

  private long kept;
  private long bytes;
  private long dropped;
  private boolean markChanged;
  private long markDueNanos = Node.NEVER;

  /** Reads what is in the journal. */
  Received(Journal journal) {
    this.journal = journal;
    Marks marks = Marks.decode(journal.get(MARK));
    journal.each(JournalSpaces.RECEIVED, (key, value) -> restore(key.minor(), value, marks));
  }

  private void restore(long number, Payload value, Marks marks) {
    horizon = kept == 0 ? number : horizon;
    nextNumber = number + 1;
    kept++;
    bytes += value.length();
    if (!marks.isShown(number)) {
      unshown.put(number, JournalEntry.decode(number, value));
    }
  }

  /** Writes a message down and returns its number. */
  long add(Message message, long millis) {
    if (!journal.isKept()) {
      return Delivery.UNKEPT;
    }
    JournalEntry entry = new JournalEntry(nextNumber++, millis, message);
    Payload value = entry.encode();
    journal.put(key(entry.number()), value);
    unshown.put(entry.number(), entry);
    kept++;
    bytes += value.length();
    dropOldest();
    return entry.number();
  }

  /** What is in the journal and was not shown, the oldest first. */
  List<JournalEntry> unshown() {
    return new ArrayList<>(unshown.values());
  }

  /** A message was shown. */
  void shown(long nowNanos, long number) {
    if (number == Delivery.UNKEPT) {
      return;
    }
    unshown.remove(number);
    markChanged = true;
    markDueNanos = Math.min(markDueNanos, nowNanos + MARK_DELAY_NANOS);
    if (number < horizon) {
      drop(number);
    }
    dropOldest();
  }

  private void dropOldest() {
    while (horizon < nextNumber && (kept - unshown.size() > MESSAGES_MAX || bytes > BYTES_MAX)) {
      long oldest = horizon++;
      if (!unshown.containsKey(oldest)) {
        drop(oldest);
      }
    }
  }

  private void drop(long number) {
    Payload value = journal.get(key(number));
    if (value != null) {
      journal.delete(key(number));
      bytes -= value.length();
      kept--;
      dropped++;
    }
  }

  /** When what was shown is to be written down. */
  long nextDeadline() {
    return markDueNanos;
  }

  /** Puts into the batch that is gathered which messages were shown. */
  void save() {
    if (markChanged) {
      journal.put(MARK, new Marks(nextNumber, unshown).encode());
      markChanged = false;
    }
    markDueNanos = Node.NEVER;
  }

  /** Messages that were shown and have been dropped from the history. */
  long dropped() {
    return dropped;
  }

  private static StoreKey key(long number) {
    return new StoreKey(JournalSpaces.RECEIVED, 0, number);
  }

  /**
   * Which messages were shown: all below a number, but for some ranges. In the journal, base 36: {@code 2s 1a-1c 1f-1f}.
   */
  private record Marks(long end, TreeMap<Long, ?> unshown) {

    boolean isShown(long number) {
      return number < end && !unshown.containsKey(number);
    }

    Payload encode() {
      StringBuilder text = new StringBuilder(Long.toString(end, BASE));
      long first = 0;
      long last = -1;
      for (Map.Entry<Long, ?> entry : unshown.entrySet()) {
        long number = entry.getKey();
        if (number != last + 1 || last < 0) {
          append(text, first, last);
          first = number;
        }
        last = number;
      }
      append(text, first, last);
      return Payload.of(text.toString());
    }

    private static void append(StringBuilder text, long first, long last) {
      if (last >= 0) {
        text.append(' ').append(Long.toString(first, BASE));
        text.append('-').append(Long.toString(last, BASE));
      }
    }

    static Marks decode(@Nullable Payload value) {
      TreeMap<Long, Boolean> unshown = new TreeMap<>();
      if (value == null) {
        return new Marks(0, unshown);
      }
      String[] words = value.text().split(" ", -1);
      for (int i = 1; i < words.length; i++) {
        int dash = words[i].indexOf('-');
        long last = Long.parseLong(words[i].substring(dash + 1), BASE);
        for (long n = Long.parseLong(words[i].substring(0, dash), BASE); n <= last; n++) {
          unshown.put(n, true);
        }
      }
      return new Marks(Long.parseLong(words[0], BASE), unshown);
    }
  }
}
