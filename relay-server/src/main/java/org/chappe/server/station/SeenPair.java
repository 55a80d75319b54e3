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

  /**
   * Ranges in all epochs together: a pair's record is written anew with each batch that changes it, so that its length is what a
   * sender with numbers full of gaps could make a relay write for each message.
   */
  static final int RANGES_MAX = 1_024;

  private final long source;
  private final long destination;
  private final List<Numbers> all = new ArrayList<>(1);
  private int ranges;
  private long batch;
  private boolean changed;

  /** The numbers of one kind and epoch, and when one was added last, in seconds of the station's age. */
  static final class Numbers {
    private final MailKind kind;
    private final long epoch;
    private final NumberRanges ranges;
    private long addedAtSeconds;

    Numbers(MailKind kind, long epoch, NumberRanges ranges, long addedAtSeconds) {
      this.kind = kind;
      this.epoch = epoch;
      this.ranges = ranges;
      this.addedAtSeconds = addedAtSeconds;
    }

    MailKind kind() {
      return kind;
    }

    long epoch() {
      return epoch;
    }

    NumberRanges ranges() {
      return ranges;
    }

    long addedAtSeconds() {
      return addedAtSeconds;
    }

    private boolean is(MailKind otherKind, long otherEpoch) {
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

  /** Everything, the kind and epoch to which something was added last at the end. */
  List<Numbers> all() {
    return all;
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /** Ranges in all kinds and epochs. */
  int ranges() {
    return ranges;
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

  /** Takes over a kind and epoch from a record; they come in the order of {@link #all}. */
  void recorded(Numbers numbers) {
    all.add(numbers);
    ranges += numbers.ranges.ranges();
  }

  /**
   * Adds a number.
   *
   * @param atSeconds the station's age
   * @return how many ranges were forgotten for it
   */
  int add(MailKind kind, long epoch, long n, long atSeconds) {
    int index = index(kind, epoch);
    int forgotten = index < 0 ? makeRoom(kind) : 0;
    Numbers numbers = index < 0
        ? new Numbers(kind, epoch, NumberRanges.forgetting(RANGES_MAX), atSeconds)
        : all.remove(index);
    all.add(numbers);
    numbers.addedAtSeconds = atSeconds;
    int before = numbers.ranges.ranges();
    long forgottenBefore = numbers.ranges.forgottenRanges();
    numbers.ranges.add(n);
    ranges += numbers.ranges.ranges() - before;
    return forgotten + (int) (numbers.ranges.forgottenRanges() - forgottenBefore) + shrink();
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
    if (epochs < EPOCHS_MAX) {
      return 0;
    }
    int forgotten = all.remove(oldest).ranges.ranges();
    ranges -= forgotten;
    return forgotten;
  }

  /** Forgets the lowest range of what was unused for longest, if there are too many. */
  private int shrink() {
    if (ranges <= RANGES_MAX) {
      return 0;
    }
    Numbers oldest = all.get(0);
    oldest.ranges.removeLowest();
    if (oldest.ranges.isEmpty()) {
      all.remove(0);
    }
    ranges--;
    return 1;
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
    NumberRanges numbers = all.get(index).ranges;
    int before = numbers.ranges();
    long forgottenBefore = numbers.forgottenRanges();
    numbers.remove(n);
    ranges += numbers.ranges() - before;
    int forgotten = (int) (numbers.forgottenRanges() - forgottenBefore);
    if (numbers.isEmpty()) {
      all.remove(index);
    }
    return forgotten + shrink();
  }

  /** When a number was added last, in seconds of the station's age; −1 if there is none. */
  long addedAtSeconds() {
    return all.isEmpty() ? -1 : all.get(all.size() - 1).addedAtSeconds;
  }

  /** Forgets the kinds and epochs to which nothing was added since. */
  void forgetBefore(long seconds) {
    while (!all.isEmpty() && all.get(0).addedAtSeconds < seconds) {
      ranges -= all.remove(0).ranges.ranges();
    }
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
