package org.chappe.simulation;

import org.chappe.client.session.Stage;
import org.chappe.model.Receipt;
import org.chappe.simulation.Letter.Outcome;

/** Holds what writers are told of their letters against what is so. */
final class WriterChecks {

  private final Simulation simulation;
  private final Users users;

  WriterChecks(Simulation simulation, Users users) {
    this.simulation = simulation;
    this.users = users;
  }

  /** The writer was told what became of it. */
  void end(Letter letter, Outcome outcome) {
    boolean isOpen = letter.outcome == Outcome.NONE || letter.outcome == Outcome.UNHEARD;
    // who waits for no receipts isn't kept from hearing them before the home's acknowledgement
    isOpen |= letter.outcome == Outcome.ENDED && letter.wish.until() == Stage.ACCEPTED;
    boolean isAgain = letter.outcome == outcome && users.lifeOf(letter.source) > 0;
    if (!isOpen && !isAgain) {
      throw simulation.violation(
          Invariant.OUTCOME, letter + " was " + letter.outcome + " and is now " + outcome);
    }
    letter.outcome = outcome;
  }

  /** The writer was told what a receipt says. */
  void told(Letter letter, Receipt receipt) {
    int life = users.lifeOf(letter.source);
    Integer before = letter.told.put(receipt, life);
    if (before != null && before == life) {
      throw simulation.violation(
          Invariant.RECEIPT_ONCE, "its writer is told again " + receipt + " of " + letter);
    }
    if (receipt == Receipt.DELIVERED && !users.hasArrived(letter)) {
      throw simulation.violation(
          Invariant.DELIVERED_AFTER_JOURNAL, "is told delivered and isn't: " + letter);
    }
    if (receipt == Receipt.STORED && !wasStored(letter)) {
      throw simulation.violation(Invariant.RECEIPT_TRUE, "is told stored and never was: " + letter);
    }
    noteReceipt(letter, receipt);
  }

  private void noteReceipt(Letter letter, Receipt receipt) {
    switch (receipt) {
      case STORED -> {
        checkStage(letter, receipt, letter.outcome == Outcome.ACCEPTED);
        simulation.encounters().count(Encounter.TOLD_STORED);
      }
      case DELIVERED -> {
        checkStage(letter, receipt, letter.told.containsKey(Receipt.STORED));
        simulation.encounters().count(Encounter.TOLD_DELIVERED);
      }
      case EXPIRED, FAILED -> {
        checkMayEnd(letter, receipt);
        letter.isToldEnded = true;
        letter.toldEndedNanos = simulation.now();
        boolean isExpired = receipt == Receipt.EXPIRED;
        simulation.encounters().count(isExpired ? Encounter.TOLD_EXPIRED : Encounter.TOLD_FAILED);
        if (letter.outcome == Outcome.NONE) {
          end(letter, Outcome.ENDED);
        }
      }
      case NONE, WANTED, COPY, OWN, TAKEN, VOID ->
        throw new IllegalArgumentException("no receipt says " + receipt);
    }
  }

  /** Only a writer that died just after it was told of a bad end is told again. */
  private void checkMayEnd(Letter letter, Receipt end) {
    long forgotAfterNanos = users.diedAfter(letter.source, letter.toldEndedNanos);
    boolean mayBeForgotten = forgotAfterNanos >= 0 && forgotAfterNanos <= Ledger.NOTED_WITHIN_NANOS;
    if (letter.told.containsKey(Receipt.DELIVERED) || (letter.isToldEnded && !mayBeForgotten)) {
      throw simulation.violation(
          Invariant.RECEIPT_ORDER, "is told " + end + " after " + letter.told + ": " + letter);
    }
  }

  /** A writer that has died since may have heard of what came before, and nobody knows. */
  private void checkStage(Letter letter, Receipt stage, boolean isNext) {
    boolean isNew = letter.writtenInLife == users.lifeOf(letter.source);
    if (letter.isToldEnded || (isNew && !isNext)) {
      throw simulation.violation(
          Invariant.RECEIPT_ORDER, "is told " + stage + " after " + letter.told + ": " + letter);
    }
  }

  /** A relay that knows of no home keeps what comes to it, and says so to the one that had it before. */
  private boolean wasStored(Letter letter) {
    return letter.wasAtHome
        || users.hasArrived(letter)
        || letter.keepers.size() > 1
        || letter.copies.keySet().stream().anyMatch(host -> users.isHome(host, letter.destination));
  }
}
