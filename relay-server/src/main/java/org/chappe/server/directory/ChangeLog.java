package org.chappe.server.directory;

import java.util.Arrays;

/**
 * The slots of the clients whose latest change is one of an origin's, in the order of the changes. The changes' numbers
 * stand in the table; a change that was superseded isn't in here and leaves a gap.
 *
 * <p>An ordered list of leaves of at most {@link #LEAF} slots. Neighbours that fit in one leaf are joined, so that leaves are half
 * full on average at least: 4 to 8 bytes a slot.
 */
final class ChangeLog {

  static final int LEAF = 128;

  private static final int LEAF_MIN = 8;
  private static final int ARRAY_HEADER_BYTES = 16;

  private final ClientTable table;
  private int[][] leaves = new int[1][];
  private int[] counts = new int[1];
  private int leafCount;
  private int size;

  ChangeLog(ClientTable table) {
    this.table = table;
  }

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  /** Notes a slot under the number that the table has for it. */
  void add(int slot) {
    long number = table.number(slot);
    size++;
    if (leafCount == 0) {
      insertLeaf(0, new int[LEAF_MIN]);
    }
    int leaf = leafOf(number);
    if (counts[leaf] == LEAF) {
      leaf = makeRoom(leaf, number);
    }
    if (counts[leaf] == leaves[leaf].length) {
      leaves[leaf] = Arrays.copyOf(leaves[leaf], Math.min(LEAF, 2 * counts[leaf]));
    }
    int at = positionAfter(leaf, number);
    System.arraycopy(leaves[leaf], at, leaves[leaf], at + 1, counts[leaf] - at);
    leaves[leaf][at] = slot;
    counts[leaf]++;
  }

  /** Behind the last a new leaf begins; a full one in the middle is halved. Gives the leaf for the number. */
  private int makeRoom(int leaf, long number) {
    boolean last = leaf == leafCount - 1 && table.number(leaves[leaf][LEAF - 1]) < number;
    insertLeaf(leaf + 1, new int[LEAF]);
    if (last) {
      return leaf + 1;
    }
    int kept = LEAF / 2;
    System.arraycopy(leaves[leaf], kept, leaves[leaf + 1], 0, LEAF - kept);
    counts[leaf] = kept;
    counts[leaf + 1] = LEAF - kept;
    return table.number(leaves[leaf + 1][0]) < number ? leaf + 1 : leaf;
  }

  private void insertLeaf(int at, int[] leaf) {
    if (leafCount == leaves.length) {
      leaves = Arrays.copyOf(leaves, leafCount + leafCount / 2 + 1);
      counts = Arrays.copyOf(counts, leaves.length);
    }
    System.arraycopy(leaves, at, leaves, at + 1, leafCount - at);
    System.arraycopy(counts, at, counts, at + 1, leafCount - at);
    leaves[at] = leaf;
    counts[at] = 0;
    leafCount++;
  }

  /** Takes a slot out, which the table still has under the number under which it was added. */
  void remove(int slot) {
    long number = table.number(slot);
    int leaf = leafOf(number);
    int at = positionAfter(leaf, number) - 1;
    if (leafCount == 0 || at < 0 || leaves[leaf][at] != slot) {
      throw new IllegalStateException("change " + number + " is not in the log");
    }
    size--;
    counts[leaf]--;
    System.arraycopy(leaves[leaf], at + 1, leaves[leaf], at, counts[leaf] - at);
    if (counts[leaf] == 0) {
      removeLeaf(leaf);
    } else if (!join(leaf)) {
      join(leaf - 1);
    }
  }

  /** Joins a leaf with the one behind it if they fit in one. */
  private boolean join(int leaf) {
    if (leaf < 0 || leaf + 1 >= leafCount || counts[leaf] + counts[leaf + 1] > LEAF) {
      return false;
    }
    int together = counts[leaf] + counts[leaf + 1];
    int[] joined = Arrays.copyOf(leaves[leaf], LEAF);
    System.arraycopy(leaves[leaf + 1], 0, joined, counts[leaf], counts[leaf + 1]);
    leaves[leaf] = joined;
    counts[leaf] = together;
    removeLeaf(leaf + 1);
    return true;
  }

  private void removeLeaf(int leaf) {
    leafCount--;
    System.arraycopy(leaves, leaf + 1, leaves, leaf, leafCount - leaf);
    System.arraycopy(counts, leaf + 1, counts, leaf, leafCount - leaf);
    leaves[leafCount] = new int[0];
    if (leafCount < leaves.length / 4) {
      leaves = Arrays.copyOf(leaves, leaves.length / 2);
      counts = Arrays.copyOf(counts, leaves.length);
    }
  }

  /** The last leaf that begins at or before a number; the first if none does. */
  private int leafOf(long number) {
    int low = 0;
    int high = leafCount - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      boolean before = counts[middle] > 0 && table.number(leaves[middle][0]) <= number;
      low = before ? middle : low;
      high = before ? high : middle - 1;
    }
    return low;
  }

  /** How many slots of a leaf have this number or one before. */
  private int positionAfter(int leaf, long number) {
    int low = 0;
    int high = leafCount == 0 ? 0 : counts[leaf];
    while (low < high) {
      int middle = (low + high) >>> 1;
      boolean before = table.number(leaves[leaf][middle]) <= number;
      low = before ? middle + 1 : low;
      high = before ? high : middle;
    }
    return low;
  }

  /**
   * The first slots with a higher number, in order.
   *
   * @param into where they go, as many as fit
   * @return how many they are
   */
  int copyAfter(long number, int[] into) {
    int leaf = leafOf(number);
    int at = positionAfter(leaf, number);
    int copied = 0;
    while (leaf < leafCount && copied < into.length) {
      int run = Math.min(counts[leaf] - at, into.length - copied);
      System.arraycopy(leaves[leaf], at, into, copied, run);
      copied += run;
      leaf++;
      at = 0;
    }
    return copied;
  }

  /** The heap that the arrays take, in bytes, by their lengths. */
  long heapBytes() {
    long bytes = 2L * ARRAY_HEADER_BYTES + (long) leaves.length * (Long.BYTES + Integer.BYTES);
    for (int leaf = 0; leaf < leafCount; leaf++) {
      bytes += ARRAY_HEADER_BYTES + (long) leaves[leaf].length * Integer.BYTES;
    }
    return bytes;
  }
}
