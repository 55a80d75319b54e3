package org.chappe.simulation;

import java.util.function.Predicate;
import org.chappe.server.directory.Whereabouts;
import org.chappe.simulation.Letter.Outcome;
import org.jspecify.annotations.Nullable;

/** The letters of a {@link Ledger} of which something is still to come. */
record OpenLetters(Ledger ledger) {

  private @Nullable Letter first(Predicate<Letter> isOpen) {
    return ledger.letters().stream().filter(isOpen).findFirst().orElse(null);
  }

  /** A letter whose writer was told nothing yet; null when there is none. */
  @Nullable Letter withoutOutcome() {
    return first(letter -> letter.outcome == Outcome.NONE);
  }

  /** A letter of which its writer waits to be told more, and has lived on to hear it; null when there is none. */
  @Nullable Letter withoutLastStage() {
    return first(letter -> letter.outcome == Outcome.ACCEPTED
        && ledger.areReceiptsPromised()
        && !letter.isToldEnded
        && !letter.mayBeLost
        && ledger.users().keepsMailbox(letter.source)
        && letter.writtenInLife == ledger.users().lifeOf(letter.source)
        && !letter.isToldAll());
  }

  /** A letter that a relay has on its disk and whose reader is at home somewhere and hasn't seen it; null if none. */
  @Nullable Letter keptBack(SimHost host) {
    return first(letter -> letter.copies.containsKey(host)
        && letter.timesShown == 0
        && !letter.isToldEnded
        && !letter.mayBeLost
        && ledger.users().homeOf(letter.destination) != Whereabouts.GONE);
  }

  /** A letter that wasn't shown yet and should be, and whose writer wasn't told why; null when there is none. */
  @Nullable Letter undelivered() {
    return first(letter -> (letter.outcome == Outcome.ACCEPTED
            || (letter.outcome == Outcome.UNHEARD && letter.isSubmitted))
        && letter.timesShown == 0
        && !letter.isToldEnded
        && !letter.mayBeLost
        && !mayHaveEndedInSilence(letter));
  }

  /** It came to a bad end, and the receipt went with the mailbox of its writer. */
  private boolean mayHaveEndedInSilence(Letter letter) {
    return letter.isEnded && !ledger.users().keepsMailbox(letter.source);
  }
}
