package org.chappe.server.station;

import org.chappe.model.Payload;
import org.chappe.node.StoreKey;
import org.chappe.store.Store;

/**
 * Goes round all pairs that a station remembers, a slice of the store at a time, so that those of which nothing was seen for
 * long are forgotten. Time is the station's age.
 */
final class SeenSweep {

  /** Records read in one slice. */
  static final int SLICE_RECORDS = 256;

  /** Between two slices of a round. */
  static final long SLICE_SECONDS = 1;

  /** Between two rounds. */
  static final long REST_SECONDS = 3_600;

  private static final StoreKey FIRST = StationKeys.seen(0, 0);

  private final Store store;
  private final SeenNumbers seen;
  private StoreKey from = FIRST;
  private long dueSeconds;

  SeenSweep(Store store, SeenNumbers seen) {
    this.store = store;
    this.seen = seen;
  }

  /** The station is so old now: looks at the next slice if it is time. */
  void advance(long ageSeconds) {
    if (ageSeconds < dueSeconds) {
      return;
    }
    Slice slice = new Slice();
    store.scan(from, SLICE_RECORDS, slice::found);
    boolean more = slice.read == SLICE_RECORDS;
    from = more ? slice.next : FIRST;
    dueSeconds = ageSeconds + (more ? SLICE_SECONDS : REST_SECONDS);
  }

  /** What is read of the store at once. */
  private final class Slice {
    private StoreKey next = FIRST;
    private int read;

    void found(StoreKey key, Payload value) {
      if (key.space() == StationKeys.SEEN) {
        read++;
        next = StationKeys.seen(key.major(), key.minor() + 1);
        seen.sweep(key, value);
      }
    }
  }

  /** The age at which there is something to look at. */
  long nextSeconds() {
    return dueSeconds;
  }
}
