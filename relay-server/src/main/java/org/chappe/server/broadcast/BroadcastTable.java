package org.chappe.server.broadcast;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.chappe.model.Payload;
import org.chappe.node.Node;
import org.chappe.node.StoreKey;
import org.chappe.server.broadcast.Broadcast.Name;
import org.chappe.store.CommitQueue;
import org.chappe.store.Store;
import org.jspecify.annotations.Nullable;

/**
 * The texts to all of the last minutes, as far as this relay has heard, on its disk too. It forgets each when its life ends. When
 * there are too many, the one goes whose life would end first, and is not taken again while there are: so relays that know more
 * than they can keep come to keep the same.
 */
public final class BroadcastTable {

  /** Texts that are remembered. */
  public static final int BROADCASTS_MAX = 256;

  /** Parts of the table that are compared each for itself. */
  static final int BUCKETS = 16;

  /** Hashes that are told have as many bits, and so at most eight digits. */
  private static final long HASH_MASK = (1L << 40) - 1;

  private static final int SPACE = 8;

  private final CommitQueue commits;
  private final int broadcastsMax;
  private final Map<Name, Kept> all = new LinkedHashMap<>();
  private final long[] hashes = new long[BUCKETS];
  private final List<Consumer<Broadcast>> observers = new ArrayList<>();
  private long nextNumber;
  private long ageSeconds;
  private long nextEnd = Node.NEVER;
  private long crowdedOut;
  private long cameLate;
  private long toldTooFast;

  private record Kept(long number, Broadcast broadcast) {}

  /** Reads what the store holds. */
  public BroadcastTable(Store store, CommitQueue commits) {
    this(store, commits, BROADCASTS_MAX);
  }

  BroadcastTable(Store store, CommitQueue commits, int broadcastsMax) {
    this.commits = commits;
    this.broadcastsMax = broadcastsMax;
    store.scan(new StoreKey(SPACE, 0, 0), BROADCASTS_MAX + 1, (key, value) -> {
      if (key.space() == SPACE) {
        recover(key.minor(), value);
      }
    });
  }

  private void recover(long number, Payload value) {
    nextNumber = number + 1;
    try {
      enter(number, BroadcastText.kept(value));
    } catch (IllegalArgumentException damaged) {
      throw new IllegalStateException("a text to all in the store can't be read", damaged);
    }
  }

  /** Hears of every text that is new here, whoever brings it. */
  public void observe(Consumer<Broadcast> observer) {
    observers.add(observer);
  }

  /** Nobody is to be told any more. */
  public void forget(Consumer<Broadcast> observer) {
    observers.remove(observer);
  }

  /** The station is so old now: forgets what has ended. */
  public void advance(long newAgeSeconds) {
    ageSeconds = newAgeSeconds;
    if (ageSeconds < nextEnd) {
      return;
    }
    for (Kept kept : List.copyOf(all.values())) {
      if (kept.broadcast.endsAtSeconds() <= ageSeconds) {
        leave(kept);
      }
    }
    nextEnd = soonest() == null ? Node.NEVER : soonest().broadcast.endsAtSeconds();
  }

  // ---- what is new ----

  /** Whether a text is known. */
  public boolean knows(Name name) {
    return all.containsKey(name);
  }

  /**
   * Takes a text that is new here, and tells all who want to hear; it is durable with the next batch. Nothing happens if it is known, or if
   * its life is over or ends before all that can be kept.
   *
   * @param secondsLeft of its life, at most {@link Broadcast#LIFE_SECONDS}
   */
  public void take(Name name, Payload text, long secondsLeft) {
    if (secondsLeft < 1 || secondsLeft > Broadcast.LIFE_SECONDS) {
      throw new IllegalArgumentException("no text to all lives for " + secondsLeft + " s");
    }
    Broadcast broadcast = new Broadcast(name, text, ageSeconds + secondsLeft);
    if (knows(name)) {
      return;
    }
    if (!hasRoomFor(secondsLeft)) {
      cameLate++;
      return;
    }
    Kept first = all.size() < broadcastsMax ? null : soonest();
    if (first != null) {
      crowdedOut++;
      leave(first);
    }
    commits.put(new StoreKey(SPACE, 0, nextNumber), BroadcastText.kept(broadcast));
    enter(nextNumber++, broadcast);
    List.copyOf(observers).forEach(observer -> observer.accept(broadcast));
  }

  /** Whether a text that lives so long would be kept: there is room, or another ends no later. */
  public boolean hasRoomFor(long secondsLeft) {
    Kept first = all.size() < broadcastsMax ? null : soonest();
    return first == null || ageSeconds + secondsLeft >= first.broadcast.endsAtSeconds();
  }

  private @Nullable Kept soonest() {
    Kept soonest = null;
    for (Kept kept : all.values()) {
      boolean sooner =
          soonest == null || kept.broadcast.endsAtSeconds() < soonest.broadcast.endsAtSeconds();
      soonest = sooner ? kept : soonest;
    }
    return soonest;
  }

  private void enter(long number, Broadcast broadcast) {
    all.put(broadcast.name(), new Kept(number, broadcast));
    toggle(broadcast.name());
    nextEnd = Math.min(nextEnd, broadcast.endsAtSeconds());
  }

  private void leave(Kept kept) {
    all.remove(kept.broadcast.name());
    toggle(kept.broadcast.name());
    commits.delete(new StoreKey(SPACE, 0, kept.number));
  }

  private void toggle(Name name) {
    hashes[bucketOf(name)] ^= name.hash() & HASH_MASK;
  }

  // ---- what is known ----

  public int size() {
    return all.size();
  }

  /** Whatever lives now, the eldest news first. */
  public List<Broadcast> all() {
    return all.values().stream().map(Kept::broadcast).toList();
  }

  /** A text that is known, or null. */
  @Nullable Broadcast find(Name name) {
    Kept kept = all.get(name);
    return kept == null ? null : kept.broadcast;
  }

  /**
   * How long it lives at a neighbour that hears of it now: a second less than here, so that no life gets longer by being told. 0 for not
   * at all.
   */
  long secondsToTell(Broadcast broadcast) {
    return Math.max(0, broadcast.endsAtSeconds() - ageSeconds - 1);
  }

  // ---- comparing ----

  static int bucketOf(Name name) {
    return (int) (name.hash() >>> 60);
  }

  /** What tells each part of this table from those of others. */
  List<Long> hashes() {
    List<Long> list = new ArrayList<>();
    for (long hash : hashes) {
      list.add(hash);
    }
    return list;
  }

  /** What tells this table from those of others. */
  long hash() {
    long hash = 0;
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      hash = hash * 31 + hashes[bucket];
    }
    return hash & HASH_MASK;
  }

  /** A neighbour has told a text that wasn't listened to. */
  void toldTooFast() {
    toldTooFast++;
  }

  Collection<Name> names() {
    return all.keySet();
  }

  // ---- what others may look at ----

  /** Texts that were forgotten before their time because there were too many. */
  public long crowdedOut() {
    return crowdedOut;
  }

  /** Texts that weren't taken because so many are known that will live longer. */
  public long cameLate() {
    return cameLate;
  }

  /** Texts that weren't listened to because a neighbour told too many in too short a time. */
  public long heardTooFast() {
    return toldTooFast;
  }
}
