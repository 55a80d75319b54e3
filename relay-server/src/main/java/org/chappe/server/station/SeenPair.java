package org.chappe.server.station;

import java.util.ArrayList;
import java.util.List;
import org.chappe.node.NumberRanges;

/**
 * The numbers that a station has seen of one pair: exactly, but for the epochs unused for longest and the lowest ranges
 * when there are too many.
 */
final class SeenPair {

  /** Epochs of one kind: each start of a client begins one, and copies of what it sent may come many starts later. */
  static final int EPOCHS_MAX = 64;

  /** Ranges in one epoch. */
  static final int RANGES_MAX = 1_024;

  private final long source;
  private final long destination;
  private final List<Numbers> all = new ArrayList<>(1);
  private long touchedAtSeconds;
  private long batch;
  private boolean changed;

  /** The numbers of one kind and epoch. */
  record Numbers(MailKind kind, long epoch, NumberRanges ranges) {

    boolean is(MailKind otherKind, long otherEpoch) {
      return kind == otherKind && epoch == otherEpoch;
    }
  }

  SeenPair(long source, long destination) {
    this.source = source;
    this.destination = destination;
  }

  long source() {
    return source;
  }

  long destination() {
    return destination;
  }

  /** Everything, the kind and epoch that was changed last at the end. */
  List<Numbers> all() {
    return all;
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  boolean contains(MailKind kind, long epoch, long n) {
    int index = index(kind, epoch);
    return index >= 0 && all.get(index).ranges.contains(n);
  }

  private int index(MailKind kind, long epoch) {
    int index = all.size() - 1;
    while (index >= 0 && !all.get(index).is(kind, epoch)) {
      index--;
    }
    return index;
  }

  /**
   * Adds a number.
   *
   * @return how many ranges were forgotten for it
   */
  int add(MailKind kind, long epoch, long n) {
    int index = index(kind, epoch);
    int forgotten = index < 0 ? makeRoom(kind) : 0;
    Numbers numbers =
        index < 0 ? new Numbers(kind, epoch, NumberRanges.forgetting(RANGES_MAX)) : all.get(index);
    long before = numbers.ranges.forgottenRanges();
    numbers.ranges.add(n);
    if (index < 0) {
      all.add(numbers);
    } else if (index < all.size() - 1) {
      all.add(all.remove(index));
    }
    return forgotten + (int) (numbers.ranges.forgottenRanges() - before);
  }

  /** Forgets the epoch of the kind that was unused for longest, if there are too many. */
  private int makeRoom(MailKind kind) {
    int oldest = -1;
    int epochs = 0;
    for (int i = all.size() - 1; i >= 0; i--) {
      if (all.get(i).kind == kind) {
        oldest = i;
        epochs++;
      }
    }
    return epochs < EPOCHS_MAX ? 0 : all.remove(oldest).ranges.ranges();
  }

  /**
   * Takes a number out.
   *
   * @return how many ranges were forgotten for it
   */
  int remove(MailKind kind, long epoch, long n) {
    int index = index(kind, epoch);
    if (index < 0) {
      return 0;
    }
    NumberRanges ranges = all.get(index).ranges;
    long before = ranges.forgottenRanges();
    ranges.remove(n);
    if (ranges.isEmpty()) {
      all.remove(index);
    }
    return (int) (ranges.forgottenRanges() - before);
  }

  /** When it was changed last, in seconds of the station's age. */
  long touchedAtSeconds() {
    return touchedAtSeconds;
  }

  void touch(long atSeconds) {
    touchedAtSeconds = atSeconds;
  }

  /** Notes that it differs from its record; false when that was noted before. */
  boolean change() {
    boolean first = !changed;
    changed = true;
    return first;
  }

  /** Its record is in a batch. */
  void written(long inBatch) {
    changed = false;
    batch = inBatch;
  }

  boolean isChanged() {
    return changed;
  }

  /** The batch that has its latest record. */
  long batch() {
    return batch;
  }
}
