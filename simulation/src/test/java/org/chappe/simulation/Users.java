package org.chappe.simulation;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.chappe.model.ClientId;
import org.chappe.server.directory.Whereabouts;
import org.jspecify.annotations.Nullable;

/** Who writes and reads: where they are at home, whether they keep a journal, and when they died. */
final class Users {

  /** Where users are at home. */
  interface Homes {
    /** Where a user is at home as far as anyone knows, or {@link Whereabouts#GONE}. */
    int homeOf(ClientId user);

    /**
     * Whether this host takes itself for the user's home, or did so before: by the time at which what it took is on its
     * disk, the user may have left.
     */
    boolean isHome(SimHost host, ClientId user);
  }

  private final Homes homes;
  private final Map<ClientId, SimHost> journals = new LinkedHashMap<>();
  private final Set<ClientId> moved = new LinkedHashSet<>();
  private final Set<ClientId> deleted = new LinkedHashSet<>();
  private final Map<ClientId, Integer> lives = new LinkedHashMap<>();
  private final Map<ClientId, Long> forgotNanos = new LinkedHashMap<>();

  Users(Homes homes) {
    this.homes = homes;
  }

  /** What this user receives is journaled on the disk of this host. */
  void setJournal(ClientId user, SimHost host) {
    journals.put(user, host);
  }

  /** Where the user's journal is; null if it keeps none. */
  @Nullable SimHost journalOf(ClientId user) {
    return journals.get(user);
  }

  /** Whose journal is on the disk of this host; null if nobody's. */
  @Nullable ClientId ownerOf(SimHost host) {
    return journals.entrySet().stream()
        .filter(entry -> entry.getValue() == host)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }

  boolean keepsJournal(ClientId user) {
    return journals.containsKey(user);
  }

  int homeOf(ClientId user) {
    return homes.homeOf(user);
  }

  boolean isHome(SimHost host, ClientId user) {
    return homes.isHome(host, user);
  }

  /**
   * A user is at home elsewhere from now on, or nowhere. What is on its way then goes several ways, and the order within
   * its pairs isn't promised any more.
   */
  void movedHome(ClientId user) {
    moved.add(user);
  }

  boolean hasMoved(ClientId user) {
    return moved.contains(user);
  }

  /** A user asks that its account be ended. What it might have heard of its own letters may go with its mailbox. */
  void deletes(ClientId user) {
    deleted.add(user);
  }

  /** Whether a user has still the mailbox to which it was promised that receipts come. */
  boolean keepsMailbox(ClientId user) {
    return !deleted.contains(user);
  }

  /** The user's client has died at a time. */
  void died(ClientId user, long nowNanos) {
    lives.merge(user, 1, Integer::sum);
    forgotNanos.put(user, nowNanos);
  }

  /** How often a user's client has died. */
  int lifeOf(ClientId user) {
    return lives.getOrDefault(user, 0);
  }

  /** How long after a time a user's client died last; negative if before, or never. */
  long diedAfter(ClientId user, long nanos) {
    return forgotNanos.getOrDefault(user, 0L) - nanos;
  }

  /** Whether a letter's reader has it, or nobody can say. */
  boolean hasArrived(Letter letter) {
    return keepsJournal(letter.destination)
        ? letter.timesJournaled > 0
        : letter.timesShown > 0 || letter.mayBeLost;
  }
}
