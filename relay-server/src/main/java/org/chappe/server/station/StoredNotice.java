package org.chappe.server.station;

import org.chappe.model.ClientId;
import org.chappe.model.MessageId;

/**
 * A relay's word to the custodian of messages: a run of them is on its disk, or has failed there and their senders are told.
 *
 * @param destination whom the messages are for
 * @param source who wrote them
 * @param version the directory version of the destination by which the relay took them in. A custodian that knows a higher
 *     one doesn't believe the notice: the message may have come back to it since, and the relay have let go
 * @param kind messages, or which receipts, that are stored; or messages that have ended
 * @param epoch of their numbers
 * @param first number
 * @param last number
 */
public record StoredNotice(
    ClientId destination,
    ClientId source,
    long version,
    MailKind kind,
    long epoch,
    long first,
    long last) {

  /** @throws IllegalArgumentException if the numbers are not a run of message numbers */
  public StoredNotice {
    if (version < 0
        || epoch < 0
        || epoch > MessageId.EPOCH_MAX
        || first < 0
        || first > last
        || last > MessageId.N_MAX) {
      throw new IllegalArgumentException("no run of messages: " + epoch + "." + first + "-" + last);
    }
  }

  /** The same run, failed: only messages do. */
  public StoredNotice asFailed() {
    return new StoredNotice(destination, source, version, MailKind.ENDED, epoch, first, last);
  }

  /** Which messages it is about: those that have ended were such as were to be shown. */
  MailKind kindOfMail() {
    return hasFailed() ? MailKind.MESSAGE : kind;
  }

  /** Whether the messages have failed rather than been stored. */
  boolean hasFailed() {
    return kind == MailKind.ENDED;
  }
}
