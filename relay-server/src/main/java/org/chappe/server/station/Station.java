package org.chappe.server.station;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
import org.chappe.model.Receipt;
import org.chappe.node.Effects;
import org.chappe.node.Node;
import org.chappe.node.StoreKey;
import org.chappe.store.CommitQueue;
import org.chappe.store.Store;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a relay keeps for clients: messages in mailboxes by recipient, whether the recipient is at home here,
 * at home elsewhere (copies are handed on as the line takes them) or unknown (they are parked).
 *
 * <p>This relay answers for each of them until its recipient has it, or until a relay that has it on disk says so: only
 * then is it deleted. A message that the station took and didn't hand over in that way is not taken a second time.
 */
public final class Station {

  /** Copies under way to other relays, in all mailboxes; each may have {@link #COPIES_MIN} nevertheless. */
  public static final int COPIES_MAX = 65_536;

  /** What one mailbox may have under way however many others have. */
  static final int COPIES_MIN = 4;

  /** A run that began with a clock that stands before the last run's begins so many milliseconds after that. */
  private static final long INCARNATION_STRIDE = 1_024;

  /** What who waits for a neighbour's message is told when that has failed; 0 when it is kept. */
  public static final long FAILED = 1;

  private final Store store;
  private final CommitQueue commits;
  private final MailRecords records;
  private final Mailboxes mailboxes;
  private final SeenNumbers seen;
  private final MailCodec codec = new MailCodec();
  private final Stock stock = new Stock();
  private final Admission admission;
  private final MailRoom room;
  private final Expiry expiry;
  private final Consumer<Mailbox> arrival;
  private StationClock clock = new StationClock(null, 0);
  private long nowNanos;
  private int copies;
  private long duplicates;
  private long copiesRepeated;
  private long expired;
  private long receiptsEnded;

  /** Who brings a message. */
  public enum Bearer {
    /** A client at home here, who is refused first when room gets short. */
    CLIENT,
    /** A neighbour, who keeps the message until there is room. */
    NEIGHBOUR
  }

  /**
   * An empty station; what its store holds comes in with {@link #recover}.
   *
   * @param arrival hears of each mailbox that has something new to hand on
   */
  public Station(
      StationLimits limits, Store store, CommitQueue commits, Consumer<Mailbox> arrival) {
    this.store = store;
    this.commits = commits;
    this.records = new MailRecords(store, commits);
    this.arrival = arrival;
    this.mailboxes = new Mailboxes(this::arrived);
    this.seen = new SeenNumbers(store, commits, limits.pairsMax());
    this.admission = new Admission(limits, store, mailboxes, stock);
    this.expiry = new Expiry(store, commits);
    this.room =
        new MailRoom(limits.lives(), commits, records, mailboxes, seen, stock, admission, expiry);
  }

  private void arrived(Mailbox mailbox) {
    expiry.note(mailbox, mailbox.inFlightEnd());
    arrival.accept(mailbox);
  }

  // ---- at the start ----

  /**
   * Finds the mail that is in the store; all of it waits to be handed on. Once, before anything else.
   *
   * @param progress hears now and then how many messages were found
   * @throws IllegalStateException if the store is damaged
   */
  public void recover(LongConsumer progress) {
    Recovery recovery = new Recovery(store, this::found);
    while (recovery.goOn()) {
      progress.accept(stock.size());
    }
  }

  private void found(StoreKey key, Payload value) {
    Mailbox mailbox = mailboxes.of(new ClientId(key.major()));
    mailbox.recovered(key.minor());
    expiry.note(mailbox, codec.expiry(value));
    room.count(mailbox, MailCodec.isReceipt(value), MailCodec.bytes(value));
  }

