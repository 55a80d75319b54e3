package org.chappe.client.cli;

import org.chappe.client.Outcome;
import org.chappe.client.session.ClientReport;
import org.chappe.model.MessageId;
import org.chappe.model.Receipt;
import org.chappe.model.RelayNumber;
import org.chappe.wire.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What became of a text, as it is told to people and to programs.
 *
 * @param outcome one word, for programs
 * @param id the number of the message; null when it has none
 * @param line one line for people
 * @param exitCode how a command ends with it
 */
record OutcomeWords(String outcome, @Nullable MessageId id, String line, int exitCode) {

  /** The word for a text that didn't come as far in time as it should. */
  static final String TIMEOUT = "timeout";

  /** @param relay the sender's home */
  static OutcomeWords of(Outcome outcome, RelayNumber relay) {
    if (outcome instanceof Outcome.Accepted accepted) {
      return good("accepted", accepted.id(), "accepted by relay " + relay);
    }
    if (outcome instanceof Outcome.Stored stored) {
      return good("stored", stored.id(), "stored by the recipient's relay");
    }
    if (outcome instanceof Outcome.Delivered delivered) {
      return good("delivered", delivered.id(), "delivered");
    }
    if (outcome instanceof Outcome.Expired expired) {
      return bad("expired", expired.id(), expired.words(), ExitCodes.EXPIRED);
    }
    if (outcome instanceof Outcome.Failed failed) {
      return bad("failed", failed.id(), failed.words(), ExitCodes.FAILED);
    }
    if (outcome instanceof Outcome.Unknown unknown) {
      return bad("unknown", unknown.id(), unknown.words(), ExitCodes.TIMED_OUT);
    }
    Outcome.Refused refused = (Outcome.Refused) outcome;
    int exitCode =
        refused.reason() == Refusal.NOUSER ? ExitCodes.UNKNOWN_RECIPIENT : ExitCodes.REFUSED;
    return bad("refused", null, refused.words(), exitCode);
  }

  /** One line about a message that came to nothing after all, or of which an earlier run knew no end; null for all else. */
  static @Nullable String late(ClientReport report) {
    if (report instanceof ClientReport.Unknown unknown && unknown.token() < 0) {
      return "message " + unknown.id() + " to " + unknown.destination() + ": " + unknown.words();
    }
    return report instanceof ClientReport.Undelivered undelivered ? line(undelivered) : null;
  }

  private static String line(ClientReport.Undelivered undelivered) {
    String reason = undelivered.reason() == Receipt.EXPIRED ? "expired" : "failed";
    return "message " + undelivered.id() + " to " + undelivered.destination()
        + " was not delivered: " + join(reason, undelivered.words());
  }

  /** Whether the text came as far as was asked for. */
  boolean isGood() {
    return exitCode == ExitCodes.DONE;
  }

  /** Whether no relay has taken the text in time, nor refused it, so that none would take another. */
  boolean isUntaken() {
    return outcome.equals(TIMEOUT) && id == null;
  }

  private static OutcomeWords good(String outcome, MessageId id, String line) {
    return new OutcomeWords(outcome, id, line, ExitCodes.DONE);
  }

  private static OutcomeWords bad(
      String outcome, @Nullable MessageId id, String words, int exitCode) {
    return new OutcomeWords(outcome, id, join(outcome, words), exitCode);
  }

  /** What happened and why. Relays say both where a life has ended. */
  private static String join(String outcome, String words) {
    String line = Printable.line(words);
    return line.startsWith(outcome + ": ") ? line : outcome + ": " + line;
  }
}
