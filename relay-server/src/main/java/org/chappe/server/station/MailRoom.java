package org.chappe.server.station;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.Receipt;
import org.chappe.store.CommitQueue;

/**
 * Puts mail into mailboxes and takes it out again, counts it on the way, and writes the receipts that tell senders of it. All
 * that is done in one turn is in one batch, so that a message's end and its receipt are one.
 */
final class MailRoom {

  private final Lives lives;
  private final CommitQueue commits;
  private final MailRecords records;
  private final Mailboxes mailboxes;
  private final SeenNumbers seen;
  private final Stock stock;
  private final Admission admission;
  private final Expiry expiry;
  private final Map<Receipt, Long> made = new EnumMap<>(Receipt.class);
  private List<ClientId> eased = new ArrayList<>();
  private long ageSeconds;
  private long duplicates;

  MailRoom(
      Lives lives,
      CommitQueue commits,
      MailRecords records,
      Mailboxes mailboxes,
      SeenNumbers seen,
      Stock stock,
      Admission admission,
      Expiry expiry) {
    this.lives = lives;
    this.commits = commits;
    this.records = records;
    this.mailboxes = mailboxes;
    this.seen = seen;
    this.stock = stock;
    this.admission = admission;
    this.expiry = expiry;
  }

  /** The station is so old now. */
  void advance(long newAgeSeconds) {
    ageSeconds = newAgeSeconds;
    records.advance(newAgeSeconds);
    seen.advance(newAgeSeconds);
  }

  long ageSeconds() {
    return ageSeconds;
  }

  /** Keeps a message that is new here. */
  void keep(Message message) {
    seen.add(message);
    Mail mail = new Mail(atRest(message), lives.endOf(message, ageSeconds));
    Mailbox mailbox = mailboxes.of(message.destination());
    count(mailbox, message.receipt().isReceipt(), Mail.bytesOf(message));
    long n = mailbox.reserve(mail.expiresAtSeconds());
    records.put(mailbox.owner(), n, mail);
    commits.afterwards(mailbox, n);
  }

  /** Keeps a text to all for one of them, if it is new and finds room. */
  boolean offer(Message broadcast, int copies) {
    boolean kept =
        !seen.contains(broadcast) && admission.hasRoomForBroadcast(broadcast.destination(), copies);
    if (kept) {
      keep(broadcast);
    }
    return kept;
  }

  /** Without what is told by the record: that this relay answers for it, and when its life ends. */
  private static Message atRest(Message message) {
    boolean bare =
        message.custodian() == Message.NOBODY && message.lifeSeconds() == Message.UNLIMITED;
    return bare ? message : message.sentBy(Message.NOBODY, message.hopsLeft(), Message.UNLIMITED);
  }

  void count(Mailbox mailbox, boolean receipt, int bytes) {
    mailbox.stock().add(receipt, bytes);
    stock.add(receipt, bytes);
  }

  /** Takes out what was handed on. */
  void remove(Mailbox mailbox, HandedMail.Entry entry) {
    remove(mailbox, entry.n(), entry.isReceipt(), entry.bytes());
  }

  /** Takes out a message. */
  void remove(Mailbox mailbox, long n, boolean receipt, int bytes) {
    records.delete(mailbox.owner(), n);
    mailbox.removed();
    mailbox.stock().remove(receipt, bytes);
    stock.remove(receipt, bytes);
    if (mailbox.isAwaited() && admission.hasEased(mailbox) && mailbox.takeAwaited()) {
      eased.add(mailbox.owner());
    }
  }

  void dropIfSpent(Mailbox mailbox) {
    if (mailboxes.dropIfSpent(mailbox)) {
      expiry.forget(mailbox);
    }
  }

  /** The owners of mailboxes that were waited for, and hold less now. */
  List<ClientId> takeEased() {
    if (eased.isEmpty()) {
      return List.of();
    }
    List<ClientId> taken = eased;
    eased = new ArrayList<>();
    return taken;
  }

  /** Tells a sender who asked for it what has become of a message. */
  void tell(Message about, Receipt kind) {
    if (Receipts.isDue(about, kind)) {
      keepReceipt(Receipts.of(about, kind, lives));
    }
  }

  /** Tells a sender why a message was not delivered; not of receipts. */
  void tell(Message about, Receipt kind, String reason) {
    keepReceipt(Receipts.of(about, kind, reason, lives));
  }

  /** A message finds no room for good: its sender is told, and it isn't taken later. False if nobody is told of such an end. */
  boolean fail(Message message) {
    if (!Receipts.isDue(message, Receipt.FAILED)) {
      return false;
    }
    seen.addEnded(message);
    tell(message, Receipt.FAILED, Receipts.MAILBOX_FULL);
    return true;
  }

  /** A receipt that was made here takes the place of what it speaks of, so that it needs no room. */
  void keepReceipt(Message receipt) {
    if (seen.contains(receipt)) {
      duplicates++;
    } else if (admission.hasRoomForReceipt(receipt)) {
      made.merge(receipt.receipt(), 1L, Long::sum);
      keep(receipt);
    } else {
      admission.droppedReceipt();
    }
  }

  /** Keeps a receipt that was for somebody else, unless it is here already. */
  void redirect(Message receipt) {
    if (seen.contains(receipt)) {
      duplicates++;
    } else {
      keep(receipt);
    }
  }

  /** How many receipts of a kind were made. */
  long made(Receipt kind) {
    return made.getOrDefault(kind, 0L);
  }

  /** Receipts that were here already. */
  long duplicates() {
    return duplicates;
  }
}
