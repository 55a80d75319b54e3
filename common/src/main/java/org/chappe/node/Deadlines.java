package org.chappe.node;

import java.util.Arrays;

/**
 * The earliest of many deadlines: a binary heap of slots that knows where each slot stands, so that a deadline moves in
 * O(log n) without any entry going stale. A slot is a small number that its owner chose, such as a link's index; equal
 * deadlines are served in the order of their slots, so that a run can be repeated.
 */
public final class Deadlines {

  /** Slots are numbered from 0 to this minus one: more than a relay's largest table of sessions. */
  public static final int SLOTS_MAX = 1 << 20;

  private static final int SLOTS_AT_FIRST = 16;
  private static final int ABSENT = -1;

  private int[] heap = new int[SLOTS_AT_FIRST];
  private int size;
  private long[] deadlines = new long[SLOTS_AT_FIRST];
  private int[] positions = new int[SLOTS_AT_FIRST];

  public Deadlines() {
    Arrays.fill(positions, ABSENT);
  }

  /**
   * Sets a slot's deadline, in nanoseconds; {@link Node#NEVER} takes it out.
   *
   * @throws IllegalArgumentException if the slot is not 0 to {@link #SLOTS_MAX}−1
   */
  public void set(int slot, long deadlineNanos) {
    if (slot < 0 || slot >= SLOTS_MAX) {
      throw new IllegalArgumentException(
          "slot " + slot + " is out of range; the bound is " + SLOTS_MAX);
    }
    if (slot >= positions.length) {
      if (deadlineNanos == Node.NEVER) {
        return;
      }
      grow(slot);
    }
    if (deadlineNanos == Node.NEVER) {
      remove(slot);
    } else {
      put(slot, deadlineNanos);
    }
  }

  /** The earliest deadline, or {@link Node#NEVER}. */
  public long earliest() {
    return size == 0 ? Node.NEVER : deadlines[heap[0]];
  }

  /**
   * The slot whose deadline is the earliest, the lowest of them if there are several.
   *
   * @throws IllegalStateException if no slot has a deadline
   */
  public int earliestSlot() {
    if (size == 0) {
      throw new IllegalStateException("no slot has a deadline");
    }
    return heap[0];
  }

  private void put(int slot, long deadlineNanos) {
    deadlines[slot] = deadlineNanos;
    int position = positions[slot];
    if (position == ABSENT) {
      position = size++;
      place(slot, position);
    }
    settle(position);
  }

  private void remove(int slot) {
    int position = positions[slot];
    if (position == ABSENT) {
      return;
    }
    positions[slot] = ABSENT;
    size--;
    if (position < size) {
      place(heap[size], position);
      settle(position);
    }
  }

  /** Moves the slot at a position to where it belongs. */
  private void settle(int position) {
    int slot = heap[position];
    siftUp(position);
    siftDown(positions[slot]);
  }

  private void siftUp(int start) {
    int position = start;
    int slot = heap[position];
    while (position > 0) {
      int parent = (position - 1) >>> 1;
      if (!isBefore(slot, heap[parent])) {
        break;
      }
      place(heap[parent], position);
      position = parent;
    }
    place(slot, position);
  }

  private void siftDown(int start) {
    int position = start;
    int slot = heap[position];
    while (2 * position + 1 < size) {
      int child = 2 * position + 1;
      if (child + 1 < size && isBefore(heap[child + 1], heap[child])) {
        child++;
      }
      if (!isBefore(heap[child], slot)) {
        break;
      }
      place(heap[child], position);
      position = child;
    }
    place(slot, position);
  }

  private boolean isBefore(int slot, int other) {
    int byDeadline = Long.compare(deadlines[slot], deadlines[other]);
    return byDeadline != 0 ? byDeadline < 0 : slot < other;
  }

  private void place(int slot, int position) {
    heap[position] = slot;
    positions[slot] = position;
  }

  private void grow(int slot) {
    int before = positions.length;
    int length = Math.min(SLOTS_MAX, Math.max(2 * before, Integer.highestOneBit(slot) * 2));
    heap = Arrays.copyOf(heap, length);
    deadlines = Arrays.copyOf(deadlines, length);
    positions = Arrays.copyOf(positions, length);
    Arrays.fill(positions, before, length, ABSENT);
  }
}
