package org.chappe.server.station;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.Receipt;
import org.chappe.node.Effects;
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

  /** What who waits for a neighbour's message is told when that has failed; 0 when it is kept. */
  public static final long FAILED = 1;

  private final Store store;
  private final CommitQueue commits;
  private final MailRecords records;
  private final Mailboxes mailboxes;
  private final SeenNumbers seen;
  private final SeenSweep sweep;
  private final Stock stock = new Stock();
  private final LentMail lent = new LentMail();
  private final Admission admission;
  private final MailRoom room;
  private final Expiry expiry;
  private final Outgoing outgoing;
  private final LifeEnds lifeEnds;
  private final DeletedAccounts deletedAccounts;
  private final OwnMail ownMail;
  private final DeviceCopies copies;
  private final Consumer<Mailbox> arrival;
  private StationClock clock = new StationClock(null, 0);
  private long nowNanos = -1;
  private long duplicates;

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
    this.seen =
        new SeenNumbers(store, commits, limits.pairsMax(), limits.lives().memorySeconds());
    this.sweep = new SeenSweep(store, seen);
    this.admission = new Admission(limits, store, mailboxes, stock, lent);
    this.expiry = new Expiry(store, commits);
    this.room =
        new MailRoom(limits.lives(), commits, records, mailboxes, seen, stock, admission, expiry);
    this.outgoing = new Outgoing(records, seen, room, expiry, lent);
    this.copies = new DeviceCopies(seen, admission);
    this.lifeEnds = new LifeEnds(mailboxes, room, outgoing, lent, copies);
    this.deletedAccounts = new DeletedAccounts(mailboxes, outgoing, expiry, lifeEnds);
    this.ownMail = new OwnMail(admission, room);
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
    Recovery recovery = new Recovery(store, mailboxes, expiry, room);
    while (recovery.goOn()) {
      progress.accept(stock.size());
    }
  }

  /**
   * Begins a new run on this store: the station's age goes on, and the run gets a number, which is higher than that of every
   * run before, whatever the clock says; it goes into the first batch.
   *
   * @param nowMillis the time since 1970
   */
  public long beginRun(long nowMillis) {
    clock = new StationClock(store.get(StationKeys.AGE), nowMillis);
    room.advance(clock.ageSeconds());
    deletedAccounts.resume(clock.ageSeconds());
    return Incarnations.next(store, commits, nowMillis);
  }

  // ---- time ----

  /** It is now so late, in nanoseconds of a clock that never goes back. */
  public void advance(long newNowNanos) {
    if (newNowNanos == nowNanos) {
      return; // frames that came in one packet share their time
    }
    nowNanos = newNowNanos;
    clock.advance(newNowNanos);
    room.advance(clock.ageSeconds());
    outgoing.advance(newNowNanos, clock.ageSeconds());
  }

  /**
   * Looks for mail whose life has ended, one slice, and for numbers seen so long ago that they needn't be remembered, one slice;
   * what it deletes and tells is in the next batch.
   */
  public void expire() {
    sweep.advance(clock.ageSeconds());
    Mailbox searched = expiry.search(clock.ageSeconds(), lifeEnds);
    if (searched != null) {
      commits.afterwards(any -> arrival.accept(searched), 0);
      room.dropIfSpent(searched);
    }
  }

  /** When time alone makes something due, in nanoseconds. */
  public long nextDeadline() {
    long search = clock.nanosAt(Math.min(expiry.nextSeconds(), sweep.nextSeconds()));
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
   * @param number what it is told then; {@link #FAILED} instead if a neighbour's message has failed, now or before
   */
  public Acceptance accept(
      Message message, Bearer bearer, CommitQueue.Waiting waiting, long number) {
    if (seen.contains(message)) {
      duplicates++;
      copies.cameAgain(message);
      boolean failed = bearer == Bearer.NEIGHBOUR && seen.hasEnded(message);
      commits.afterwards(waiting, failed ? FAILED : number);
      return Acceptance.DUPLICATE;
    }
    Acceptance acceptance = check(message, bearer);
    admission.decided(acceptance, message, bearer, nowNanos);
    if (acceptance == Acceptance.NEW) {
      room.keep(message);
      commits.afterwards(waiting, number);
    } else if (acceptance == Acceptance.SETTLED) {
      boolean failed = room.fail(message);
      commits.afterwards(waiting, failed ? FAILED : number);
    }
    return acceptance;
  }

  /** Whether a message was taken here before, and not handed over to another relay. */
  public boolean knows(Message message) {
    return seen.contains(message);
  }

  /** Somebody hears of each message whose sender is told that it expired. */
  public void onExpired(Consumer<Message> observer) {
    lifeEnds.observe(observer);
  }

  /** What would become of a message that wasn't here before. */
  public Acceptance check(Message message, Bearer bearer) {
    return admission.check(message, bearer, outgoing.copies(), nowNanos);
  }

  /** Keeps a text to all for one of them, if it is new and there is room for it: nobody is owed it. Whether it is kept. */
  public boolean offer(Message broadcast) {
    return room.offer(broadcast, outgoing.copies());
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
    return admission.hasRoomFor(bearer, outgoing.copies());
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

  // ---- what others may look at, and take out ----

  /** The client's mailbox, or null when there is no mail for it. */
  public @Nullable Mailbox mailbox(ClientId owner) {
    return mailboxes.find(owner);
  }

  /** The way out of mailboxes. */
  public Outgoing outgoing() {
    return outgoing;
  }

  /** The way in for what is written here. */
  public OwnMail ownMail() {
    return ownMail;
  }

  /** What was seen of copies for devices. */
  public DeviceCopies copies() {
    return copies;
  }

  /** What is to be known of mail that is lent. */
  public LentMail lent() {
    return lent;
  }

  /** What becomes of the mail of accounts that are deleted. */
  public DeletedAccounts deletedAccounts() {
    return deletedAccounts;
  }

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
    return MailEnds.of(lifeEnds, admission, room, expiry);
  }

  /** The first client from an ID on whose mail is durable here; null for none. */
  public @Nullable ClientId ownerFrom(long id) {
    return records.ownerFrom(id);
  }

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

  /** Pairs whose seen numbers were forgotten because nothing was seen of them for long. */
  public long pairsSwept() {
    return seen.swept();
  }

  /** Ranges of seen numbers that had to be forgotten. */
  public long rangesForgotten() {
    return seen.forgottenRanges();
  }
}
