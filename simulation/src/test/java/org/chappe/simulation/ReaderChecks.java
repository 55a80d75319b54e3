package org.chappe.simulation;

import java.util.LinkedHashMap;
import java.util.Map;
import org.chappe.model.ClientId;
import org.chappe.server.directory.Whereabouts;
import org.chappe.simulation.Letter.Outcome;

/** Holds what readers are shown against what was written, once and in order. */
final class ReaderChecks {

  /** What is written to one destination in one life, and so numbered in one epoch. */
  private record Run(ClientId source, ClientId destination, int life) {}

  private final Simulation simulation;
  private final Users users;
  private final Map<Run, Letter> lastShown = new LinkedHashMap<>();
  private boolean copiesWereLost;

  ReaderChecks(Simulation simulation, Users users) {
    this.simulation = simulation;
    this.users = users;
  }

  /**
   * A relay has died or a link is down, and with it copies on their way are lost. They are sent again and then come behind
   * later ones, so that readers who don't wait for what is missing are promised no order any more.
   */
  void copiesLost() {
    copiesWereLost = true;
  }

  /** A letter was shown to its reader. */
  void shown(Letter letter, boolean isLate) {
    countDetours(letter);
    if (letter.isNumbered) {
      checkOnceAndInOrder(letter, isLate);
    }
    letter.timesShown++;
    letter.shownInLife = users.lifeOf(letter.destination);
    letter.shownNanos = simulation.now();
    checkNotRefused(letter);
    checkNotExpired(letter);
  }

  /** What was on its way when its life ended may be shown; what only waited may not. */
  private void checkNotExpired(Letter letter) {
    if (letter.hasExpiredUnsent && letter.keepers.size() == 1) {
      throw simulation.violation(
          Invariant.EXPIRED_IS_OVER, letter + " is shown, and its life ended before it was sent");
    }
    if (letter.isToldEnded) {
      simulation.encounters().count(Encounter.SHOWN_THOUGH_ENDED);
    }
  }

  void checkNotRefused(Letter letter) {
    if (letter.isNumbered && letter.outcome == Outcome.REFUSED && letter.timesShown > 0) {
      throw simulation.violation(
          Invariant.NO_REFUSED, letter + " is shown, and its writer was told that it was refused");
    }
  }

  private void countDetours(Letter letter) {
    if (letter.outcome != Outcome.ACCEPTED) {
      return;
    }
    if (letter.homeWhenAccepted == Whereabouts.GONE) {
      simulation.encounters().count(Encounter.PARKED_AND_SHOWN);
    } else if (letter.homeWhenAccepted != users.homeOf(letter.destination)) {
      simulation.encounters().count(Encounter.FOLLOWED_AND_SHOWN);
    }
  }

  private void checkOnceAndInOrder(Letter letter, boolean isLate) {
    if (letter.timesShown > 0) {
      checkMayBeShownAgain(letter);
      return;
    }
    if (isLate || !isOrderPromised(letter)) {
      return;
    }
    Letter last =
        lastShown.put(new Run(letter.source, letter.destination, letter.writtenInLife), letter);
    if (last != null && last.place > letter.place) {
      throw simulation.violation(Invariant.PAIR_ORDER, letter + " is shown after " + last);
    }
  }

  /** Readers without a journal don't wait for what went another way. */
  private boolean isOrderPromised(Letter letter) {
    return users.keepsJournal(letter.destination)
        || !(copiesWereLost || users.hasMoved(letter.source) || users.hasMoved(letter.destination));
  }

  /** A reader may die between showing and noting; one that keeps no journal forgets what it was shown. */
  private void checkMayBeShownAgain(Letter letter) {
    ClientId reader = letter.destination;
    long forgotAfterNanos = users.diedAfter(reader, letter.shownNanos);
    simulation.encounters().count(Encounter.SHOWN_AGAIN_AFTER_DEATH);
    if (letter.mayBeLost && !users.keepsJournal(reader)) {
      return;
    }
    if (letter.shownInLife == users.lifeOf(reader)
        || (users.keepsJournal(reader) && forgotAfterNanos > Ledger.NOTED_WITHIN_NANOS)) {
      throw simulation.violation(Invariant.NO_DUPLICATE, letter + " is shown again");
    }
  }
}
