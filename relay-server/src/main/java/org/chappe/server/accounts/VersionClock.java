package org.chappe.server.accounts;

import org.chappe.model.Payload;
import org.chappe.node.StoreKey;
import org.chappe.store.CommitQueue;
import org.chappe.store.Store;

/** The highest version of an account that was ever seen here, on the disk too, and how much higher ones are believed. */
final class VersionClock {

  /** Up to here any version is believed: 2^40. */
  static final long VERSION_FREE_MAX = 1L << 40;

  /** Above that, so much more than was seen. */
  static final long VERSION_LEAP_MAX = 1_024;

  private static final StoreKey KEY = new StoreKey(0, 0, 5);
  private static final int RADIX = 36;

  private final CommitQueue commits;
  private long seen;

  /** Reads what the store holds. */
  VersionClock(Store store, CommitQueue commits) {
    this.commits = commits;
    Payload kept = store.get(KEY);
    seen = kept == null ? 0 : Long.parseLong(kept.text(), RADIX);
  }

  /** The highest version seen; 0 for none. */
  long seen() {
    return seen;
  }

  /** The version of a change that is made here now. */
  long next() {
    return seen + 1;
  }

  boolean isCredible(long version) {
    return version <= credibleMax();
  }

  private long credibleMax() {
    return Math.max(VERSION_FREE_MAX, seen + VERSION_LEAP_MAX);
  }

  /** An account of this version is known. */
  void see(long version) {
    seen = Math.max(seen, version);
  }

  /** A neighbour has seen a version so high; that is kept as far as it is believed. */
  void hear(long version) {
    long believed = Math.min(version, credibleMax());
    if (believed > seen) {
      seen = believed;
      save();
    }
  }

  /** Is kept with the next batch. */
  void save() {
    commits.put(KEY, Payload.of(Long.toString(seen, RADIX)));
  }
}
