package org.chappe.server.station;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
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

  private final Store store;
  private final CommitQueue commits;
  private final int pairsMax;
  private final LinkedHashMap<Key, SeenPair> pairs = new LinkedHashMap<>(16, 0.75f, true);
  private final List<SeenPair> changed = new ArrayList<>();
  private @Nullable SeenPair latest;
  private long forgottenRanges;
  private long ageSeconds;

  private record Key(long source, long destination) {}

  SeenNumbers(Store store, CommitQueue commits, int pairsMax) {
    this.store = store;
    this.commits = commits;
    this.pairsMax = pairsMax;
  }

  boolean contains(Message message) {
    MessageId id = MailKind.numbered(message);
    return pair(message.source().value(), message.destination().value())
        .contains(MailKind.of(message), id.epoch(), id.n());
  }

  void add(Message message) {
    MessageId id = MailKind.numbered(message);
    SeenPair pair = pair(message.source().value(), message.destination().value());
    forgottenRanges += pair.add(MailKind.of(message), id.epoch(), id.n());
    changed(pair);
  }

  void remove(StoredNotice notice, long n) {
    SeenPair pair = pair(notice.source().value(), notice.destination().value());
    forgottenRanges += pair.remove(notice.kind(), notice.epoch(), n);
    changed(pair);
  }

  /** The station is so old now: from here on, changes are noted with that. */
  void advance(long newAgeSeconds) {
    ageSeconds = newAgeSeconds;
  }

  private void changed(SeenPair pair) {
    pair.touch(ageSeconds);
    if (pair.change()) {
      changed.add(pair);
    }
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
      pair = record == null
          ? new SeenPair(source, destination)
          : SeenCodec.decode(source, destination, record);
      pairs.put(key, pair);
      dropEldest();
    }
    latest = pair;
    return pair;
  }

  /** Drops the pair unused for longest, unless the store doesn't have it yet: then there is one more for a moment. */
  private void dropEldest() {
    Iterator<SeenPair> eldest = pairs.values().iterator();
    while (pairs.size() > pairsMax && isStored(eldest.next())) {
      eldest.remove();
    }
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
  }

  /** Pairs in memory now. */
  int pairs() {
    return pairs.size();
  }

  /** How many ranges had to be forgotten. */
  long forgottenRanges() {
    return forgottenRanges;
  }
}
