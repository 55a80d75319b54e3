package org.chappe.client.session;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.chappe.model.ClientId;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
import org.chappe.node.StoreKey;
import org.jspecify.annotations.Nullable;

/**
 * The texts that were sent and are over, in the journal, each with what is known of it. A text comes here from the outbox within one batch, under
 * the same number; until then the outbox's record stands for it, so that a crash neither loses nor doubles it. What becomes of it later changes its
 * state, in the batch that is written anyway.
 *
 * <p>The newest are kept. The journal's file is rewritten when more than half of it is out of date, so this bound, beside that of what was
 * received, is what the file's size follows.
 */
final class SentHistory {

  /** Texts kept at most. */
  static final int TEXTS_MAX = 10_000;

  /** Bytes kept at most, as they stand in the journal. */
  static final long BYTES_MAX = 4L << 20;

  private record Numbered(ClientId destination, long epoch) {}

  private final Journal journal;
  private final TreeMap<Long, Integer> lengths = new TreeMap<>();

  /** What isn't durable yet, which the journal can't show. */
  private final Map<Long, SentText> fresh = new HashMap<>();

  /** Which text a message belongs to, by the number of its first part; made when it is first asked for. */
  private @Nullable Map<Numbered, NavigableMap<Long, Long>> index;

  private long nextNumber;
  private long bytes;
  private long dropped;

  /** Reads what is in the journal. */
  SentHistory(Journal journal) {
    this.journal = journal;
    journal.each(JournalSpaces.SENT, (key, value) -> {
      lengths.put(key.minor(), value.length());
      bytes += value.length();
      take(key.minor());
    });
  }

  /** A number for another text, above all others. */
  long takeNumber() {
    return nextNumber++;
  }

  /** A text that is still on its way has this number. */
  void take(long number) {
    nextNumber = Math.max(nextNumber, number + 1);
  }

  /** Puts a text into the batch that is gathered, in the place of the one with its number if there is one. */
  void put(SentText text) {
    if (!journal.isKept()) {
      return;
    }
    Payload value = text.encode();
    Integer before = lengths.put(text.number(), value.length());
    bytes += value.length() - (before == null ? 0 : before);
    journal.put(key(text.number()), value);
    fresh.put(text.number(), text);
    journal.afterwards(() -> fresh.remove(text.number(), text));
    if (index != null) {
      remember(index, text);
    }
    dropOldest();
  }

  /** The text that one of its messages belongs to; null if it isn't here. */
  @Nullable SentText find(ClientId destination, MessageId message) {
    NavigableMap<Long, Long> numbers = index().get(new Numbered(destination, message.epoch()));
    Map.Entry<Long, Long> entry = numbers == null ? null : numbers.floorEntry(message.n());
    SentText text = entry == null ? null : get(entry.getValue());
    return text == null || message.n() >= text.id().n() + text.parts() ? null : text;
  }

  private Map<Numbered, NavigableMap<Long, Long>> index() {
    Map<Numbered, NavigableMap<Long, Long>> known = index;
    if (known == null) {
      Map<Numbered, NavigableMap<Long, Long>> made = new HashMap<>();
      lengths.keySet().forEach(number -> {
        SentText text = get(number);
        if (text != null) {
          remember(made, text);
        }
      });
      index = made;
      return made;
    }
    return known;
  }

  private static void remember(Map<Numbered, NavigableMap<Long, Long>> numbers, SentText text) {
    numbers
        .computeIfAbsent(
            new Numbered(text.destination(), text.id().epoch()), any -> new TreeMap<>())
        .put(text.id().n(), text.number());
  }

  private @Nullable SentText get(long number) {
    SentText text = fresh.get(number);
    Payload value = text == null ? journal.get(key(number)) : null;
    return value == null ? text : SentText.decode(number, value);
  }

  private void dropOldest() {
    while (lengths.size() > TEXTS_MAX || bytes > BYTES_MAX) {
      long oldest = lengths.firstKey();
      if (index != null) {
        forget(index, oldest);
      }
      Integer length = lengths.remove(oldest);
      bytes -= length == null ? 0 : length;
      fresh.remove(oldest);
      journal.delete(key(oldest));
      dropped++;
    }
  }

  private void forget(Map<Numbered, NavigableMap<Long, Long>> numbers, long oldest) {
    SentText text = get(oldest);
    if (text != null) {
      Numbered numbered = new Numbered(text.destination(), text.id().epoch());
      NavigableMap<Long, Long> of = numbers.get(numbered);
      if (of != null && of.remove(text.id().n()) != null && of.isEmpty()) {
        numbers.remove(numbered);
      }
    }
  }

  /** Texts that have been dropped for want of room. */
  long dropped() {
    return dropped;
  }

  private static StoreKey key(long number) {
    return new StoreKey(JournalSpaces.SENT, 0, number);
  }
}
