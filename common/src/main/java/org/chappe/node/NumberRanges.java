package org.chappe.node;

import java.util.Arrays;

/**
 * A set of numbers that arrive mostly in order, kept as ascending ranges: in the usual case one range, whatever its
 * length.
 *
 * <p>At most {@link #GAPS_MAX} gaps are kept; when one more would open, the lowest is closed, as if its numbers had come,
 * and {@link #closedGaps} counts it.
 */
public final class NumberRanges {

  public static final int GAPS_MAX = 64;

  private long[] first = new long[1];
  private long[] last = new long[1];
  private int size;
  private long closedGaps;

  /** Whether the number is in the set. */
  public boolean contains(long number) {
    int index = indexAtOrBelow(number);
    return index >= 0 && number <= last[index];
  }

  /** Adds a number; nothing happens when it is there. */
  public void add(long number) {
    int below = indexAtOrBelow(number);
    if (below >= 0 && number <= last[below]) {
      return;
    }
    boolean extendsBelow = below >= 0 && last[below] + 1 == number;
    boolean extendsAbove = below + 1 < size && first[below + 1] - 1 == number;
    if (extendsBelow && extendsAbove) {
      last[below] = last[below + 1];
      remove(below + 1);
    } else if (extendsBelow) {
      last[below] = number;
    } else if (extendsAbove) {
      first[below + 1] = number;
    } else {
      insert(below + 1, number);
    }
  }

  /** The last range that begins at or below the number, or −1; the newest is the likeliest. */
  private int indexAtOrBelow(long number) {
    int index = size - 1;
    while (index >= 0 && first[index] > number) {
      index--;
    }
    return index;
  }

  private void insert(int index, long number) {
    if (size == first.length) {
      first = Arrays.copyOf(first, 2 * size);
      last = Arrays.copyOf(last, 2 * size);
    }
    System.arraycopy(first, index, first, index + 1, size - index);
    System.arraycopy(last, index, last, index + 1, size - index);
    first[index] = number;
    last[index] = number;
    size++;
    if (size > GAPS_MAX + 1) {
      last[0] = last[1];
      remove(1);
      closedGaps++;
    }
  }

  private void remove(int index) {
    System.arraycopy(first, index + 1, first, index, size - index - 1);
    System.arraycopy(last, index + 1, last, index, size - index - 1);
    size--;
  }

  /** How many ranges there are. */
  public int ranges() {
    return size;
  }

  /** How many gaps had to be closed early. */
  public long closedGaps() {
    return closedGaps;
  }
}
