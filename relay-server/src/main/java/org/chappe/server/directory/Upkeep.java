package org.chappe.server.directory;

import java.util.ArrayList;
import java.util.List;
import org.chappe.node.Node;

/**
 * What time does to a directory, a slice a second, so that a large table is never gone through at once.
 *
 * <ul>
 *   <li><b>Tombstones</b> are dropped when they are {@link #TOMBSTONE_LIFE_NANOS} old. That must outlast the time in which what
 *       they outrank may still be told: what is under way on a link (seconds), what a digest asks for again (10 s), and a relay that
 *       is away for a while. A relay that is away for longer goes on believing what was before, and says so to whom it
 *       meets; the client's next word outranks that, as versions begin above those of dropped tombstones. When tombstones
 *       are more than a quarter of what a table holds, they go as soon as they are {@link #TOMBSTONE_LIFE_NANOS_MIN} old, and are counted.
 *   <li><b>What earlier runs of this relay said</b> it says again, in its own name, without a new version: so what is live moves
 *       from the old run's log to the new one's, on all relays.
 *   <li><b>Old runs</b> (a later one of the same relay is known) of which nothing is left and that were quiet for
 *       {@link #QUIET_NANOS}, or are in the way of others, are forgotten. A neighbour that has something left of it tells it anew, as of a run that was never known.
 * </ul>
 */
public final class Upkeep {

  /** How long a tombstone is kept, in nanoseconds: an hour. */
  public static final long TOMBSTONE_LIFE_NANOS = 3_600_000_000_000L;

  /** How long it is kept at least when there are too many: a minute. */
  public static final long TOMBSTONE_LIFE_NANOS_MIN = 60_000_000_000L;

  /** How long an old run that says nothing must have been quiet before it is forgotten: six digests. */
  public static final long QUIET_NANOS = 6 * Gossip.DIGEST_INTERVAL_NANOS;

  static final long INTERVAL_NANOS = 1_000_000_000L;
  static final int SLOTS_A_SLICE = 16_384;
  static final int TAKEN_OVER_A_SLICE = 256;

  /** The unit of a record's age. */
  private static final long TICK_NANOS = 10_000_000_000L;

  private final Directory directory;
  private final Entries entries;
  private final int tombstonesMax;
  private int sweptTo;
  private long sliceDueNanos = Long.MIN_VALUE;
  private long tombstonesDropped;
  private long tombstonesHurried;
  private long takenOver;
  private long originsForgotten;

  Upkeep(Directory directory, Entries entries, int tombstonesMax) {
    this.directory = directory;
    this.entries = entries;
    this.tombstonesMax = tombstonesMax;
  }

  void advance(long nowNanos) {
    entries.setTick(
        (int) Math.floorMod(Math.floorDiv(nowNanos, TICK_NANOS), (long) ClientTable.TICKS));
    if (nowNanos < sliceDueNanos) {
      return;
    }
    sliceDueNanos = nowNanos + INTERVAL_NANOS;
    sweep();
    if (entries.origins().old() > 0) {
      takeOver();
      forgetSpent(nowNanos);
    }
  }

  long nextDeadline() {
    boolean idle = entries.tombstones() == 0 && entries.origins().old() == 0;
    return idle ? Node.NEVER : sliceDueNanos;
  }

  // ---- tombstones ----

  private void sweep() {
    int slots = entries.slots();
    int slice = entries.tombstones() == 0 ? 0 : Math.min(slots, SLOTS_A_SLICE);
    for (int i = 0; i < slice; i++) {
      sweptTo = sweptTo + 1 < slots ? sweptTo + 1 : 0;
      if (entries.isTombstone(sweptTo)) {
        dropIfOld(sweptTo);
      }
    }
  }

  private void dropIfOld(int slot) {
    boolean tooMany = entries.tombstones() > tombstonesMax;
    // what was written within a tick counts as that much younger
    long ageNanos = (entries.age(slot) - 1) * TICK_NANOS;
    boolean old = ageNanos >= TOMBSTONE_LIFE_NANOS;
    if (!old && !(tooMany && ageNanos >= TOMBSTONE_LIFE_NANOS_MIN)) {
      return;
    }
    directory.raiseFloor(entries.version(slot));
    entries.drop(slot);
    tombstonesDropped++;
    tombstonesHurried += old ? 0 : 1;
  }

  // ---- earlier runs ----

  private void takeOver() {
    Origin own = directory.own();
    int left = TAKEN_OVER_A_SLICE;
    for (Origin origin : entries.origins().all()) {
      boolean earlier = origin.key().relay() == own.key().relay() && own.isYoungerThan(origin);
      if (earlier && left > 0) {
        left -= takeOver(origin, left);
      }
    }
  }

  /** A tombstone of an earlier run stays what it is until its life ends, unless others may not have heard of it. */
  private int takeOver(Origin earlier, int max) {
    int[] slots = new int[Math.min(max, earlier.log().size())];
    int count = earlier.log().copyAfter(earlier.takenOverTo(), slots);
    if (count == 0) {
      earlier.takeOverTo(0); // what came out of turn may have been looked at before what comes now
    }
    for (int i = 0; i < count; i++) {
      earlier.takeOverTo(entries.number(slots[i]));
      if (earlier.isMisquoted() || !entries.isTombstone(slots[i])) {
        directory.sayAgain(slots[i]);
        takenOver++;
      }
    }
    return count;
  }

  private void forgetSpent(long nowNanos) {
    boolean full = entries.origins().isFull();
    List<Origin> spent = new ArrayList<>();
    for (Origin origin : entries.origins().all()) {
      boolean crowded = full || entries.origins().isCrowded(origin.key().relay());
      boolean quiet = crowded || nowNanos - origin.quietSinceNanos() >= QUIET_NANOS;
      if (quiet && origin != directory.own() && entries.origins().isSpent(origin)) {
        spent.add(origin);
      }
    }
    spent.forEach(this::forget);
  }

  private void forget(Origin origin) {
    entries.origins().remove(origin);
    originsForgotten++;
  }

  // ---- counters ----

  /** Tombstones that were dropped. */
  public long tombstonesDropped() {
    return tombstonesDropped;
  }

  /** Those of them that were dropped early because there were too many. */
  public long tombstonesHurried() {
    return tombstonesHurried;
  }

  /** Clients of earlier runs of this relay that it has said again in its own name. */
  public long takenOver() {
    return takenOver;
  }

  /** Runs of relays that were forgotten. */
  public long originsForgotten() {
    return originsForgotten;
  }
}
