package org.chappe.server.node;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.chappe.server.membership.LocalHealth;
import org.chappe.server.membership.Member;
import org.jspecify.annotations.Nullable;

/**
 * Those with whom a link stands or is asked for, by ascending number. They are looked at in each turn and for each message, and
 * seldom become others: the list of them is made anew then.
 */
final class Neighbours {

  private static final int NUMBERS_AT_FIRST = 16;

  private final RelayConfig config;
  private final Roster roster;
  private final LineTables tables;
  private final LocalHealth health;
  private final RandomGenerator random;
  private List<Neighbour> all = List.of();
  private @Nullable Neighbour[] byNumber = new Neighbour[NUMBERS_AT_FIRST];
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
    return all;
  }

  @Nullable Neighbour find(int number) {
    return number < byNumber.length ? byNumber[number] : null;
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /** The neighbour with a number, made when it isn't there. */
  Neighbour meet(int number, long nowNanos) {
    Neighbour known = find(number);
    if (known != null) {
      return known;
    }
    Neighbour met = new Neighbour(config, roster, number, tables, health, random, nowNanos);
    add(met);
    return met;
  }

  private void add(Neighbour met) {
    int number = met.number().value();
    if (number >= byNumber.length) {
      byNumber = Arrays.copyOf(byNumber, 2 * number);
    }
    byNumber[number] = met;
    List<Neighbour> more = new ArrayList<>(all);
    more.add(met);
    more.sort(Comparator.comparingInt(neighbour -> neighbour.number().value()));
    all = List.copyOf(more);
  }

  /** The same at the other one's wish; null when there are too many links. */
  @Nullable Neighbour meetAtItsWish(int number, long nowNanos) {
    if (find(number) == null && linksHeld() >= Member.LINKS_MAX) {
      refused++;
      return null;
    }
    return meet(number, nowNanos);
  }

  private int linksHeld() {
    int held = 0;
    for (Neighbour neighbour : all) {
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
    return remove(neighbour);
  }

  private boolean remove(Neighbour neighbour) {
    int number = neighbour.number().value();
    if (find(number) != neighbour) {
      return false;
    }
    byNumber[number] = null;
    all = all.stream().filter(other -> other != neighbour).toList();
    return true;
  }

  /** The numbers of those with whom a link stands, ascending. */
  List<Integer> linked() {
    List<Integer> linked = new ArrayList<>();
    for (Neighbour neighbour : all) {
      if (neighbour.isUp()) {
        linked.add(neighbour.number().value());
      }
    }
    return linked;
  }

  /** Whether a link stands with any. */
  boolean isAnyUp() {
    for (Neighbour neighbour : all) {
      if (neighbour.isUp()) {
        return true;
      }
    }
    return false;
  }

  /** Whether one has changed; none has from then on. */
  boolean takeChanged() {
    boolean changed = false;
    for (Neighbour neighbour : all) {
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
    for (Neighbour neighbour : all) {
      dropped += neighbour.notices().dropped();
    }
    return dropped;
  }
}
