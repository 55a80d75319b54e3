package org.chappe.server.station;

import java.util.function.Predicate;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.Receipt;
import org.jspecify.annotations.Nullable;

/**
 * Hands mail on from mailboxes: to their owners, or copies of it to other relays. What was handed on stays in the store until
 * it is heard of, and is handed on again when it isn't.
 */
public final class Outgoing {

  /** Copies under way to other relays, in all mailboxes; each may have {@link #COPIES_MIN} nevertheless. */
  public static final int COPIES_MAX = 65_536;

  /** What one mailbox may have under way to other relays however many others have. */
  static final int COPIES_MIN = 4;

  private final MailRecords records;
  private final SeenNumbers seen;
  private final MailRoom room;
  private final Expiry expiry;
  private final LentMail lent;
  private Predicate<ClientId> reserved = client -> false;
  private long nowNanos;
  private long ageSeconds;
  private int copies;
  private long copiesRepeated;

  Outgoing(MailRecords records, SeenNumbers seen, MailRoom room, Expiry expiry, LentMail lent) {
    this.records = records;
    this.seen = seen;
    this.room = room;
    this.expiry = expiry;
    this.lent = lent;
  }

  /** It is now so late, and the station so old. */
  void advance(long newNowNanos, long newAgeSeconds) {
    nowNanos = newNowNanos;
    ageSeconds = newAgeSeconds;
  }

  /**
   * The next message to hand on, without handing it on.
   *
   * @return null when its life is over; it is going to be deleted, and then the arrival of the next one is told
   * @throws IllegalStateException if none waits
   */
  public @Nullable Message next(Mailbox mailbox) {
    if (mailbox.waiting() == 0) {
      throw new IllegalStateException("nothing waits for " + mailbox.owner());
    }
    Mail mail = records.living(mailbox.owner(), nextNumber(mailbox));
    return mail == null ? null : mail.message();
  }

  /**
   * The same, to another relay. What is lent goes there even when its life is over, as that relay may have handed it on in time: it tells.
   *
   * @return null when its life is over, as in {@link #next}
   */
  public @Nullable Message nextCopy(Mailbox mailbox) {
    Message living = next(mailbox);
    if (living != null || !expiry.isSettled()) {
      return living;
    }
    Mail over = records.at(mailbox.owner(), nextNumber(mailbox));
    return lent.awaitsWord(over, ageSeconds) ? over.message() : null;
  }

  private long nextNumber(Mailbox mailbox) {
    if (mailbox.handed().hasRepetition()) {
      return mailbox.handed().nextRepetition();
    }
    long n = records.firstFrom(mailbox.owner(), mailbox.cursor(), mailbox.tail());
    mailbox.advanceTo(n);
    return n;
  }

  /** A look at the first messages in a mailbox, at most so many. */
  public Peek peek(Mailbox mailbox, int max) {
    return new Peek(mailbox, records, max);
  }

  // ---- to the client ----

  /** Whether the next message may be handed to its client: there is a bound on what it hasn't acknowledged. */
  public boolean mayHandToClient(Mailbox mailbox) {
    return mailbox.handed().hasRepetition() || mailbox.handed().hasRoom();
  }

  /** The next message was handed to the client itself; it stays until {@link #delivered}. */
  public void handToClient(Mailbox mailbox, Message message) {
    hand(mailbox, message, false);
  }

  private boolean hand(Mailbox mailbox, Message message, boolean copied) {
    return hand(mailbox, nextNumber(mailbox), message, copied);
  }

  private boolean hand(Mailbox mailbox, long n, Message message, boolean copied) {
    HandedMail handed = mailbox.handed();
    int before = handed.copies();
    boolean repeated = handed.hand(n, message, copied, nowNanos);
    if (!repeated) {
      mailbox.advanceTo(n + 1);
    }
    copies += handed.copies() - before;
    return repeated;
  }

  /**
   * The oldest message that the client hasn't acknowledged.
   *
   * @throws IllegalStateException if none was handed to it
   */
  public Message handed(Mailbox mailbox) {
    if (!mailbox.isHanded()) {
      throw new IllegalStateException("nothing was handed to " + mailbox.owner());
    }
    return records.at(mailbox.owner(), mailbox.handed().oldestUnderWay().n()).message();
  }

  /**
   * The client has a message that was handed to it; nothing happens when it wasn't.
   *
   * @return whether it was
   */
  public boolean delivered(Mailbox mailbox, Message message) {
    boolean isSettled = settle(mailbox, message);
    if (isSettled) {
      room.tell(message, Receipt.DELIVERED);
    }
    return isSettled;
  }

  /** A device of the owner has a message, whether it was handed out here or was never here: its sender is told. */
  public void taken(Mailbox mailbox, Message note) {
    Message about = note.as(Receipt.WANTED);
    boolean isHere = mailbox.isHanded()
        && mailbox.handed().settle(about, entry -> {
          room.tell(records.at(mailbox.owner(), entry.n()).message(), Receipt.DELIVERED);
          room.remove(mailbox, entry);
        });
    room.dropIfSpent(mailbox);
    if (!isHere) {
      room.tell(about, Receipt.DELIVERED);
    }
  }

