package org.chappe.server.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.ToLongFunction;
import org.chappe.model.ClientId;
import org.jspecify.annotations.Nullable;

/**
 * Which relay each client is at home at. Every relay numbers the changes it makes itself; a relay that knows an
 * origin's changes up to a number has heard each of them or what superseded it, so one number an origin says what it knows. The
 * same changes in any order, and any number of times, lead to the same table: the highest version wins, ties go to the higher
 * relay.
 *
 * <p>A tombstone has a bounded life ({@link Upkeep}). Afterwards nothing is known of the client, and its change is a number
 * that has nothing left to say, so no digest asks for it. Two things keep what was before from winning later: new
 * clients get versions above those of all tombstones that were dropped ({@link #floor}); and a relay that still believes a change
 * of before says so again, as a change of its own, when it hears less from somebody who should know better.
 *
 * <p>Bounds: {@link #CLIENTS_MAX} clients and {@link #ORIGINS_MAX} origins; what would exceed them is refused and counted.
 */
public final class Directory {

  public static final int CLIENTS_MAX = 1_000_000;
  public static final int ORIGINS_MAX = 16_384;

  private final Entries entries;
  private final Credence credence = new Credence();
  private final Hearsay hearsay;
  private final Upkeep upkeep;
  private final FreshChanges fresh = new FreshChanges();
  private final OwnRun run;
  private long floor;
  private long refusals;
  private long revision;
  private long nowNanos;

  /** What became of changes from a neighbour. */
  public enum Merge {
    /** They were new. */
    APPLIED,
    /** All of them were known. */
    KNOWN,
    /** They were taken, but earlier ones are missing, which are told in their turn. */
    GAP,
    /** They can't be right, or there is no room for them. */
    REFUSED
  }

  /** @param salt any number that those who choose clients' IDs don't know */
  public Directory(OriginKey self, long salt) {
    this(self, salt, CLIENTS_MAX);
  }

  Directory(OriginKey self, long salt, int clientsMax) {
    this.entries = new Entries(salt, clientsMax);
    this.run = new OwnRun(entries.origins(), self);
    this.hearsay = new Hearsay(this, entries, credence);
    this.upkeep = new Upkeep(this, entries, clientsMax / 4);
  }

  /** From now on only who belongs to the line is believed, and nobody is at home elsewhere. */
  public void believeOnly(IntPredicate members) {
    credence.believeOnly(members);
  }

  /** Somebody hears of each client that comes to the line (true) or leaves it (false); not of moves. */
  public void onComing(BiConsumer<ClientId, Boolean> observer) {
    entries.onComing(observer);
  }

  /** The client's home, or {@link Whereabouts#GONE} when it has none. */
  public int homeOf(ClientId client) {
    int slot = entries.find(client);
    return slot == ClientTable.NONE ? Whereabouts.GONE : entries.relay(slot);
  }

  /** The version of what is known of the client; 0 when nothing is. */
  public long versionOf(ClientId client) {
    int slot = entries.find(client);
    return slot == ClientTable.NONE ? 0 : entries.version(slot);
  }

  /** How many clients are known, tombstones included. */
  public int size() {
    return entries.size();
  }

  /** How many of them are tombstones. */
  public int tombstones() {
    return entries.tombstones();
  }

  /** How many runs of relays are known to have made changes. */
  public int origins() {
    return entries.origins().size();
  }

  /** Counts up whenever something new becomes known. */
  public long revision() {
    return revision;
  }

  /** How often changes were refused because they couldn't be right or for want of room. */
  public long refusals() {
    return refusals + hearsay.refusals();
  }

  /** How often a change was told again because a neighbour knew of it and yet believed less. */
  public long reassertions() {
    return hearsay.reassertions();
  }

  /** Frames that were told on in this relay's name because theirs has too many runs. */
  public long adoptions() {
    return hearsay.adoptions();
  }

  /** How often this relay began a new run because others had spoken in its name. */
  public long renewals() {
    return run.renewals();
  }

  /** What time and tidying have done here. */
  public Upkeep upkeep() {
    return upkeep;
  }

  /** It is now so late, in nanoseconds of a clock that never goes back; does a slice of the upkeep if one is due. */
  public void advance(long now) {
    nowNanos = now;
    upkeep.advance(now);
  }

  /** When the next slice of the upkeep is due. */
  public long nextDeadline() {
    return upkeep.nextDeadline();
  }

  // ---- this relay's own changes ----

