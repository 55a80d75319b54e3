package org.chappe.server.station;

import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.Receipt;
import org.chappe.model.Via;
import org.chappe.server.station.Station.Bearer;
import org.chappe.store.Store;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a station takes a message, by how much it keeps already.
 *
 * <p>Clients are refused first, and can wait. What neighbours bring has a quarter more room, in the store and in each
 * mailbox; a message beyond that fails rather than hold up a lane for one mailbox. Receipts pass the bounds of mailboxes;
 * only those that can be done without end beyond a bound of their own.
 */
final class Admission {

  /** Texts to all are kept while less than one part of so many of the station is used. */
  static final int BROADCAST_SHARE = 4;

  private final StationLimits limits;
  private final Store store;
  private final Mailboxes mailboxes;
  private final Stock stock;
  private final LentMail lent;
  private final SenderRate rate;
  private long refusedFull;
  private long refusedQuota;
  private long failed;
  private long receiptsDropped;
  private long broadcastsDropped;
  private long copiesDropped;

  /** @param stock what the station keeps */
  Admission(StationLimits limits, Store store, Mailboxes mailboxes, Stock stock, LentMail lent) {
    this.limits = limits;
    this.store = store;
    this.mailboxes = mailboxes;
    this.stock = stock;
    this.lent = lent;
    this.rate = new SenderRate(limits.senderRate(), SenderRate.SENDERS_MAX);
  }

  /**
   * Whether anything new would be taken.
   *
   * @param copies messages of which copies are under way to other relays: they don't count against neighbours
   */
  boolean hasRoomFor(Bearer bearer, int copies) {
    if (store.isFull()) {
      return false;
    }
    if (bearer == Bearer.CLIENT) {
      return stock.size() < limits.messagesMax() && stock.bytes() < limits.bytesMax();
    }
    long bytes = stock.bytes() - (long) copies * Mail.BYTES_MAX;
    return stock.size() - copies < limits.fromNeighboursMax()
        && bytes < StationLimits.withReserve(limits.bytesMax());
  }

  /** What would become of a message that is new here. */
  Acceptance check(Message message, Bearer bearer, int copies, long nowNanos) {
    if (!hasRoomFor(bearer, copies) || !mailboxes.hasRoomFor(message.destination())) {
      return Acceptance.FULL;
    }
    return bearer == Bearer.CLIENT ? checkClients(message, nowNanos) : checkNeighbours(message);
  }

  private Acceptance checkClients(Message message, long nowNanos) {
    if (isOver(mailboxes.find(message.destination()), false)) {
      return Acceptance.MAILBOX_FULL;
    }
    if (owesFetching(message.source())) {
      return Acceptance.RECEIPTS_WAIT;
    }
    boolean slow = rate.nextNanos(message.source(), nowNanos) <= nowNanos;
    return slow ? Acceptance.NEW : Acceptance.TOO_FAST;
  }

  /** Whether so many receipts wait for a client that it has to fetch some before it sends more. */
  boolean owesFetching(ClientId sender) {
    Mailbox own = mailboxes.find(sender);
    return own != null && own.stock().receipts() >= limits.mailboxMessagesMax();
  }

  private Acceptance checkNeighbours(Message message) {
    if (message.receipt().isReceipt()) {
      return hasRoomForReceipt(message) ? Acceptance.NEW : Acceptance.SETTLED;
    }
    if (!isOver(mailboxes.find(message.destination()), true)) {
      return Acceptance.NEW;
    }
    // it fails, and its sender is told: that needs a mailbox, too
    return !Receipts.isDue(message, Receipt.FAILED) || mailboxes.hasRoomFor(message.source())
        ? Acceptance.SETTLED
        : Acceptance.FULL;
  }

  private boolean isOver(@Nullable Mailbox mailbox, boolean reserve) {
    if (mailbox == null) {
      return false;
    }
    long messages = limits.mailboxMessagesMax();
    long bytes = limits.mailboxBytesMax();
    return mailbox.stock().messages() >= (reserve ? StationLimits.withReserve(messages) : messages)
        || mailbox.stock().messageBytes() >= (reserve ? StationLimits.withReserve(bytes) : bytes);
  }

