package org.chappe.simulation;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.chappe.model.ClientId;
import org.chappe.server.broadcast.Broadcast;
import org.chappe.server.directory.Whereabouts;
import org.chappe.simulation.Letter.Outcome;
import org.jspecify.annotations.Nullable;

/** What was written to all, to whom it is promised, and who was shown it. */
final class Cries {

  /**
   * A letter to all.
   *
   * @param promised those who were attached when it was written, and have been since
   * @param shownInLife to whom it was shown, in which of their lives last
   * @param shownNanos and when
   */
  private record Cry(
      Letter letter,
      Set<ClientId> promised,
      Map<ClientId, Integer> shownInLife,
      Map<ClientId, Long> shownNanos) {}

  private final Simulation simulation;
  private final Users users;
  private final Map<Letter, Cry> cries = new LinkedHashMap<>();
  private final Set<ClientId> here = new LinkedHashSet<>();
  private BooleanSupplier dropped = () -> false;
  private boolean mayBeLost;

  Cries(Simulation simulation, Users users) {
    this.simulation = simulation;
    this.users = users;
  }

  /** Who says whether a relay has dropped any for want of room: nobody is promised anything then. */
  void askAboutDropped(BooleanSupplier answer) {
    dropped = answer;
  }

  /** A disk is gone, or a relay believes that it was down for a day: what it knew may be forgotten everywhere. */
  void mayBeLost() {
    mayBeLost = true;
  }

  /** A user is attached, and means to stay. */
  void came(ClientId user) {
    here.add(user);
  }

  /** A user isn't attached any more, or has died: it is promised nothing of what was written so far. */
  void wentAway(ClientId user) {
    here.remove(user);
    cries.values().forEach(cry -> cry.promised.remove(user));
  }

  boolean isHere(ClientId user) {
    return here.contains(user);
  }

  void written(Letter letter) {
    Set<ClientId> promised = new LinkedHashSet<>(here);
    promised.remove(letter.source);
    promised.removeIf(user -> users.homeOf(user) == Whereabouts.GONE);
    cries.put(letter, new Cry(letter, promised, new LinkedHashMap<>(), new LinkedHashMap<>()));
  }

  /** How often it was shown, to anybody. */
  int readers(Letter letter) {
    Cry cry = cries.get(letter);
    return cry == null ? 0 : cry.shownInLife.size();
  }

  boolean isShownTo(Letter letter, ClientId reader) {
    Cry cry = cries.get(letter);
    return cry != null && cry.shownInLife.containsKey(reader);
  }

  void shown(Letter letter, ClientId reader) {
    Cry cry = cries.get(letter);
    if (cry == null || reader.equals(letter.source)) {
      throw simulation.violation(Invariant.NOT_TO_ITS_WRITER, letter + " is shown to " + reader);
    }
    simulation.encounters().count(Encounter.CRY_SHOWN);
    Integer life = cry.shownInLife.put(reader, users.lifeOf(reader));
    Long before = cry.shownNanos.put(reader, simulation.now());
    if (life != null && before != null && !mayBeShownAgain(reader, life, before)) {
      throw simulation.violation(Invariant.NO_DUPLICATE, letter + " is shown again to " + reader);
    }
  }

  /** As with any message: a reader may die between showing and noting; and a classic one knows nothing again. */
  private boolean mayBeShownAgain(ClientId reader, int life, long shownNanos) {
    if (mayBeLost && !users.keepsJournal(reader)) {
      return true;
    }
    return life != users.lifeOf(reader)
        && users.diedAfter(reader, shownNanos) <= Ledger.NOTED_WITHIN_NANOS;
  }

  /** Who is promised a letter to all that was accepted, and wasn't shown it; null for nobody. */
  @Nullable String missing() {
    if (mayBeLost || dropped.getAsBoolean()) {
      return null;
    }
    for (Cry cry : cries.values()) {
      for (ClientId user : cry.promised) {
        if (isAlive(cry)
            && cry.letter.outcome == Outcome.ACCEPTED
            && !cry.shownInLife.containsKey(user)) {
          return cry.letter + ", by " + user;
        }
      }
    }
    return null;
  }

  private boolean isAlive(Cry cry) {
    long ageNanos = simulation.now() - cry.letter.writtenNanos;
    return ageNanos < Broadcast.LIFE_SECONDS * Simulation.SECOND;
  }
}
