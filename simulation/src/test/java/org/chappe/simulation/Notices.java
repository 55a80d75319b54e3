package org.chappe.simulation;

import java.util.Comparator;
import org.chappe.model.ClientId;
import org.jspecify.annotations.Nullable;

/** The short texts by which users of classic clients are told that something of theirs wasn't delivered. */
record Notices(Simulation simulation, Ledger ledger) {

  private static final String BEGINNING = "not delivered: ";

  private static final String AFTER_REASON = ": ";

  private static final String EXPIRED = "expired";

  static boolean isOne(String text) {
    return text.startsWith(BEGINNING);
  }

  /** A user was shown one, from the reader of the letter that it speaks of. */
  void shown(ClientId writer, ClientId reader, String text) {
    String words = text.substring(BEGINNING.length());
    int end = words.indexOf(AFTER_REASON);
    if (end < 0) {
      throw ledger.toldOfNothing(writer, text);
    }
    Letter letter = find(writer, reader, words.substring(end + AFTER_REASON.length()));
    if (letter == null) {
      throw ledger.toldOfNothing(writer, text);
    }
    if (!letter.isEnded) {
      throw simulation.violation(
          Invariant.RECEIPT_TRUE, "is told \"" + text + "\" and no relay has it: " + letter);
    }
    simulation.encounters().count(Encounter.CLASSIC_TOLD);
    simulation
        .encounters()
        .count(words.startsWith(EXPIRED) ? Encounter.TOLD_EXPIRED : Encounter.TOLD_FAILED);
    letter.isToldEnded = true;
    letter.toldEndedNanos = simulation.now();
  }

  /** The letter with this text, or else the first that begins so, as long ones are cut. */
  private @Nullable Letter find(ClientId writer, ClientId reader, String beginning) {
    return ledger.letters().stream()
        .filter(letter -> letter.source.equals(writer) && letter.destination.equals(reader))
        .filter(letter -> letter.text.text().startsWith(beginning))
        .min(Comparator.comparingInt(letter -> letter.text.length()))
        .orElse(null);
  }
}