  /** Whether what is made here for a client finds room in its mailbox: as what neighbours bring. */
  boolean mayPost(ClientId recipient) {
    return mailboxes.hasRoomFor(recipient) && !isOver(mailboxes.find(recipient), true);
  }

  /** Whether less than three quarters of the station are used. */
  boolean hasRoomForMany() {
    return !store.isFull()
        && 4L * stock.size() < 3L * limits.messagesMax()
        && 4 * stock.bytes() < 3 * limits.bytesMax();
  }

  /**
   * Whether a text to all is kept for one of them. One text becomes as many messages as there are clients, so only while a quarter of the station
   * isn't used: the rest is for what is written to somebody. Nobody waits until there is room.
   */
  boolean hasRoomForBroadcast(ClientId recipient, int copies) {
    boolean room = hasRoomFor(Bearer.CLIENT, copies)
        && stock.size() < limits.messagesMax() / BROADCAST_SHARE
        && stock.bytes() < limits.bytesMax() / BROADCAST_SHARE
        && mailboxes.hasRoomFor(recipient)
        && !isOver(mailboxes.find(recipient), false);
    broadcastsDropped += room ? 0 : 1;
    return room;
  }

  /** Whether a receipt is kept: what says that a message was not delivered, ends a lending, or says that a device has it, always; others as long as there aren't too many. */
  boolean hasRoomForReceipt(Message receipt) {
    if (Receipts.isShownAsText(receipt)
        || receipt.receipt() == Receipt.TAKEN
        || lent.endsLending(receipt)) {
      return true;
    }
    Mailbox mailbox = mailboxes.find(receipt.destination());
    return mailbox == null
        ? mailboxes.hasRoomFor(receipt.destination())
        : mailbox.stock().receipts() < StationLimits.withReserve(limits.mailboxMessagesMax());
  }

  /** Whether what waits for a mailbox may have its turn: it is to be worth its while, so a quarter has to be free. */
  boolean hasEased(Mailbox mailbox) {
    return 4L * mailbox.stock().messages() <= 3L * limits.mailboxMessagesMax()
        && 4L * mailbox.stock().receipts() <= 3L * limits.mailboxMessagesMax()
        && 4L * mailbox.stock().messageBytes() <= 3L * limits.mailboxBytesMax();
  }

  /** Counts what was decided; a client's message that is taken uses up some of its allowance. */
  void decided(Acceptance acceptance, Message message, Bearer bearer, long nowNanos) {
    switch (acceptance) {
      case NEW -> {
        if (bearer == Bearer.CLIENT) {
          rate.take(message.source(), nowNanos);
        }
      }
      case FULL -> refusedFull++;
      case MAILBOX_FULL, RECEIPTS_WAIT, TOO_FAST -> refusedQuota++;
      case SETTLED -> {
        if (message.receipt().isReceipt()) {
          receiptsDropped++;
        } else if (message.receipt() == Receipt.COPY) {
          copiesDropped++;
        } else if (message.via() == Via.BROADCAST) {
          broadcastsDropped++;
        } else {
          failed++;
        }
      }
      case DUPLICATE -> {}
    }
  }

  /** When a client may send again that was too fast, in nanoseconds. */
  long nextNanos(ClientId sender, long nowNanos) {
    return rate.nextNanos(sender, nowNanos);
  }

  void droppedReceipt() {
    receiptsDropped++;
  }

  long refusedFull() {
    return refusedFull;
  }

  long refusedQuota() {
    return refusedQuota;
  }

  long failed() {
    return failed;
  }

  long receiptsDropped() {
    return receiptsDropped;
  }

  long broadcastsDropped() {
    return broadcastsDropped;
  }

  long copiesDropped() {
    return copiesDropped;
  }

  long sendersForgotten() {
    return rate.forgotten();
  }
}