  /**
   * Whoever was handed a message doesn't want it: its sender is told.
   *
   * @param reason a few words of ASCII without a colon
   */
  public void refused(Mailbox mailbox, Message message, String reason) {
    if (settle(mailbox, message) && Receipts.isDue(message, Receipt.FAILED)) {
      room.tell(message, Receipt.FAILED, reason);
    }
  }

  private boolean settle(Mailbox mailbox, Message message) {
    boolean isSettled = mailbox.isHanded()
        && mailbox.handed().settle(message, entry -> room.remove(mailbox, entry));
    room.dropIfSpent(mailbox);
    return isSettled;
  }

  /**
   * What the client was handed and didn't acknowledge is to be handed on again.
   *
   * @return how much that is
   */
  public int rewind(Mailbox mailbox) {
    int handed = mailbox.isHanded() ? mailbox.handed().underWay() : 0;
    if (handed > 0) {
      mailbox.handed().rewind();
    }
    return handed;
  }

  /** The seconds of life that the next message has left. */
  public long lifeOfNext(Mailbox mailbox) {
    return lifeOf(mailbox, nextNumber(mailbox));
  }

  private long lifeOf(Mailbox mailbox, long n) {
    return Lives.left(records.at(mailbox.owner(), n).expiresAtSeconds(), ageSeconds);
  }

  // ---- to another relay ----

  /** Whether a copy of the next message may be handed to another relay: there are bounds on what is under way. */
  public boolean mayHandAway(Mailbox mailbox) {
    boolean free = copies < COPIES_MAX
        || mailbox.handed().hasRepetition()
        || mailbox.handed().copies() < COPIES_MIN;
    return free && mailbox.hasWindow();
  }

  /**
   * A copy of the next message is under way to another relay; the message stays until {@link #stored}.
   *
   * @return the seconds of life that it has left
   */
  public long handAway(Mailbox mailbox, Message message) {
    long n = nextNumber(mailbox);
    copiesRepeated += hand(mailbox, n, message, true) ? 1 : 0;
    return lifeOf(mailbox, n);
  }

  /**
   * Another relay has messages on its disk of which copies were handed on: they are its own now.
   *
   * @return when the first of them was handed on, or −1 if none of them was, or more than once
   */
  public long stored(Mailbox mailbox, StoredNotice notice) {
    HandedMail handed = mailbox.handed();
    int before = handed.copies();
    HandOver handOver = new HandOver(mailbox, notice, seen, room);
    handed.settle(notice, handOver);
    copies += handed.copies() - before;
    if (handed.copies() < before) {
      mailbox.progressed();
    }
    room.dropIfSpent(mailbox);
    return handOver.firstHandedAtNanos();
  }

  /** When the oldest copy that is under way was handed on; only when there is one. */
  public long oldestHandedAtNanos(Mailbox mailbox) {
    return mailbox.handed().oldestUnderWay().handedAtNanos();
  }

  /** No notice came for the oldest copy that is under way: all are to be handed on again, slowly. */
  public void timedOut(Mailbox mailbox) {
    mailbox.handed().rewind();
    mailbox.timedOut();
  }

  /** Whatever was handed on is to be handed on again, to another home. */
  public void turn(Mailbox mailbox) {
    mailbox.handed().rewind();
    mailbox.startAnew();
  }

  /** Whatever was handed to another relay is to be handed on again, to the client itself. */
  public void takeBack(Mailbox mailbox) {
    if (mailbox.handed().copies() > 0) {
      copies -= mailbox.handed().copies();
      mailbox.handed().disownCopies();
      turn(mailbox);
    }
  }

  // ---- to nobody ----

  /** Takes back what its recipient may have, if it is lent and the recipient isn't heard of, or waits for devices to have it; whether it did. */
  boolean recall(Mailbox mailbox, Message message) {
    return reserved.test(mailbox.owner()) || lent.recall(mailbox, message, nowNanos);
  }

  /** Some clients are handed nothing: what counts as handed to them waits for their devices to have it, and expires nevertheless. */
  public void reserveFor(Predicate<ClientId> newReserved) {
    reserved = newReserved;
  }

  /** What was handed on and isn't under way has ended otherwise. */
  void ended(Mailbox mailbox, HandedMail.Entry entry) {
    int before = mailbox.handed().copies();
    mailbox.handed().settleOne(entry, one -> {});
    copies += mailbox.handed().copies() - before;
  }

  // ---- what others may look at ----

  /** Messages of which copies were handed to other relays. */
  public int copies() {
    return copies;
  }

  /** How often a copy was handed to another relay again. */
  public long copiesRepeated() {
    return copiesRepeated;
  }
}
