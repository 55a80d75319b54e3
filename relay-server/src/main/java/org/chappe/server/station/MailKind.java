package org.chappe.server.station;

import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Receipt;

/**
 * What shares the numbers of a pair: the messages themselves, each kind of receipt for messages of the other direction, and
 * those of the messages that have failed here.
 * Kind, source, destination, epoch and n together are what makes a message the same everywhere.
 */
public enum MailKind {
  MESSAGE(""),
  STORED(".s"),
  DELIVERED(".d"),
  EXPIRED(".x"),
  FAILED(".f"),
  /** Messages that are seen as well, but were not kept: their senders are told that they failed. */
  ENDED(".e"),
  OWN(".o"),
  TAKEN(".t"),
  VOID(".v");

  private final String suffix;

  MailKind(String suffix) {
    this.suffix = suffix;
  }

  /** What stands behind the epoch in a stored notice. */
  String suffix() {
    return suffix;
  }

  public static MailKind of(Message message) {
    return of(message.receipt());
  }

  /**
   * A message's number.
   *
   * @throws IllegalArgumentException if it has none, and so no identity
   */
  static MessageId numbered(Message message) {
    MessageId id = message.id();
    if (id == null) {
      throw new IllegalArgumentException("a message without a number has no identity");
    }
    return id;
  }

  private static MailKind of(Receipt receipt) {
    return switch (receipt) {
      case NONE, WANTED, COPY -> MESSAGE;
      case STORED -> STORED;
      case DELIVERED -> DELIVERED;
      case EXPIRED -> EXPIRED;
      case FAILED -> FAILED;
      case OWN -> OWN;
      case TAKEN -> TAKEN;
      case VOID -> VOID;
    };
  }
}