  /**
   * Begins a new run on this store: the station's age goes on, and the run gets a number, which is higher than that of every
   * run before, whatever the clock says; it goes into the first batch.
   *
   * @param nowMillis the time since 1970
   */
  public long beginRun(long nowMillis) {
    Payload record = store.get(StationKeys.INCARNATION);
    long last = record == null ? -1 : Long.parseLong(record.text(), 36);
    long incarnation = nowMillis > last ? nowMillis : last + INCARNATION_STRIDE;
    clock = new StationClock(store.get(StationKeys.AGE), nowMillis);
    room.advance(clock.ageSeconds());
    commits.put(StationKeys.INCARNATION, Payload.of(Long.toString(incarnation, 36)));
    return incarnation;
  }

  // ---- time ----

  /** It is now so late, in nanoseconds of a clock that never goes back. */
  public void advance(long newNowNanos) {
    nowNanos = newNowNanos;
    clock.advance(newNowNanos);
    room.advance(clock.ageSeconds());
  }

  /** Looks for mail whose life has ended, one slice; what it deletes and tells is in the next batch. */
  public void expire() {
    Mailbox searched = expiry.search(clock.ageSeconds(), this::over);
    if (searched != null) {
      commits.afterwards(any -> arrival.accept(searched), 0);
      room.dropIfSpent(searched);
    }
  }

  /** One message's life is over; false while it is under way, or while there is no room to tell its sender. */
  private boolean over(Mailbox mailbox, long n, Mail mail) {
    HandedMail.Entry entry = mailbox.handed().find(n);
    if (entry == null ? n < mailbox.cursor() : entry.isSettled()) {
      return true; // it went lately
    }
    Message message = mail.message();
    boolean due = Receipts.isDue(message, Receipt.EXPIRED);
    boolean underWay = entry != null && entry.isUnderWay();
    if (underWay || (due && !mailboxes.hasRoomFor(message.source()))) {
      return false;
    }
    if (entry != null) {
      int before = mailbox.handed().copies();
      mailbox.handed().settleOne(entry, one -> {});
      copies += mailbox.handed().copies() - before;
    }
    room.remove(mailbox, n, message.receipt().isReceipt(), Mail.bytesOf(message));
    if (due) {
      expired++;
      room.tell(message, Receipt.EXPIRED, Receipts.EXPIRED);
    } else {
      receiptsEnded++;
    }
    return true;
  }

  /** When time alone makes something due, in nanoseconds. */
  public long nextDeadline() {
    long seconds = expiry.nextSeconds();
    long search = seconds == Node.NEVER ? Node.NEVER : clock.nanosAt(seconds);
    return stock.size() == 0 ? search : Math.min(search, clock.nextSaveNanos());
  }

  /**
   * Hands all that was changed to the store as one batch, and the station's age with it now and then.
   *
   * @return whether there was anything
   */
  public boolean commit(Effects effects) {
    seen.write();
    boolean due = stock.size() > 0 && nowNanos >= clock.nextSaveNanos();
    if (due || (commits.hasChanges() && clock.wantsSavingWithBatch())) {
      commits.put(StationKeys.AGE, clock.save());
    }
    return commits.flush(effects);
  }

  // ---- taking in ----

  /**
   * Takes a message in.
   *
   * @param message with a number
   * @param waiting is told once the message is as safe as it gets here, or as its sender's being told of its end; never when
   *     the answer is a refusal
   * @param number what it is told then; {@link #FAILED} instead if the message has failed
   */
  public Acceptance accept(
      Message message, Bearer bearer, CommitQueue.Waiting waiting, long number) {
    if (seen.contains(message)) {
      duplicates++;
      commits.afterwards(waiting, number);
      return Acceptance.DUPLICATE;
    }
    Acceptance acceptance = check(message, bearer);
    admission.decided(acceptance, message, bearer, nowNanos);
    if (acceptance == Acceptance.NEW) {
      room.keep(message);
      commits.afterwards(waiting, number);
    } else if (acceptance == Acceptance.SETTLED) {
      boolean failed = fail(message);
      commits.afterwards(waiting, failed ? FAILED : number);
    }
    return acceptance;
  }

  /** What would become of a message that wasn't here before. */
  public Acceptance check(Message message, Bearer bearer) {
    return admission.check(message, bearer, copies, nowNanos);
  }

