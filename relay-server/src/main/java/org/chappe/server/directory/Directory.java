package org.chappe.server.directory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.chappe.model.ClientId;
import org.jspecify.annotations.Nullable;

/**
 * Which relay each client is at home at. Every relay numbers the changes it makes itself; a relay that knows an
 * origin's changes up to a number has seen all of them, so one number an origin says what it knows. The same changes
 * in any order, and any number of times, lead to the same table: the highest version wins, ties go to the higher relay.
 *
 * <p>Bounds: {@link #CLIENTS_MAX} clients and {@link #ORIGINS_MAX} origins; what would exceed them is refused and counted.
 */
public final class Directory {

  public static final int CLIENTS_MAX = 1_000_000;
  public static final int ORIGINS_MAX = 16_384;

  /** The highest version that is believed: a client that moved every second would take 69 years to reach it. */
  public static final long VERSION_MAX = 2_176_782_335L;

  /** How far ahead of this relay's knowledge a client's word is believed: nobody can use up the versions of an ID. */
  static final long VERSION_LEAP_MAX = 1_000_000L;

  private final int clientsMax;
  private final OriginLog own;
  private final TreeMap<OriginKey, OriginLog> logs = new TreeMap<>();
  private final Map<ClientId, Entry> entries = new HashMap<>();
  private long refusals;
  private long revision;

  /** What is known of one client, and which change said so. */
  private record Entry(Whereabouts whereabouts, OriginLog log, long number) {}

  /** What became of changes from a neighbour. */
  public enum Merge {
    /** They were new. */
    APPLIED,
    /** All of them were known. */
    KNOWN,
    /** Earlier ones are missing; the next digest brings them. */
    GAP,
    /** They can't be right, or there is no room for them. */
    REFUSED
  }

  public Directory(OriginKey self) {
    this(self, CLIENTS_MAX);
  }

  Directory(OriginKey self, int clientsMax) {
    this.clientsMax = clientsMax;
    this.own = new OriginLog(self);
    logs.put(self, own);
  }

  /** The client's home, or {@link Whereabouts#GONE} when it has none. */
  public int homeOf(ClientId client) {
    Entry entry = entries.get(client);
    return entry == null ? Whereabouts.GONE : entry.whereabouts.relay();
  }

  /** The version of what is known of the client; 0 when nothing is. */
  public long versionOf(ClientId client) {
    Entry entry = entries.get(client);
    return entry == null ? 0 : entry.whereabouts.version();
  }

  /** How many clients are known, those that are gone included. */
  public int size() {
    return entries.size();
  }

  /** Counts up whenever something new becomes known. */
  public long revision() {
    return revision;
  }

  /** How often changes were refused because they couldn't be right or for want of room. */
  public long refusals() {
    return refusals;
  }

  /**
   * The version that the client has once it is registered here: the one it has if this relay is its home already,
   * else one above all that were seen.
   *
   * @param versionSeen the highest version that the client itself has been told, or 0
   */
  public long versionAfterRegister(ClientId client, long versionSeen) {
    long known = versionOf(client);
    boolean here = homeOf(client) == own.origin().relay();
    long seen = versionSeen - known > VERSION_LEAP_MAX ? 0 : versionSeen;
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
    return version == versionOf(client) || change(client, own.origin().relay(), version);
  }

  /** Leaves a tombstone, as a change of this relay's own; nothing happens when the client isn't known. */
  public void forget(ClientId client) {
    if (homeOf(client) != Whereabouts.GONE) {
      change(client, Whereabouts.GONE, versionOf(client) + 1);
    }
  }

  private boolean change(ClientId client, int relay, long version) {
    if (isFullFor(client) || version > VERSION_MAX) {
      refusals++;
      return false;
    }
    own.advance(own.known() + 1);
    revision++;
    replace(new Whereabouts(client, relay, version), own, own.known());
    return true;
  }

  private boolean isFullFor(ClientId client) {
    return entries.size() >= clientsMax && !entries.containsKey(client);
  }

  /**
   * Takes changes from a neighbour. Taking them twice or late does no harm.
   *
   * @param changed hears of each client whose home is another now
   */
  public Merge merge(Changes changes, Consumer<ClientId> changed) {
    OriginLog log = logs.get(changes.origin());
    long known = log == null ? 0 : log.known();
    if (changes.to() <= known) {
      return Merge.KNOWN;
    }
    if (changes.from() > known) {
      return Merge.GAP;
    }
    if (log == own || (log == null && logs.size() >= ORIGINS_MAX) || !fits(changes)) {
      refusals++;
      return Merge.REFUSED;
    }
    if (log == null) {
      log = new OriginLog(changes.origin());
      logs.put(changes.origin(), log);
    }
    apply(changes, log, changed);
    return Merge.APPLIED;
  }

  private boolean fits(Changes changes) {
    int added = 0;
    for (Whereabouts entry : changes.entries()) {
      if (entry.version() < 1 || entry.version() > VERSION_MAX) {
        return false;
      }
      added += entries.containsKey(entry.client()) ? 0 : 1;
    }
    return entries.size() + added <= clientsMax;
  }

  private void apply(Changes changes, OriginLog log, Consumer<ClientId> changed) {
    long number = changes.to() - changes.entries().size();
    for (Whereabouts news : changes.entries()) {
      number++;
      Entry old = entries.get(news.client());
      if (number > log.known() && (old == null || news.outranks(old.whereabouts))) {
        replace(news, log, number);
        if (old == null || old.whereabouts.relay() != news.relay()) {
          changed.accept(news.client());
        }
      }
    }
    log.advance(changes.to());
    revision++;
  }

  private void replace(Whereabouts news, OriginLog log, long number) {
    Entry old = entries.put(news.client(), new Entry(news, log, number));
    if (old != null) {
      old.log.remove(old.number);
    }
    log.add(number, news.client());
  }

  /** How far every origin is known, in ascending order. */
  public List<Digest.Known> known() {
    List<Digest.Known> all = new ArrayList<>(logs.size());
    for (OriginLog log : logs.values()) {
      all.add(new Digest.Known(log.origin(), log.known()));
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
    OriginLog log = logs.get(origin);
    if (log == null || log.known() <= from) {
      return null;
    }
    OriginLog.Run run = log.runAfter(from, max);
    List<Whereabouts> told = new ArrayList<>(run.clients().size());
    for (ClientId client : run.clients()) {
      told.add(whereabouts(client));
    }
    return new Changes(origin, from, run.to(), told);
  }

  private Whereabouts whereabouts(ClientId client) {
    Entry entry = entries.get(client);
    if (entry == null) {
      throw new IllegalStateException("a live change of client " + client + " without its entry");
    }
    return entry.whereabouts;
  }

  /** All that is known, by client. */
  public SortedMap<ClientId, Whereabouts> snapshot() {
    SortedMap<ClientId, Whereabouts> all = new TreeMap<>();
    for (OriginLog log : logs.values()) {
      for (ClientId client : log.clients()) {
        all.put(client, whereabouts(client));
      }
    }
    return all;
  }
}
