package org.chappe.node;

import java.util.Arrays;

/**
 * A set of numbers that arrive mostly in order, kept as ascending ranges: in the usual case one range, whatever its
 * length.
 *
 * <p>The number of ranges is bounded. When there would be one more, the set errs to one side or the other, as its owner
 * chose: {@linkplain #NumberRanges() either} the lowest gap is closed, as if its numbers had come, and {@link #closedGaps}
 * counts it; {@linkplain #forgetting or} the lowest range is forgotten, as if its numbers had not come, and {@link
 * #forgottenRanges} counts that.
 */
public final class NumberRanges {

  public static final int GAPS_MAX = 64;

  private static final long NONE = -1;

  private final int rangesMax;
  private final boolean forgets;
  private long[] first = new long[1];
  private long[] last = new long[1];
  private int size;
  private long closedGaps;
  private long forgottenRanges;

  /** An empty set that closes its lowest gap when there are more than {@link #GAPS_MAX}. */
  public NumberRanges() {
    this(GAPS_MAX + 1, false);
  }

  private NumberRanges(int rangesMax, boolean forgets) {
    this.rangesMax = rangesMax;
    this.forgets = forgets;
  }

  /**
   * An empty set that is exact but for the lowest ranges, which it forgets when there are too many.
   *
   * @param rangesMax how many ranges are kept, 1 or more
   */
  public static NumberRanges forgetting(int rangesMax) {
    return new NumberRanges(rangesMax, true);
  }

  /** Whether the number is in the set. */
  public boolean contains(long number) {
    int index = indexAtOrBelow(number);
    return index >= 0 && number <= last[index];
  }

  /** Adds a number; nothing happens when it is there. */
  public void add(long number) {
    add(number, number);
  }

  /** Adds all numbers from one to another, inclusive; those that are there already change nothing. */
  public void add(long from, long to) {
    int below = indexAtOrBelow(from);
    if (below >= 0 && to <= last[below]) {
      return;
    }
    // the ranges from index to end−1 touch or overlap what is added, and become one with it
    int index = below >= 0 && last[below] >= from - 1 ? below : below + 1;
    int end = index;
    while (end < size && first[end] - 1 <= to) {
      end++;
    }
    if (index == end) {
      insert(index, from, to);
      shrink();
      return;
    }
    first[index] = Math.min(first[index], from);
    last[index] = Math.max(last[end - 1], to);
    remove(index + 1, end);
  }

  /** Takes a number out; nothing happens when it isn't there. */
  public void remove(long number) {
    int index = indexAtOrBelow(number);
    if (index < 0 || number > last[index]) {
      return;
    }
    if (first[index] == last[index]) {
      remove(index, index + 1);
    } else if (number == first[index]) {
      first[index]++;
    } else if (number == last[index]) {
      last[index]--;
    } else {
      insert(index + 1, number + 1, last[index]);
      last[index] = number - 1;
      shrink();
    }
  }

  /** Takes the lowest range out; only when there is one. */
  public void removeLowest() {
    remove(0, 1);
  }

  /** The last range that begins at or below the number, or −1; the newest is the likeliest. */
  private int indexAtOrBelow(long number) {
    int index = size - 1;
    while (index >= 0 && first[index] > number) {
      index--;
    }
    return index;
  }

  private void insert(int index, long from, long to) {
    if (size == first.length) {
      first = Arrays.copyOf(first, 2 * size);
      last = Arrays.copyOf(last, 2 * size);
    }
    System.arraycopy(first, index, first, index + 1, size - index);
    System.arraycopy(last, index, last, index + 1, size - index);
    first[index] = from;
    last[index] = to;
    size++;
  }

  private void shrink() {
    if (size <= rangesMax) {
      return;
    }
    if (forgets) {
      remove(0, 1);
      forgottenRanges++;
    } else {
      last[0] = last[1];
      remove(1, 2);
      closedGaps++;
    }
  }

  /** Removes the ranges from one index to the one before another. */
  private void remove(int from, int to) {
    System.arraycopy(first, to, first, from, size - to);
    System.arraycopy(last, to, last, from, size - to);
    size -= to - from;
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
    if (rangeFirst < 0 || rangeLast < rangeFirst || !isApart || size == rangesMax) {
      throw new IllegalArgumentException(
          "range " + rangeFirst + " to " + rangeLast + " doesn't follow");
    }
    insert(size, rangeFirst, rangeLast);
  }

  /** How many ranges there are. */
  public int ranges() {
    return size;
  }

  /**
   * The lowest number of a range.
   *
   * @param range counted from 0 upwards
   */
  public long first(int range) {
    return first[range];
  }

  /**
   * The highest number of a range.
   *
   * @param range counted from 0 upwards
   */
  public long last(int range) {
    return last[range];
  }

  public boolean isEmpty() {
    return size == 0;
  }

  /** How many gaps had to be closed early. */
  public long closedGaps() {
    return closedGaps;
  }

  /** How many ranges had to be forgotten. */
  public long forgottenRanges() {
    return forgottenRanges;
  }
}