  /** A message finds no room for good: its sender is told, and it isn't taken later. False if it is a receipt. */
  private boolean fail(Message message) {
    if (!Receipts.isDue(message, Receipt.FAILED)) {
      return false;
    }
    seen.add(message);
    room.tell(message, Receipt.FAILED, Receipts.MAILBOX_FULL);
    return true;
  }

  /** Tells a sender who asked for it that a message that was just taken is at its recipient's home, in the same batch. */
  public void storedHere(Message message) {
    room.tell(message, Receipt.STORED);
  }

  /**
   * Whether a new message would be taken. What neighbours bring has some room more, whatever was handed to them: if what
   * is under way counted, two full relays with mail for each other would wait without end.
   */
  public boolean hasRoomFor(Bearer bearer) {
    return admission.hasRoomFor(bearer, copies);
  }

  /** When a client that was too fast may send again, in nanoseconds. */
  public long nextSendNanos(ClientId sender) {
    return admission.nextNanos(sender, nowNanos);
  }

  /** Somebody waits until a client's mailbox holds less. */
  public void await(ClientId owner) {
    Mailbox mailbox = mailboxes.find(owner);
    if (mailbox != null) {
      mailbox.await();
    }
  }

  /** The owners of mailboxes that were waited for, and hold less now. */
  public List<ClientId> takeEased() {
    return room.takeEased();
  }

  // ---- handing on ----

