package org.chappe.client.cli;

import org.chappe.client.session.ClientReport;
import org.chappe.model.ClientId;
import org.chappe.model.MessageId;
import org.chappe.model.Receipt;
import org.jspecify.annotations.Nullable;

/**
 * What became of a text, for programs.
 *
 * @param type {@code outcome} for a text that this run sends, {@code undelivered} for an earlier one that came to nothing
 * @param outcome accepted, stored, delivered, expired, failed, refused, unknown or timeout
 * @param destination the recipient's ID
 * @param message its number, epoch.n in base 36, of a long text that of its first part; null when it isn't known
 * @param words one line for people
 */
record SendResult(
    String type,
    String outcome,
    String destination,
    @Nullable String message,
    String words) {

  static SendResult of(OutcomeWords words, ClientId destination) {
    MessageId id = words.id();
    return new SendResult(
        "outcome",
        words.outcome(),
        destination.toString(),
        id == null ? null : id.toString(),
        words.line());
  }

  /** What a report tells of an earlier text; null for all else. */
  static @Nullable SendResult late(ClientReport report) {
    String words = OutcomeWords.late(report);
    if (words == null) {
      return null;
    }
    if (report instanceof ClientReport.Undelivered it) {
      String outcome = it.reason() == Receipt.EXPIRED ? "expired" : "failed";
      return late(outcome, it.destination(), it.id(), words);
    }
    ClientReport.Unknown it = (ClientReport.Unknown) report;
    return late("unknown", it.destination(), it.id(), words);
  }

  private static SendResult late(String outcome, ClientId destination, MessageId id, String words) {
    return new SendResult("undelivered", outcome, destination.toString(), id.toString(), words);
  }
}
