package org.chappe.server.station;

import org.chappe.model.Payload;
import org.chappe.store.CommitQueue;
import org.chappe.store.Store;

/** Numbers the runs on a store, each higher than all before, whatever the clock says. */
final class Incarnations {

  /** A run that began with a clock that stands before the last run's begins so many milliseconds after that. */
  private static final long STRIDE = 1_024;

  private static final int RADIX = 36;

  private Incarnations() {}

  /**
   * The number of a run that begins; it goes into the first batch.
   *
   * @param nowMillis the time since 1970, which is the number if it can be
   */
  static long next(Store store, CommitQueue commits, long nowMillis) {
    Payload record = store.get(StationKeys.INCARNATION);
    long last = record == null ? -1 : Long.parseLong(record.text(), RADIX);
    long incarnation = nowMillis > last ? nowMillis : last + STRIDE;
    commits.put(StationKeys.INCARNATION, Payload.of(Long.toString(incarnation, RADIX)));
    return incarnation;
  }
}
