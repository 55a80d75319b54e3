package org.chappe.server.station;

import org.chappe.model.Receipt;

/**
 * How mail has ended at a relay, and what it told of that.
 *
 * @param expired messages whose life ended here
 * @param failed messages that failed here
 * @param receiptsStored receipts made that say stored
 * @param receiptsDelivered receipts made that say delivered
 * @param receiptsExpired receipts made that say expired
 * @param receiptsFailed receipts made that say failed
 * @param receiptsDropped receipts that found no room in a mailbox and could be done without
 * @param receiptsEnded receipts whose own life ended
 * @param broadcastsDropped texts to all that weren't kept for one of them because there was no room
 * @param broadcastsEnded texts to all that one of them hadn't fetched when their lives ended
 * @param itemsRecalled items of queues that were taken back from somebody who had them and wasn't heard of any more
 * @param refusedQuota how often a client's message was refused because a mailbox was full or the client too fast
 * @param sendersForgotten clients whose allowance had to be forgotten
 * @param slicesSearched parts of mailboxes searched for lives that have ended
 */
public record MailEnds(
    long expired,
    long failed,
    long receiptsStored,
    long receiptsDelivered,
    long receiptsExpired,
    long receiptsFailed,
    long receiptsDropped,
    long receiptsEnded,
    long broadcastsDropped,
    long broadcastsEnded,
    long itemsRecalled,
    long refusedQuota,
    long sendersForgotten,
    long slicesSearched) {

  static MailEnds of(LifeEnds lives, Admission admission, MailRoom room, Expiry expiry) {
    return new MailEnds(
        lives.expired(),
        admission.failed(),
        room.made(Receipt.STORED),
        room.made(Receipt.DELIVERED),
        room.made(Receipt.EXPIRED),
        room.made(Receipt.FAILED),
        admission.receiptsDropped(),
        lives.receiptsEnded(),
        admission.broadcastsDropped(),
        lives.broadcastsEnded(),
        lives.recalled(),
        admission.refusedQuota(),
        admission.sendersForgotten(),
        expiry.slices());
  }

  /** The count of one kind of receipt. */
  public long of(Receipt kind) {
    return switch (kind) {
      case NONE, WANTED, COPY, OWN, TAKEN, VOID -> 0;
      case STORED -> receiptsStored;
      case DELIVERED -> receiptsDelivered;
      case EXPIRED -> receiptsExpired;
      case FAILED -> receiptsFailed;
    };
  }
}
