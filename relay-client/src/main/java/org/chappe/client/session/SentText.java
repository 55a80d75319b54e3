package org.chappe.client.session;

import org.chappe.model.ClientId;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;

/**
 * A text that a client has sent, as its history keeps it: one line of fields, and the text behind it.
 *
 * <pre>state millis destination epoch n parts LF text</pre>
 *
 * @param number its place among all that was sent
 * @param millis when it was sent, in milliseconds since 1970
 * @param id the number of its first part
 * @param parts in how many parts it went
 * @param state what is known of it
 */
public record SentText(
    long number,
    long millis,
    ClientId destination,
    MessageId id,
    int parts,
    SentState state,
    Payload text)
    implements HistoryEntry {

  private static final int FIELDS = 6;

  static SentText of(Submission submission) {
    return new SentText(
        submission.recordNumber(),
        submission.sentMillis(),
        submission.destination(),
        submission.id(),
        submission.parts(),
        submission.state(),
        Payload.of(
            String.join("", submission.texts().stream().map(Payload::text).toList())));
  }

  SentText in(SentState newState) {
    return new SentText(number, millis, destination, id, parts, newState, text);
  }

  Payload encode() {
    return Payload.of(String.join(
            " ",
            state.name(),
            Long.toString(millis),
            destination.toString(),
            Long.toString(id.epoch()),
            Long.toString(id.n()),
            Integer.toString(parts))
        + "\n"
        + text.text());
  }

  /** @throws IllegalArgumentException if the value is no text that was sent: it isn't what was written */
  static SentText decode(long number, Payload value) {
    String[] lines = value.text().split("\n", 2);
    String[] fields = lines[0].split(" ", -1);
    if (lines.length != 2 || fields.length != FIELDS) {
      throw new IllegalArgumentException("a text that was sent isn't readable any more");
    }
    return new SentText(
        number,
        Long.parseLong(fields[1]),
        ClientId.parseRecipient(fields[2]),
        new MessageId(Long.parseLong(fields[3]), Long.parseLong(fields[4])),
        Integer.parseInt(fields[5]),
        SentState.valueOf(fields[0]),
        Payload.of(lines[1]));
  }
}
