package org.chappe.server.rooms;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.chappe.model.ClientId;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
import org.chappe.node.StoreKey;
import org.chappe.store.CommitQueue;
import org.chappe.store.Store;
import org.jspecify.annotations.Nullable;

/**
 * The items of one queue, numbered in the order of their arrival: those that wait, and those that are lent. Of one that came back it is remembered who
 * had it last, as the word that it was taken may come after the word that it wasn't. Of what is lent it is known until when a word is waited for.
 */
final class Items {

  /** Items of one queue, lent ones included. */
  static final int ITEMS_MAX = 10_000;

  private final ClientId room;
  private final CommitQueue commits;
  private final ItemRoom all;
  private final TreeMap<Long, Payload> texts = new TreeMap<>();
  private final TreeSet<Long> waiting = new TreeSet<>();
  private final Map<Long, Lending> lendings = new LinkedHashMap<>();
  private final Map<Lending, Long> byLending = new LinkedHashMap<>();
  private final Map<Long, Long> wordsDue = new LinkedHashMap<>();
  private long next;
  private long returned;
  private long givenUp;

  /** Under which number somebody was sent an item. */
  private record Lending(ClientId taker, MessageId id) {

    private static final int RADIX = 36;

    private String numbers() {
      return taker + "." + id;
    }

    Payload encodeOpen(long wordDueSeconds) {
      return Payload.of(numbers() + ".o." + Long.toString(wordDueSeconds, RADIX));
    }

    Payload encodeClosed() {
      return Payload.of(numbers() + ".c");
    }

    static Lending decode(String[] fields) {
      return new Lending(ClientId.parse(fields[0]), MessageId.parse(fields[1] + "." + fields[2]));
    }
  }

  /** @param all counts the items of all queues of the relay */
  Items(ClientId room, CommitQueue commits, ItemRoom all) {
    this.room = room;
    this.commits = commits;
    this.all = all;
  }

  void recover(Store store) {
    store.scan(RoomKeys.item(room, 0), ITEMS_MAX, (key, value) -> {
      if (isOurs(key, RoomKeys.ITEM)) {
        texts.put(key.minor(), value);
        waiting.add(key.minor());
        next = key.minor() + 1;
        all.add(1);
      }
    });
    store.scan(RoomKeys.lending(room, 0), ITEMS_MAX, (key, value) -> {
      if (isOurs(key, RoomKeys.LENDING)) {
        String[] fields = value.text().split("\\.", -1);
        note(key.minor(), Lending.decode(fields));
        if (fields[3].equals("o")) {
          waiting.remove(key.minor());
          boolean isDue = fields.length > 4; // it wasn't noted at first
          wordsDue.put(
              key.minor(), isDue ? Long.parseLong(fields[4], Lending.RADIX) : Long.MAX_VALUE);
        }
      }
    });
  }

  private boolean isOurs(StoreKey key, int space) {
    return key.space() == space && key.major() == room.value();
  }

  private void note(long item, Lending lending) {
    Lending before = lendings.put(item, lending);
    if (before != null) {
      byLending.remove(before);
    }
    byLending.put(lending, item);
  }

  boolean hasRoom() {
    return texts.size() < ITEMS_MAX && all.hasRoom();
  }

  /** Puts an item behind all others; only where there is room. */
  void add(Payload text) {
    long item = next++;
    texts.put(item, text);
    waiting.add(item);
    all.add(1);
    commits.put(RoomKeys.item(room, item), text);
  }

  /** The item that waits for longest; null when none does. */
  @Nullable Long oldest() {
    return waiting.isEmpty() ? null : waiting.first();
  }

  Payload text(long item) {
    Payload text = texts.get(item);
    if (text == null) {
      throw new IllegalStateException("no item " + item + " in " + room);
    }
    return text;
  }

  /**
   * An item that waited was sent to somebody under a number.
   *
   * @param wordDueSeconds at which age of the station it isn't waited any more for the word of what became of it
   */
  void lend(long item, ClientId taker, MessageId id, long wordDueSeconds) {
    Lending lending = new Lending(taker, id);
    waiting.remove(item);
    note(item, lending);
    wordsDue.put(item, wordDueSeconds);
    commits.put(RoomKeys.lending(room, item), lending.encodeOpen(wordDueSeconds));
  }

  /** Somebody has what was sent under a number; nothing happens when another was sent it since. */
  void taken(ClientId taker, MessageId id) {
    Long item = byLending.remove(new Lending(taker, id));
    if (item != null) {
      forget(item);
    }
  }

  private void forget(long item) {
    Lending lending = lendings.remove(item);
    if (lending != null) {
      byLending.remove(lending);
      commits.delete(RoomKeys.lending(room, item));
    }
    texts.remove(item);
    waiting.remove(item);
    wordsDue.remove(item);
    all.add(-1);
    commits.delete(RoomKeys.item(room, item));
  }

  /** Somebody hasn't got what was sent under a number: it waits again, where it was. */
  void giveBack(ClientId taker, MessageId id) {
    Lending lending = new Lending(taker, id);
    Long item = byLending.get(lending);
    if (item != null && waiting.add(item)) {
      returned++;
      wordsDue.remove(item);
      commits.put(RoomKeys.lending(room, item), lending.encodeClosed());
    }
  }

  /** Of what is lent, and no word was heard of in time, some wait again; how many. */
  int giveUp(long ageSeconds, int max) {
    List<Long> overdue = wordsDue.entrySet().stream()
        .filter(due -> due.getValue() <= ageSeconds)
        .limit(max)
        .map(Map.Entry::getKey)
        .toList();
    for (Long item : overdue) {
      Lending lending = Objects.requireNonNull(lendings.get(item));
      giveBack(lending.taker, lending.id);
      givenUp++;
    }
    return overdue.size();
  }

  void end() {
    List<Long> left = new ArrayList<>(texts.keySet());
    left.forEach(this::forget);
  }

  int waiting() {
    return waiting.size();
  }

  int lent() {
    return texts.size() - waiting.size();
  }

  /** How often it wasn't waited any longer for the word of what became of an item. */
  long givenUp() {
    return givenUp;
  }

  /** How often an item came back. */
  long returned() {
    return returned;
  }
}
