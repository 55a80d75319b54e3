package org.chappe.server.station;

import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.Payload;
import org.chappe.node.Effects;
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

  /** Records that are read at once when a station is recovered. */
  static final int RECOVERY_RECORDS = 1_000;

  /** Copies under way to other relays, in all mailboxes; each may have {@link #COPIES_MIN} nevertheless. */
  public static final int COPIES_MAX = 65_536;

  /** What one mailbox may have under way however many others have. */
  static final int COPIES_MIN = 4;

  /** A run that began with a clock that stands before the last run's begins so many milliseconds after that. */
  private static final long INCARNATION_STRIDE = 1_024;

  private final StationLimits limits;
  private final Store store;
  private final CommitQueue commits;
  private final MailRecords records;
  private final Mailboxes mailboxes;
  private final SeenNumbers seen;
  private final MailCodec codec = new MailCodec();
  private int kept;
  private int copies;
  private long duplicates;
  private long refusedFull;
  private long copiesRepeated;

  /** Who brings a message. */
  public enum Bearer {
    /** A client at home here, who is refused first when room gets short. */
    CLIENT,
    /** A neighbour, who keeps the message until there is room. */
    NEIGHBOUR
  }

  /** What became of a message that was brought here. */
  public enum Acceptance {
    /** It is kept, as soon as it is durable. */
    NEW,
    /** It is, or was, here already. */
    DUPLICATE,
    /** There is no room. */
    FULL
  }

  /**
   * An empty station; what its store holds comes in with {@link #recover}.
   *
   * @param arrival hears of each mailbox that has something new to hand on
   */
  public Station(
      StationLimits limits, Store store, CommitQueue commits, Consumer<Mailbox> arrival) {
    this.limits = limits;
    this.store = store;
    this.commits = commits;
    this.records = new MailRecords(store, commits);
    this.mailboxes = new Mailboxes(arrival);
    this.seen = new SeenNumbers(store, commits, limits.pairsMax());
  }

  // ---- at the start ----

  /**
   * Finds the mail that is in the store; all of it waits to be handed on. Once, before anything else.
   *
   * @param progress hears now and then how many messages were found
   * @throws IllegalStateException if the store is damaged
   */
  public void recover(LongConsumer progress) {
    StoreKey from = new StoreKey(StationKeys.MAIL, 0, 0);
    while (from != null) {
      from = recoverFrom(from);
      progress.accept(kept);
    }
  }

  private @Nullable StoreKey recoverFrom(StoreKey from) {
    Recovery recovery = new Recovery();
    store.scan(from, RECOVERY_RECORDS, recovery::found);
    return recovery.next;
  }

  /** One slice of recovery. */
  private final class Recovery {
    private int read;
    private @Nullable StoreKey next;

    void found(StoreKey key, Payload value) {
      read++;
      next = null;
      if (key.space() == StationKeys.MAIL) {
        codec.expiry(value);
        mailboxes.of(new ClientId(key.major())).recovered(key.minor());
        kept++;
        next = read < RECOVERY_RECORDS
            ? null
            : new StoreKey(StationKeys.MAIL, key.major(), key.minor() + 1);
      }
    }
  }

  /**
   * The number of a new run on this store, which is higher than that of every run before, whatever the clock says; it goes
   * into the first batch.
   *
   * @param nowMillis the time since 1970
   */
  public long beginRun(long nowMillis) {
    Payload record = store.get(StationKeys.INCARNATION);
    long last = record == null ? -1 : Long.parseLong(record.text(), 36);
    long incarnation = nowMillis > last ? nowMillis : last + INCARNATION_STRIDE;
    commits.put(StationKeys.INCARNATION, Payload.of(Long.toString(incarnation, 36)));
    return incarnation;
  }

  // ---- taking in ----

  /**
   * Takes a message in.
   *
   * @param message with a number
   * @param waiting is told once the message is as safe as it gets here; never when the answer is FULL
   * @param number what it is told then
   */
  public Acceptance accept(
      Message message, Bearer bearer, CommitQueue.Waiting waiting, long number) {
    if (seen.contains(message)) {
      duplicates++;
      commits.afterwards(waiting, number);
      return Acceptance.DUPLICATE;
    }
    if (!hasRoomFor(bearer) || !mailboxes.hasRoomFor(message.destination())) {
      refusedFull++;
      return Acceptance.FULL;
    }
    seen.add(message);
    kept++;
    Mailbox mailbox = mailboxes.of(message.destination());
    long n = mailbox.reserve();
    records.put(mailbox.owner(), n, new Mail(atRest(message), Mail.NEVER));
    commits.afterwards(mailbox, n);
    commits.afterwards(waiting, number);
    return Acceptance.NEW;
  }

  private static Message atRest(Message message) {
    return message.custodian() == Message.NOBODY
        ? message
        : message.sentBy(Message.NOBODY, message.hopsLeft(), message.lifeSeconds());
  }

  /**
   * Whether a new message would be taken. What neighbours bring has some room more, whatever was handed to them: if what
   * is under way counted, two full relays with mail for each other would wait without end.
   */
  public boolean hasRoomFor(Bearer bearer) {
    return bearer == Bearer.CLIENT
        ? kept < limits.messagesMax()
        : kept - copies < limits.fromNeighboursMax();
  }

  /**
   * Hands all that was changed to the store as one batch.
   *
   * @return whether there was anything
   */
  public boolean commit(Effects effects) {
    seen.write();
    return commits.flush(effects);
  }

  // ---- handing on ----

  /** The client's mailbox, or null when there is no mail for it. */
  public @Nullable Mailbox mailbox(ClientId owner) {
    return mailboxes.find(owner);
  }

  /**
   * The next message to hand on, without handing it on.
   *
   * @throws IllegalStateException if none waits
   */
  public Message next(Mailbox mailbox) {
    if (mailbox.waiting() == 0) {
      throw new IllegalStateException("nothing waits for " + mailbox.owner());
    }
    return records.at(mailbox.owner(), nextNumber(mailbox)).message();
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
    hand(mailbox, message, false, 0);
  }

  private boolean hand(Mailbox mailbox, Message message, boolean copied, long nowNanos) {
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
      mailbox.handed().settle(message, entry -> remove(mailbox, entry.n()));
      mailboxes.dropIfSpent(mailbox);
    }
  }

  private void remove(Mailbox mailbox, long n) {
    records.delete(mailbox.owner(), n);
    mailbox.removed();
    kept--;
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

  /** A copy of the next message is under way to another relay; the message stays until {@link #stored}. */
  public void handAway(Mailbox mailbox, Message message, long nowNanos) {
    copiesRepeated += hand(mailbox, message, true, nowNanos) ? 1 : 0;
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
    mailboxes.dropIfSpent(mailbox);
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
      remove(mailbox, entry.n());
      seen.remove(notice, entry.number());
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

  /** Messages kept, those included of which copies are under way. */
  public int size() {
    return kept;
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
    return duplicates;
  }

  /** How often a message was refused for want of room. */
  public long refusedFull() {
    return refusedFull;
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
