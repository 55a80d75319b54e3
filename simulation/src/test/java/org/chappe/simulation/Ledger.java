package org.chappe.simulation;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.Payload;
import org.chappe.server.directory.Whereabouts;
import org.jspecify.annotations.Nullable;

/** Everything that users wrote, what became of it, and what they were shown; every text is written only once. */
final class Ledger {

  /** What the writer was told. */
  enum Outcome {
    NONE,
    ACCEPTED,
    REFUSED,
    GIVEN_UP
  }

  /** One text from one user to another. */
  static final class Letter {
    final ClientId source;
    final ClientId destination;
    final Payload text;
    /** Whether it has a number of its own, so that it can be shown once and in order. */
    final boolean isNumbered;

    private final int place;
    private Outcome outcome = Outcome.NONE;
    private int timesShown;
    private int homeWhenAccepted;

    private Letter(
        ClientId source, ClientId destination, Payload text, boolean isNumbered, int place) {
      this.source = source;
      this.destination = destination;
      this.text = text;
      this.isNumbered = isNumbered;
      this.place = place;
    }

    Outcome outcome() {
      return outcome;
    }

    int timesShown() {
      return timesShown;
    }

    @Override
    public String toString() {
      return source + " -> " + destination + " \"" + text + "\"";
    }
  }

  private record Pair(ClientId source, ClientId destination) {}

  private record Key(ClientId source, ClientId destination, Payload text) {}

  private final Simulation simulation;
  private final ToIntFunction<ClientId> homes;
  private final Map<Key, Letter> letters = new LinkedHashMap<>();
  private final Map<Pair, Letter> lastShown = new LinkedHashMap<>();
  private final Set<ClientId> moved = new LinkedHashSet<>();

  /** @param homes where a user is at home, or {@link Whereabouts#GONE} */
  Ledger(Simulation simulation, ToIntFunction<ClientId> homes) {
    this.simulation = simulation;
    this.homes = homes;
  }

  /** A user writes; to be noted before the node is told. */
  Letter write(ClientId source, ClientId destination, Payload text, boolean isNumbered) {
    Letter letter = new Letter(source, destination, text, isNumbered, letters.size());
    if (letters.put(new Key(source, destination, text), letter) != null) {
      throw new IllegalArgumentException("the scenario writes this twice: " + letter);
    }
    return letter;
  }

  /** The writer was told that it is in good hands. */
  void accepted(Letter letter) {
    end(letter, Outcome.ACCEPTED);
    letter.homeWhenAccepted = homes.applyAsInt(letter.destination);
  }

  /** The writer was told that it won't be sent. */
  void refused(Letter letter) {
    end(letter, Outcome.REFUSED);
    checkNotRefused(letter);
  }

  /** The writer was told that it took too long; the relay may have taken it in the last moment. */
  void givenUp(Letter letter) {
    end(letter, Outcome.GIVEN_UP);
    simulation.encounters().count(Encounter.GIVEN_UP);
  }

  private void checkNotRefused(Letter letter) {
    if (letter.isNumbered && letter.outcome == Outcome.REFUSED && letter.timesShown > 0) {
      throw simulation.violation(
          Invariant.NO_REFUSED, letter + " is shown, and its writer was told that it was refused");
    }
  }

  private void end(Letter letter, Outcome outcome) {
    if (letter.outcome != Outcome.NONE) {
      throw simulation.violation(
          Invariant.OUTCOME, letter + " was " + letter.outcome + " and is now " + outcome);
    }
    letter.outcome = outcome;
  }

  /**
   * A user is at home elsewhere from now on, or nowhere. What is on its way then goes several ways, and the order within
   * its pairs isn't promised any more.
   */
  void movedHome(ClientId user) {
    moved.add(user);
  }

  /** A user was shown a message. */
  void shown(SimHost host, ClientId reader, Message message) {
    Letter letter = letters.get(new Key(message.source(), message.destination(), message.text()));
    if (letter == null || !reader.equals(message.destination())) {
      throw simulation.violation(
          Invariant.NO_INVENTION, host + ", user " + reader + ", is shown " + message);
    }
    letter.timesShown++;
    countDetours(letter);
    checkNotRefused(letter);
    if (letter.isNumbered) {
      checkOnceAndInOrder(letter);
    }
  }

  private void countDetours(Letter letter) {
    if (letter.outcome != Outcome.ACCEPTED) {
      return;
    }
    if (letter.homeWhenAccepted == Whereabouts.GONE) {
      simulation.encounters().count(Encounter.PARKED_AND_SHOWN);
    } else if (letter.homeWhenAccepted != homes.applyAsInt(letter.destination)) {
      simulation.encounters().count(Encounter.FOLLOWED_AND_SHOWN);
    }
  }

  private void checkOnceAndInOrder(Letter letter) {
    if (letter.timesShown > 1) {
      throw simulation.violation(Invariant.NO_DUPLICATE, letter + " is shown again");
    }
    if (moved.contains(letter.source) || moved.contains(letter.destination)) {
      return;
    }
    Letter last = lastShown.put(new Pair(letter.source, letter.destination), letter);
    if (last != null && last.place > letter.place) {
      throw simulation.violation(Invariant.PAIR_ORDER, letter + " is shown after " + last);
    }
  }

  Collection<Letter> letters() {
    return Collections.unmodifiableCollection(letters.values());
  }

  /** A letter whose writer was told nothing yet; null when there is none. */
  @Nullable Letter withoutOutcome() {
    return letters.values().stream()
        .filter(letter -> letter.outcome == Outcome.NONE)
        .findFirst()
        .orElse(null);
  }

  /** An accepted letter that wasn't shown yet; null when there is none. */
  @Nullable Letter undelivered() {
    return letters.values().stream()
        .filter(letter -> letter.outcome == Outcome.ACCEPTED && letter.timesShown == 0)
        .findFirst()
        .orElse(null);
  }
}
