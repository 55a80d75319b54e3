package org.chappe.server.accounts;

/** Hashes of the accounts that live, in parts by their IDs, so that two relays find out quickly where they differ. */
final class AccountHashes {

  /** Parts of the table that are compared each by itself. */
  static final int BUCKETS = 256;

  private static final long MIX = 0x9E3779B97F4A7C15L;
  private static final long FNV_PRIME = 0x100000001B3L;
  private static final long ALL_MASK = (1L << 46) - 1;
  private static final int ENTRY_SHIFT = 18;

  private final long[] hashes = new long[BUCKETS];

  static int bucketOf(long id) {
    return (int) ((id * MIX) >>> 56);
  }

  /** An account that wasn't there is, or one that was isn't any more. */
  void toggle(Account account) {
    hashes[bucketOf(account.id().value())] ^= hash(account);
  }

  private static long hash(Account account) {
    long hash = 1;
    String text = AccountText.entry(account);
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    return ((hash ^ (hash >>> 29)) * MIX) >>> ENTRY_SHIFT;
  }

  /** The same at all relays that know the same accounts. */
  long all() {
    long hash = 0;
    for (long bucket : hashes) {
      hash = (hash * 31 + bucket) & ALL_MASK;
    }
    return hash;
  }

  long of(int bucket) {
    return hashes[bucket];
  }
}
