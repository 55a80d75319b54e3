package org.chappe.server.station;

import org.chappe.model.Message;
import org.chappe.model.Receipt;

/** Ends messages whose life is over, unless they are under way: their senders are told; receipts and texts to all go in silence. */
final class LifeEnds implements Expiry.Over {

  private final Mailboxes mailboxes;
  private final MailRoom room;
  private final Outgoing outgoing;
  private long expired;
  private long refused;
  private long receiptsEnded;
  private long broadcastsEnded;

  LifeEnds(Mailboxes mailboxes, MailRoom room, Outgoing outgoing) {
    this.mailboxes = mailboxes;
    this.room = room;
    this.outgoing = outgoing;
  }

  /** False while it is under way, or while there is no room to tell its sender. */
  @Override
  public boolean isEnded(Mailbox mailbox, long n, Mail mail) {
    HandedMail.Entry entry = mailbox.handed().find(n);
    if (entry == null ? n < mailbox.cursor() : entry.isSettled()) {
      return true; // it went lately
    }
    Message message = mail.message();
    boolean due = Receipts.isDue(message, Receipt.EXPIRED);
    boolean underWay =
        entry != null && entry.isUnderWay() && !outgoing.isRecalled(mailbox, message);
    if (underWay || (due && !mailboxes.hasRoomFor(message.source()))) {
      return false;
    }
    if (entry != null) {
      outgoing.ended(mailbox, entry);
    }
    room.remove(mailbox, n, message.receipt().isReceipt(), Mail.bytesOf(message));
    if (due && mailbox.isCondemned(n)) {
      refused++;
      room.tell(message, Receipt.FAILED, Receipts.ACCOUNT_DELETED);
    } else if (due) {
      expired++;
      room.tell(message, Receipt.EXPIRED, Receipts.EXPIRED);
    } else if (message.receipt().isReceipt()) {
      receiptsEnded++;
    } else {
      broadcastsEnded++;
    }
    return true;
  }

  /** Messages whose life has ended here. */
  long expired() {
    return expired;
  }

  /** Messages that were refused to their senders because their recipient's account was deleted. */
  long refused() {
    return refused;
  }

  /** Texts to all whose life has ended here before one of them had fetched them. */
  long broadcastsEnded() {
    return broadcastsEnded;
  }

  /** Receipts whose life has ended here. */
  long receiptsEnded() {
    return receiptsEnded;
  }
}
