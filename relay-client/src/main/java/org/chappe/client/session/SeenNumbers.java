package org.chappe.client.session;

/**
 * Which message numbers of one source have come: for each of its latest epochs, all below a number and a map of 64 from
 * there on.
 *
 * <p>A number more than 64 beyond the first gap closes that gap: what was missing in it counts as come. An epoch older
 * than the latest {@value #EPOCHS_MAX} counts as come altogether.
 */
final class SeenNumbers {

  /** Epochs remembered at most. */
  static final int EPOCHS_MAX = 4;

  private static final int MAP_BITS = 64;

  private final long[] epochs = new long[EPOCHS_MAX];
  private final long[] next = new long[EPOCHS_MAX];
  private final long[] maps = new long[EPOCHS_MAX];
  private int size;

  /** Notes a number; false when it has come before, or must be taken for it. */
  boolean add(long epoch, long n) {
    int slot = slotOf(epoch);
    return slot >= 0 && addAt(slot, n);
  }

  /** The epoch's place, made when it is new and not too old; −1 when it is. Newest first. */
  private int slotOf(long epoch) {
    int slot = 0;
    while (slot < size && epochs[slot] > epoch) {
      slot++;
    }
    if (slot < size && epochs[slot] == epoch) {
      return slot;
    }
    return slot < EPOCHS_MAX ? insert(slot, epoch) : -1;
  }

  private int insert(int slot, long epoch) {
    int moved = Math.min(size, EPOCHS_MAX - 1) - slot;
    System.arraycopy(epochs, slot, epochs, slot + 1, moved);
    System.arraycopy(next, slot, next, slot + 1, moved);
    System.arraycopy(maps, slot, maps, slot + 1, moved);
    epochs[slot] = epoch;
    next[slot] = 0;
    maps[slot] = 0;
    size = Math.min(size + 1, EPOCHS_MAX);
    return slot;
  }

  private boolean addAt(int slot, long n) {
    if (n < next[slot]) {
      return false;
    }
    if (n - next[slot] >= MAP_BITS) {
      slide(slot, n - MAP_BITS + 1);
    }
    long bit = 1L << (n - next[slot]);
    if ((maps[slot] & bit) != 0) {
      return false;
    }
    maps[slot] |= bit;
    slide(slot, next[slot] + Long.numberOfTrailingZeros(~maps[slot]));
    return true;
  }

  private void slide(int slot, long newNext) {
    long distance = newNext - next[slot];
    maps[slot] = distance >= MAP_BITS ? 0 : maps[slot] >>> distance;
    next[slot] = newNext;
  }
}
