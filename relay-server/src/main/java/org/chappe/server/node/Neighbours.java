package org.chappe.server.node;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.chappe.server.membership.LocalHealth;
import org.chappe.server.membership.Member;
import org.jspecify.annotations.Nullable;

/** Those with whom a link stands or is asked for, by ascending number. */
final class Neighbours {

  private final RelayConfig config;
  private final Roster roster;
  private final LineTables tables;
  private final LocalHealth health;
  private final RandomGenerator random;
  private final TreeMap<Integer, Neighbour> byNumber = new TreeMap<>();
  private long refused;
  private long noticesDroppedBefore;

  Neighbours(
      RelayConfig config,
      Roster roster,
      LineTables tables,
      LocalHealth health,
      RandomGenerator random) {
    this.config = config;
    this.roster = roster;
    this.tables = tables;
    this.health = health;
    this.random = random;
  }

  /** A list that stays as it is when neighbours come and go. */
  List<Neighbour> all() {
    return new ArrayList<>(byNumber.values());
  }

  /** The same as it is now, for who changes nothing meanwhile. */
  Collection<Neighbour> view() {
    return byNumber.values();
  }

  @Nullable Neighbour find(int number) {
    return byNumber.get(number);
  }

  boolean isEmpty() {
    return byNumber.isEmpty();
  }

  /** The neighbour with a number, made when it isn't there. */
  Neighbour meet(int number, long nowNanos) {
    return byNumber.computeIfAbsent(
        number, any -> new Neighbour(config, roster, number, tables, health, random, nowNanos));
  }

  /** The same at the other one's wish; null when there are too many links. */
  @Nullable Neighbour meetAtItsWish(int number, long nowNanos) {
    if (!byNumber.containsKey(number) && linksHeld() >= Member.LINKS_MAX) {
      refused++;
      return null;
    }
    return meet(number, nowNanos);
  }

  private int linksHeld() {
    int held = 0;
    for (Neighbour neighbour : byNumber.values()) {
      held += neighbour.isInTouch() ? 1 : 0;
    }
    return held;
  }

  /** Forgets one, unless something still waits for its lanes; whether it did. */
  boolean forget(Neighbour neighbour) {
    for (Lane lane : neighbour.lanes()) {
      if (lane.isAwaited()) {
        return false;
      }
    }
    noticesDroppedBefore += neighbour.notices().dropped();
    neighbour.talk().close();
    return byNumber.remove(neighbour.number().value(), neighbour);
  }

  /** The numbers of those with whom a link stands, ascending. */
  List<Integer> linked() {
    List<Integer> linked = new ArrayList<>();
    for (Neighbour neighbour : byNumber.values()) {
      if (neighbour.isUp()) {
        linked.add(neighbour.number().value());
      }
    }
    return linked;
  }

  /** Whether a link stands with any. */
  boolean isAnyUp() {
    for (Neighbour neighbour : byNumber.values()) {
      if (neighbour.isUp()) {
        return true;
      }
    }
    return false;
  }

  /** Whether one has changed; none has from then on. */
  boolean takeChanged() {
    boolean changed = false;
    for (Neighbour neighbour : byNumber.values()) {
      changed |= neighbour.takeChanged();
    }
    return changed;
  }

  /** How often there were too many links. */
  long refused() {
    return refused;
  }

  /** Notices that found no room. */
  long noticesDropped() {
    long dropped = noticesDroppedBefore;
    for (Neighbour neighbour : byNumber.values()) {
      dropped += neighbour.notices().dropped();
    }
    return dropped;
  }
}
