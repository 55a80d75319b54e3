package org.chappe.simulation;

import java.util.random.RandomGenerator;

/**
 * What a disk does wrong while it is in use. Probabilities are 0 to 1 for each sync, times are nanoseconds.
 *
 * @param syncNanosMax how long a sync takes at most; 0 for disks that are done at once
 * @param slow how many syncs take much longer
 * @param slowNanosMax how much longer those take at most
 * @param failure how many syncs fail: nobody knows what of it is on the disk, and the node must die of it
 */
record DiskFaults(long syncNanosMax, double slow, long slowNanosMax, double failure) {

  private static final long MILLISECOND = 1_000_000L;

  private static final long SLOW_NANOS_MAX = 3_000 * MILLISECOND;

  DiskFaults {
    if (syncNanosMax < 0 || slowNanosMax < 1) {
      throw new IllegalArgumentException("a sync takes no time at least, a slow one some");
    }
  }

  /** A disk that does nothing wrong. */
  static DiskFaults none(long syncNanosMax) {
    return new DiskFaults(syncNanosMax, 0, 1, 0);
  }

  /** Each fault present or absent at random. */
  static DiskFaults random(RandomGenerator random, long syncNanosMax) {
    return new DiskFaults(
        syncNanosMax,
        random.nextInt(3) == 0 ? 0.1 * random.nextDouble() : 0,
        SLOW_NANOS_MAX,
        random.nextInt(4) == 0 ? 0.02 * random.nextDouble() : 0);
  }
}