  /** The client's mailbox, or null when there is no mail for it. */
  public @Nullable Mailbox mailbox(ClientId owner) {
    return mailboxes.find(owner);
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

  private long nextNumber(Mailbox mailbox) {
    if (mailbox.handed().hasRepetition()) {
      return mailbox.handed().nextRepetition();
    }
    long n = records.firstFrom(mailbox.owner(), mailbox.cursor(), mailbox.tail());
    mailbox.advanceTo(n);
    return n;
  }

  /** Whether the next message may be handed to its client: there is a bound on what it hasn't acknowledged. */
  public boolean mayHandToClient(Mailbox mailbox) {
    return mailbox.handed().hasRepetition() || mailbox.handed().hasRoom();
  }

  /** The next message was handed to the client itself; it stays until {@link #delivered}. */
  public void handToClient(Mailbox mailbox, Message message) {
    hand(mailbox, message, false);
  }

  private boolean hand(Mailbox mailbox, Message message, boolean copied) {
    HandedMail handed = mailbox.handed();
    int before = handed.copies();
    long n = nextNumber(mailbox);
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

  /** The client has a message that was handed to it; nothing happens when it wasn't. */
  public void delivered(Mailbox mailbox, Message message) {
    if (mailbox.isHanded()) {
      boolean settled = mailbox.handed().settle(message, entry -> room.remove(mailbox, entry));
      if (settled) {
        room.tell(message, Receipt.DELIVERED);
      }
      room.dropIfSpent(mailbox);
    }
  }

  /** What the client was handed and didn't acknowledge is to be handed on again. */
  public void rewind(Mailbox mailbox) {
    if (mailbox.isHanded()) {
      mailbox.handed().rewind();
    }
  }

  // ---- custody ----

  /** Whether a copy of the next message may be handed to another relay: there are bounds on what is under way. */
  public boolean mayHandAway(Mailbox mailbox) {
    boolean room = copies < COPIES_MAX
        || mailbox.handed().hasRepetition()
        || mailbox.handed().copies() < COPIES_MIN;
    return room && mailbox.hasWindow();
  }

  /**
   * A copy of the next message is under way to another relay; the message stays until {@link #stored}.
   *
   * @return the seconds of life that it has left
   */
  public long handAway(Mailbox mailbox, Message message) {
    long n = nextNumber(mailbox);
    long end = records.at(mailbox.owner(), n).expiresAtSeconds();
    copiesRepeated += hand(mailbox, message, true) ? 1 : 0;
    return Lives.left(end, clock.ageSeconds());
  }

  /**
   * Another relay has messages on its disk of which copies were handed on: they are its own now.
   *
   * @return when the first of them was handed on, or −1 if none of them was, or more than once
   */
  public long stored(Mailbox mailbox, StoredNotice notice) {
    HandedMail handed = mailbox.handed();
    int before = handed.copies();
    HandOver handOver = new HandOver(mailbox, notice);
    handed.settle(notice, handOver);
    copies += handed.copies() - before;
    if (handed.copies() < before) {
      mailbox.progressed();
    }
    room.dropIfSpent(mailbox);
    return handOver.firstHandedAtNanos;
  }

  /** What becomes of messages that are another relay's. */
  private final class HandOver implements HandedMail.Settled {
    private final Mailbox mailbox;
    private final StoredNotice notice;
    private long firstHandedAtNanos = -1;

    HandOver(Mailbox mailbox, StoredNotice notice) {
      this.mailbox = mailbox;
      this.notice = notice;
    }

    @Override
    public void settled(HandedMail.Entry entry) {
      if (firstHandedAtNanos < 0 && !entry.isRepeated()) {
        firstHandedAtNanos = entry.handedAtNanos();
      }
      room.remove(mailbox, entry);
      if (notice.failed()) {
        return; // it has ended, and doesn't come back
      }
      seen.remove(notice, entry.number());
      if (entry.isReceiptWanted()) {
        room.tell(about(entry.number()), Receipt.STORED);
      }
    }

    /** What a receipt needs to know of the message. */
    private Message about(long number) {
      return new Message(
          notice.source(),
          notice.destination(),
          new MessageId(notice.epoch(), number),
          null,
          Message.UNLIMITED,
          Message.NOBODY,
          Message.UNLIMITED,
          Receipt.WANTED,
          null,
          Payload.EMPTY);
    }
  }

  /** When the oldest copy that is under way was handed on; only when there is one. */
  public long oldestHandedAtNanos(Mailbox mailbox) {
    return mailbox.handed().oldestUnderWay().handedAtNanos();
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

  /** No notice came for the oldest copy that is under way: all are to be handed on again, slowly. */
  public void timedOut(Mailbox mailbox) {
    mailbox.handed().rewind();
    mailbox.timedOut();
  }

  // ---- what others may look at ----

  /** Messages and receipts kept, those included of which copies are under way. */
  public int size() {
    return stock.size();
  }

  /** What they are counted with, in bytes. */
  public long bytes() {
    return stock.bytes();
  }

  /** Messages and receipts kept for a client, and on their way to becoming durable. */
  public int sizeOf(ClientId owner) {
    Mailbox mailbox = mailboxes.find(owner);
    return mailbox == null ? 0 : mailbox.stock().size();
  }

  /** The age of the station, in seconds. */
  public long ageSeconds() {
    return clock.ageSeconds();
  }

  /** How mail has ended here. */
  public MailEnds ends() {
    return new MailEnds(
        expired,
        admission.failed(),
        room.made(Receipt.STORED),
        room.made(Receipt.DELIVERED),
        room.made(Receipt.EXPIRED),
        room.made(Receipt.FAILED),
        admission.receiptsDropped(),
        receiptsEnded,
        admission.refusedQuota(),
        admission.sendersForgotten(),
        expiry.slices());
  }

  /** Messages of which copies were handed to other relays. */
  public int copies() {
    return copies;
  }

  /** Clients with mail. */
  public int mailboxes() {
    return mailboxes.size();
  }

  /** How often a message came that was here already. */
  public long duplicates() {
    return duplicates + room.duplicates();
  }

  /** How often a message was refused for want of room. */
  public long refusedFull() {
    return admission.refusedFull();
  }

  /** How often a copy was handed to another relay again. */
  public long copiesRepeated() {
    return copiesRepeated;
  }

  /** Ranges of seen numbers that had to be forgotten. */
  public long rangesForgotten() {
    return seen.forgottenRanges();
  }
}
