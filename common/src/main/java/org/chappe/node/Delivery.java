package org.chappe.node;

import org.chappe.model.Message;
import org.chappe.model.Receipt;

/**
 * A message as it is shown to a user.
 *
 * @param number its place in the journal of whom it is shown to, counted up from 1; the same if it is shown again after a
 *     crash, so that a program can tell. {@link #UNKEPT} where no journal is kept
 * @param message the message
 * @param isLate whether it was waited for in vain: messages that were written after it have been shown before it
 */
public record Delivery(long number, Message message, boolean isLate) {

  /** The number of what is in no journal. */
  public static final long UNKEPT = 0;

  /** Whether another device of whom it is shown to has sent it. Its source is then whom it was written to, or the writer where it is a text to all. */
  public boolean isOwn() {
    return message.receipt() == Receipt.OWN;
  }

  /** A message in its order, of a node that keeps no journal. */
  public static Delivery of(Message message) {
    return new Delivery(UNKEPT, message, false);
  }
}
