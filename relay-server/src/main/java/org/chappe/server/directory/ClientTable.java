package org.chappe.server.directory;

import java.util.Arrays;

/**
 * One record of 24 bytes for each client: where it is at home, and which change said so. A hash table in arrays of
 * primitives; a million records take 28 MB.
 *
 * <p>Records have slots, which stay the same until the record is removed. A slot's number says nothing but when it came free;
 * going through slots in their order is deterministic. Buckets are chains through the records, and one more bucket is split off
 * whenever there are more records than buckets (linear hashing, Litwin 1980): growing never takes a long pause.
 *
 * <p>A record is three longs: client (34 bits), relay (14) and origin (16); the change's number (40) and the next slot of the
 * chain (24); version (47) and tick (17).
 */
final class ClientTable {

  /** No slot. */
  static final int NONE = -1;

  static final int SLOTS_MAX = (1 << 24) - 1;
  static final int ORIGINS_MAX = 1 << 16;
  static final long NUMBER_MAX = (1L << 40) - 1;
  static final int TICKS = 1 << 17;

  private static final int PAGE = 1 << 10;
  private static final int RECORD_LONGS = 3;
  private static final int ARRAY_HEADER_BYTES = 16;

  /** A client that can't be, where the slot is free. */
  private static final long FREE = -1;

  private final long salt;
  private long[][] pages = new long[1][];
  private int[][] heads = {new int[PAGE]};
  private int buckets = PAGE;
  private int halfway = PAGE;
  private int slots;
  private int freeSlot = NONE;
  private int size;

  /** @param salt unknown to those who choose clients' IDs, so that nobody can fill one chain; order doesn't depend on it */
  ClientTable(long salt) {
    this.salt = salt;
  }

  int size() {
    return size;
  }

  /** The slots that are or were in use: 0 to this, exclusively. */
  int slots() {
    return slots;
  }

  boolean isUsed(int slot) {
    return identity(slot) != FREE;
  }

  long client(int slot) {
    return identity(slot) >>> 30;
  }

  int relay(int slot) {
    return (int) (identity(slot) >>> 16) & 0x3FFF;
  }

  int origin(int slot) {
    return (int) identity(slot) & 0xFFFF;
  }

  long number(int slot) {
    return page(slot)[at(slot) + 1] >>> 24;
  }

  long version(int slot) {
    return page(slot)[at(slot) + 2] >>> 17;
  }

  /** When the record was written, in ticks that begin again after {@link #TICKS}. */
  int tick(int slot) {
    return (int) page(slot)[at(slot) + 2] & (TICKS - 1);
  }

  private long identity(int slot) {
    return page(slot)[at(slot)];
  }

  private long[] page(int slot) {
    return pages[slot / PAGE];
  }

  private static int at(int slot) {
    return slot % PAGE * RECORD_LONGS;
  }

  /** The slot of a client, or {@link #NONE}. */
  int find(long client) {
    int slot = head(bucketOf(client));
    while (slot != NONE && client(slot) != client) {
      slot = next(slot);
    }
    return slot;
  }

  /** Gives a client that has none a slot, to be written next. */
  int insert(long client) {
    if (size >= buckets) {
      split();
    }
    int slot = freeSlot == NONE ? freshSlot() : freeSlot;
    if (slot == freeSlot) {
      freeSlot = next(slot);
    }
    page(slot)[at(slot)] = client << 30;
    int bucket = bucketOf(client);
    setNext(slot, head(bucket));
    setHead(bucket, slot);
    size++;
    return slot;
  }

  private int freshSlot() {
    if (slots == SLOTS_MAX) {
      throw new IllegalStateException("a table has at most " + SLOTS_MAX + " slots");
    }
    int page = slots / PAGE;
    if (page == pages.length) {
      pages = Arrays.copyOf(pages, 2 * page);
    }
    if (slots % PAGE == 0) {
      pages[page] = new long[PAGE * RECORD_LONGS];
    }
    return slots++;
  }

  /** Writes all of a record but its client. */
  void write(int slot, int relay, long version, int origin, long number, int tick) {
    long[] page = page(slot);
    int at = at(slot);
    page[at] = (page[at] >>> 30 << 30) | ((long) relay << 16) | origin;
    page[at + 1] = (number << 24) | (page[at + 1] & 0xFF_FFFF);
    page[at + 2] = (version << 17) | tick;
  }

  void remove(int slot) {
    int bucket = bucketOf(client(slot));
    int before = head(bucket);
    if (before == slot) {
      setHead(bucket, next(slot));
    } else {
      while (next(before) != slot) {
        before = next(before);
      }
      setNext(before, next(slot));
    }
    page(slot)[at(slot)] = FREE;
    setNext(slot, freeSlot);
    freeSlot = slot;
    size--;
  }

  // ---- chains ----

  private int bucketOf(long client) {
    long mixed = (client ^ salt) * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
    int hash = (int) (mixed >>> 32);
    int bucket = hash & (2 * halfway - 1);
    return bucket < buckets ? bucket : bucket & (halfway - 1);
  }

  /** Moves what belongs there from the next bucket that wasn't split in this round into a new one. */
  private void split() {
    int old = buckets - halfway;
    if (buckets % PAGE == 0) {
      addHeads();
    }
    int slot = head(old);
    setHead(old, NONE);
    buckets++;
    while (slot != NONE) {
      int following = next(slot);
      int bucket = bucketOf(client(slot));
      setNext(slot, head(bucket));
      setHead(bucket, slot);
      slot = following;
    }
    halfway = buckets == 2 * halfway ? buckets : halfway;
  }

  private void addHeads() {
    int page = buckets / PAGE;
    heads = page < heads.length ? heads : Arrays.copyOf(heads, 2 * page);
    heads[page] = new int[PAGE];
  }

  // a link is kept as one more than the slot, so that 0 is none

  private int head(int bucket) {
    return heads[bucket / PAGE][bucket % PAGE] - 1;
  }

  private void setHead(int bucket, int slot) {
    heads[bucket / PAGE][bucket % PAGE] = slot + 1;
  }

  private int next(int slot) {
    return ((int) page(slot)[at(slot) + 1] & 0xFF_FFFF) - 1;
  }

  private void setNext(int slot, int next) {
    long[] page = page(slot);
    int at = at(slot) + 1;
    page[at] = (page[at] >>> 24 << 24) | (next + 1);
  }

  /** The heap that the arrays take, in bytes, by their lengths. */
  long heapBytes() {
    int usedPages = (slots + PAGE - 1) / PAGE;
    long records = usedPages * (ARRAY_HEADER_BYTES + (long) PAGE * RECORD_LONGS * Long.BYTES);
    int usedHeads = (buckets + PAGE - 1) / PAGE;
    long links = (long) usedHeads * (ARRAY_HEADER_BYTES + PAGE * Integer.BYTES);
    long outer = 2L * ARRAY_HEADER_BYTES + (long) (pages.length + heads.length) * Long.BYTES;
    return records + links + outer;
  }
}
