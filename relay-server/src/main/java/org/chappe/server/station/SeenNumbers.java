package org.chappe.server.station;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
import org.chappe.node.StoreKey;
import org.chappe.store.CommitQueue;
import org.chappe.store.Store;
import org.jspecify.annotations.Nullable;

/**
 * Which messages a station took and didn't hand over: in the store for each pair, and in memory for a bounded number of
 * pairs. A pair's record goes into the batch of what changed it, once however many messages there are in it.
 */
final class SeenNumbers {

  /** Pairs in memory. */
  static final int PAIRS_MAX = 65_536;

  /** Ranges in memory, for each pair that may be: most pairs have one or two, and a few may have many. */
  static final int RANGES_PER_PAIR = 16;

  private final Store store;
  private final CommitQueue commits;
  private final int pairsMax;
  private final long memorySeconds;
  private final LinkedHashMap<Key, SeenPair> pairs = new LinkedHashMap<>(16, 0.75f, true);
  private final List<SeenPair> changed = new ArrayList<>();
  private @Nullable SeenPair latest;
  private long ranges;
  private long forgottenRanges;
  private long ageSeconds;
  private long swept;

  private record Key(long source, long destination) {}

  /**
   * @param pairsMax pairs in memory
   * @param memorySeconds how long a number is remembered at least, unless there are too many
   */
  SeenNumbers(Store store, CommitQueue commits, int pairsMax, long memorySeconds) {
    this.store = store;
    this.commits = commits;
    this.pairsMax = pairsMax;
    this.memorySeconds = memorySeconds;
  }

  boolean contains(Message message) {
    return contains(message, MailKind.of(message));
  }

  /** Whether this is one of the messages that have failed here; a receipt of the same number is none. */
  boolean hasEnded(Message message) {
    return MailKind.of(message) == MailKind.MESSAGE && contains(message, MailKind.ENDED);
  }

  private boolean contains(Message message, MailKind kind) {
    MessageId id = MailKind.numbered(message);
    return pair(message.source().value(), message.destination().value())
        .contains(kind, id.epoch(), id.n());
  }

  void add(Message message) {
    add(message, MailKind.of(message));
  }

  /** A message has failed here: a copy of it has nothing to say either. */
  void addEnded(Message message) {
    add(message);
    add(message, MailKind.ENDED);
  }

  private void add(Message message, MailKind kind) {
    MessageId id = MailKind.numbered(message);
    SeenPair pair = pair(message.source().value(), message.destination().value());
    ranges -= pair.ranges();
    forgottenRanges += pair.add(kind, id.epoch(), id.n(), ageSeconds);
    changed(pair);
  }

  void remove(StoredNotice notice, long n) {
    SeenPair pair = pair(notice.source().value(), notice.destination().value());
    ranges -= pair.ranges();
    forgottenRanges += pair.remove(notice.kind(), notice.epoch(), n);
    changed(pair);
  }

  /** A message may come again, and is then taken again. */
  void remove(Message message) {
    MessageId id = MailKind.numbered(message);
    SeenPair pair = pair(message.source().value(), message.destination().value());
    ranges -= pair.ranges();
    forgottenRanges += pair.remove(MailKind.of(message), id.epoch(), id.n());
    changed(pair);
  }

  private void changed(SeenPair pair) {
    ranges += pair.ranges();
    if (pair.change()) {
      changed.add(pair);
    }
  }

  /** The station is so old now: from here on, what is added is noted with that. */
  void advance(long newAgeSeconds) {
    ageSeconds = newAgeSeconds;
  }

  private SeenPair pair(long source, long destination) {
    SeenPair last = latest;
    if (last != null && last.source() == source && last.destination() == destination) {
      return last;
    }
    Key key = new Key(source, destination);
    SeenPair pair = pairs.get(key);
    if (pair == null) {
      Payload record = store.get(StationKeys.seen(source, destination));
      pair = record == null ? new SeenPair(source, destination) : read(source, destination, record);
      ranges += pair.ranges();
      pairs.put(key, pair);
      dropEldest();
    }
    latest = pair;
    return pair;
  }

  /** Without what is older than what is remembered; the rest is written with the next change. */
  private SeenPair read(long source, long destination, Payload record) {
    SeenPair pair = SeenCodec.decode(source, destination, record);
    pair.forgetBefore(ageSeconds - memorySeconds);
    return pair;
  }

  /** Drops the pairs unused for longest, unless the store doesn't have them yet: then there are more for a moment. */
  private void dropEldest() {
    if (!isTooMuch()) {
      return;
    }
    Iterator<SeenPair> eldest = pairs.values().iterator();
    while (isTooMuch()) {
      SeenPair pair = eldest.next();
      if (!isStored(pair)) {
        return;
      }
      eldest.remove();
      ranges -= pair.ranges();
    }
  }

  private boolean isTooMuch() {
    boolean tooMany = pairs.size() > pairsMax || ranges > (long) RANGES_PER_PAIR * pairsMax;
    return tooMany && pairs.size() > 1; // the one in use stays
  }

  private boolean isStored(SeenPair pair) {
    return !pair.isChanged() && commits.isDurable(pair.batch());
  }

  /** Puts the records of all pairs that have changed into the batch. */
  void write() {
    for (SeenPair pair : changed) {
      if (pair.isEmpty()) {
        commits.delete(StationKeys.seen(pair.source(), pair.destination()));
      } else {
        commits.put(StationKeys.seen(pair.source(), pair.destination()), SeenCodec.encode(pair));
      }
      pair.written(commits.nextBatch());
    }
    changed.clear();
    dropEldest();
  }

  /**
   * Forgets a pair of which nothing was seen for so long that no copy of it can come any more; of others, nothing.
   *
   * @param key where its record is
   * @param record what is there
   */
  void sweep(StoreKey key, Payload record) {
    long before = ageSeconds - memorySeconds;
    if (SeenCodec.decode(key.major(), key.minor(), record).addedAtSeconds() >= before) {
      return;
    }
    Key name = new Key(key.major(), key.minor());
    SeenPair pair = pairs.get(name);
    if (pair != null && (!isStored(pair) || pair.addedAtSeconds() >= before)) {
      return; // it has changed since
    }
    if (pair != null) {
      pairs.remove(name);
      ranges -= pair.ranges();
      latest = null;
    }
    commits.delete(key);
    swept++;
  }

  /** Pairs in memory now. */
  int pairs() {
    return pairs.size();
  }

  /** Ranges in memory now. */
  long ranges() {
    return ranges;
  }

  /** How many pairs were forgotten because nothing was seen of them for long. */
  long swept() {
    return swept;
  }

  /** How many ranges had to be forgotten. */
  long forgottenRanges() {
    return forgottenRanges;
  }
}
