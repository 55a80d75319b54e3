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

  private static final long NONE = -1;

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

  /** The highest number in the set that is below this one; −1 when there is none. */
  public long highestBelow(long number) {
    int index = indexAtOrBelow(number - 1);
    return index < 0 ? NONE : Math.min(last[index], number - 1);
  }

  /**
   * Adds a range above all that is there, such as one that was written down.
   *
   * @throws IllegalArgumentException if it isn't above, and apart from, the others, or there are too many
   */
  public void append(long rangeFirst, long rangeLast) {
    boolean isApart = size == 0 || rangeFirst > last[size - 1] + 1;
    if (rangeFirst < 0 || rangeLast < rangeFirst || !isApart || size == GAPS_MAX + 1) {
      throw new IllegalArgumentException(
          "range " + rangeFirst + " to " + rangeLast + " doesn't follow");
    }
    insert(size, rangeFirst);
    last[size - 1] = rangeLast;
  }

  /** The first number of a range, by its place from 0. */
  public long first(int range) {
    return first[range];
  }

  /** The last number of a range, by its place from 0. */
  public long last(int range) {
    return last[range];
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