  /**
   * The version that the client has once it is registered here: the one it has if this relay is its home already,
   * else one above all that were seen.
   *
   * @param versionSeen the highest version that the client itself has been told, or 0
   */
  public long versionAfterRegister(ClientId client, long versionSeen) {
    long version = versionOf(client);
    long known = version == 0 ? floor : version;
    boolean here = homeOf(client) == own().key().relay();
    long seen = versionSeen - known > Credence.VERSION_LEAP_MAX ? 0 : versionSeen;
    return here && seen <= known ? known : Math.max(known, seen) + 1;
  }

  /**
   * Makes this relay the client's home, as a change of its own unless it is that already.
   *
   * @param versionSeen the highest version that the client itself has been told, or 0
   * @return false, and nothing changed, when the table is full
   */
  public boolean register(ClientId client, long versionSeen) {
    long version = versionAfterRegister(client, versionSeen);
    return version == versionOf(client) || change(client, own().key().relay(), version);
  }

  /** Leaves a tombstone, as a change of this relay's own; nothing happens when the client isn't known. */
  public void forget(ClientId client) {
    if (homeOf(client) != Whereabouts.GONE) {
      change(client, Whereabouts.GONE, versionOf(client) + 1);
    }
  }

  /**
   * Makes another relay the client's home, as a change of this relay's own.
   *
   * @return false, and nothing changed, when the table is full
   */
  public boolean move(ClientId client, int relay) {
    long version = versionOf(client);
    return change(client, relay, (version == 0 ? floor : version) + 1);
  }

  private boolean change(ClientId client, int relay, long version) {
    boolean isNew = entries.find(client) == ClientTable.NONE;
    if ((isNew && !entries.hasRoomForOwn()) || version > Credence.VERSION_MAX) {
      refusals++;
      return false;
    }
    say(new Whereabouts(client, relay, version));
    return true;
  }

  /** Says something as a change of this relay's own. */
  void say(Whereabouts news) {
    entries.put(news, own(), own().nextNumber());
    fresh.add(own().key(), own().known());
    revision++;
  }

  /** Says what a record says again, as a change of this relay's own. */
  void sayAgain(int slot) {
    entries.move(slot, own(), own().nextNumber());
    revision++;
  }

  /** The run in which this relay speaks now. */
  Origin own() {
    return run.origin();
  }

  /** Somebody says how far it knows a run. */
  void saidToBeKnown(OriginKey known, long to) {
    if (run.renewIfMisquoted(known, to, nowNanos)) {
      revision++;
    }
  }

  /**
   * Takes changes from a neighbour. Taking them twice or late does no harm. Those that come out of turn count, too, but only
   * those that come in turn raise the number up to which the origin is known.
   *
   * @param teller how far the neighbour has said to know an origin
   * @param changed hears of each client whose home is another now
   */
  public Merge merge(
      Changes changes, ToLongFunction<OriginKey> teller, Consumer<ClientId> changed) {
    return hearsay.merge(changes, teller, changed);
  }

  long now() {
    return nowNanos;
  }

  void revised() {
    revision++;
  }

  Credence credence() {
    return credence;
  }

  /** Above which version new clients get theirs: the highest of a tombstone that was dropped, here or elsewhere. */
  public long floor() {
    return floor;
  }

  /** A tombstone of this version has been dropped, here or elsewhere. */
  void raiseFloor(long version) {
    floor = Math.max(floor, Math.min(version, Credence.FLOOR_MAX));
  }

  /** How far every origin is known, in ascending order. */
  public List<Digest.Known> known() {
    List<Digest.Known> all = new ArrayList<>(origins());
    for (Origin origin : entries.origins().all()) {
      all.add(new Digest.Known(origin.key(), origin.known()));
    }
    return all;
  }

  /**
   * The next changes of an origin for somebody who knows them up to a number.
   *
   * @param max how many entries at most
   * @return null when there is nothing to tell
   */
  public @Nullable Changes changesAfter(OriginKey origin, long from, int max) {
    Origin known = entries.origins().find(origin);
    return known == null ? null : entries.after(known, from, max);
  }

  /** A change out of turn, and those that follow it; null when it has been superseded. */
  @Nullable Changes changesAt(OriginKey origin, long number, int max) {
    Origin known = entries.origins().find(origin);
    return known == null ? null : entries.ahead(known, number, max);
  }

  FreshChanges fresh() {
    return fresh;
  }

  Origins originsKnown() {
    return entries.origins();
  }

  /** All that is known, by client. */
  public SortedMap<ClientId, Whereabouts> snapshot() {
    return entries.snapshot();
  }

  /** The heap that the table takes, in bytes, by the lengths of its arrays. */
  public long heapBytes() {
    return entries.heapBytes();
  }
}
