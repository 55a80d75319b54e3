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
 * @param kind messages, or which receipts
 * @param epoch of their numbers
 * @param first number
 * @param last number
 * @param failed whether the messages have failed rather than been stored
 */
public record StoredNotice(
    ClientId destination,
    ClientId source,
    long version,
    MailKind kind,
    long epoch,
    long first,
    long last,
    boolean failed) {

  /** @throws IllegalArgumentException if the numbers are not a run of message numbers */
  public StoredNotice {
    if (version < 0
        || epoch < 0
        || epoch > MessageId.EPOCH_MAX
        || first < 0
        || first > last
        || last > MessageId.N_MAX
        || (failed && kind != MailKind.MESSAGE)) {
      throw new IllegalArgumentException("no run of messages: " + epoch + "." + first + "-" + last);
    }
  }

  /** Word that a run of messages is on the relay's disk. */
  public StoredNotice(
      ClientId destination,
      ClientId source,
      long version,
      MailKind kind,
      long epoch,
      long first,
      long last) {
    this(destination, source, version, kind, epoch, first, last, false);
  }

  /** The same run, failed. */
  public StoredNotice asFailed() {
    return new StoredNotice(destination, source, version, kind, epoch, first, last, true);
  }
}
