package org.chappe.client.session;

import org.chappe.model.ClientId;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
import org.chappe.model.Receipt;

/**
 * That a message won't be delivered, as it is written down until the program was told: the reason, the destination and the
 * number in one line, and the words behind it.
 *
 * <pre>reason destination epoch n LF words</pre>
 */
final class EndRecord {

  private static final int FIELDS = 4;

  private EndRecord() {}

  static Payload encode(ClientReport.Undelivered end) {
    return Payload.of(String.join(
        " ",
        end.reason().name(),
        end.destination().toString(),
        Long.toString(end.id().epoch()),
        end.id().n() + "\n" + end.words()));
  }

  /** @throws IllegalArgumentException if the value is no record: it isn't what was written */
  static ClientReport.Undelivered decode(Payload value) {
    String[] lines = value.text().split("\n", 2);
    String[] fields = lines[0].split(" ", -1);
    if (lines.length != 2 || fields.length != FIELDS) {
      throw new IllegalArgumentException("what wasn't delivered isn't readable any more");
    }
    return new ClientReport.Undelivered(
        new MessageId(Long.parseLong(fields[2]), Long.parseLong(fields[3])),
        ClientId.parse(fields[1]),
        Receipt.valueOf(fields[0]),
        lines[1]);
  }
}
