package org.chappe.server.station;

import java.util.function.Consumer;
import java.util.function.Predicate;
import org.chappe.model.Message;
import org.chappe.model.Receipt;

/** Ends messages whose life is over or whose recipient's account was deleted, unless they are under way: their senders are told; receipts, texts to all and copies for devices go in silence. */
final class LifeEnds implements Expiry.Over {

  private static final long ENDED = 0;

  private final Mailboxes mailboxes;
  private final MailRoom room;
  private final Outgoing outgoing;
  private final LentMail lent;
  private final DeviceCopies copies;
  private Consumer<Message> observer = expired -> {};
  private Predicate<Heir> living = heir -> false;
  private long expired;
  private long refused;
  private long receiptsEnded;
  private long inherited;
  private long broadcastsEnded;

  LifeEnds(
      Mailboxes mailboxes, MailRoom room, Outgoing outgoing, LentMail lent, DeviceCopies copies) {
    this.mailboxes = mailboxes;
    this.room = room;
    this.outgoing = outgoing;
    this.lent = lent;
    this.copies = copies;
  }

  /** It stays while it is under way, while another relay may know better, and while there is no room to tell its sender. */
  @Override
  public long end(Mailbox mailbox, long n, Mail mail, long ageSeconds) {
    HandedMail.Entry entry = mailbox.handed().find(n);
    if (entry == null ? n < mailbox.cursor() : entry.isSettled()) {
      return ENDED; // it went lately
    }
    Message message = mail.message();
    if (!mailbox.isCondemned(n) && lent.awaitsWord(mail, ageSeconds)) {
      return LentMail.AGAIN_SECONDS;
    }
    boolean due = Receipts.isDue(message, Receipt.EXPIRED);
    if ((due && !mailboxes.hasRoomFor(message.source()))
        || (entry != null && entry.isUnderWay() && !mayRecall(mailbox, n, message))) {
      return Expiry.AGAIN_SECONDS;
    }
    if (entry != null) {
      outgoing.ended(mailbox, entry);
    }
    end(mailbox, n, message, due, Lives.left(mail.expiresAtSeconds(), ageSeconds));
    return ENDED;
  }

  /** Where a device was removed, a relay that knows it takes no receipt for it and says nothing; one that comes twice does no harm. */
  private boolean mayRecall(Mailbox mailbox, long n, Message message) {
    return (mailbox.isCondemned(n) && message.receipt().isReceipt())
        || outgoing.recall(mailbox, message);
  }

  private void end(Mailbox mailbox, long n, Message message, boolean due, long lifeSeconds) {
    room.remove(mailbox, n, message.receipt().isReceipt(), Mail.bytesOf(message));
    if (due && mailbox.isCondemned(n)) {
      refused++;
      room.tell(message, Receipt.FAILED, Receipts.ACCOUNT_DELETED);
    } else if (due) {
      expired++;
      room.tell(message, Receipt.EXPIRED, Receipts.EXPIRED);
      observer.accept(message);
    } else if (isInherited(mailbox, n, message, lifeSeconds)) {
      inherited++;
    } else if (message.receipt().isReceipt()) {
      receiptsEnded++;
    } else if (message.receipt() == Receipt.COPY) {
      copies.hasEnded(message);
    } else {
      broadcastsEnded++;
    }
  }

  /** Bad news for a device that was removed goes to its owner, who brings it to the others. */
  private boolean isInherited(Mailbox mailbox, long n, Message message, long lifeSeconds) {
    Heir heir = mailbox.isCondemned(n) ? mailbox.condemned().heir() : null;
    if (heir == null || !message.receipt().isBadEnd() || lifeSeconds == 0 || !living.test(heir)) {
      return false;
    }
    room.redirect(message.to(heir.owner()).sentBy(Message.NOBODY, Message.UNLIMITED, lifeSeconds));
    return true;
  }

  /** Somebody knows who still has the account by which they inherit. */
  void ask(Predicate<Heir> newLiving) {
    living = newLiving;
  }

  /** Somebody hears of each message whose sender is told that it expired, before that is durable. */
  void observe(Consumer<Message> newObserver) {
    observer = newObserver;
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

  /** Lent messages that were taken back from somebody who isn't heard of. */
  long recalled() {
    return lent.recalled();
  }

  /** Bad news that went on to the owner of a device that was removed. */
  long inherited() {
    return inherited;
  }

  /** Receipts whose life has ended here. */
  long receiptsEnded() {
    return receiptsEnded;
  }
}
