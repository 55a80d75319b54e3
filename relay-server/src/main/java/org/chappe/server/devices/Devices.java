package org.chappe.server.devices;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.Receipt;
import org.chappe.model.Via;
import org.chappe.node.Node;
import org.chappe.server.accounts.AccountTable;
import org.chappe.server.accounts.DeviceIndex;
import org.chappe.server.station.Mailbox;
import org.chappe.server.station.Station;

/**
 * Brings the mail of somebody with several devices to each of them, and what one of them sends to the others.
 *
 * <p>A message stays in its recipient's own mailbox, for which this relay answers as for any other; the devices get copies under the same number, so that
 * writing them again does no harm. When the first device has its copy, the message counts as delivered. All that follows from one message is in one batch with it.
 */
public final class Devices {

  /** How often is looked after what had to wait: for room in the store, or for devices that are no more. */
  static final long LOOK_NANOS = 1_000_000_000L;

  private final AccountTable accounts;
  private final DeviceIndex index;
  private final Station station;
  private final Consumer<Mailbox> drainLater;
  private final Predicate<Message> asksRoom;
  private final Rounds rounds;
  private final Set<ClientId> stalled = new LinkedHashSet<>();
  private final CopyTurns turns = new CopyTurns();
  private long lookAtNanos = Long.MIN_VALUE;
  private long copies;
  private long repeated;
  private long withoutRoom;
  private long taken;
  private long voided;
  private long sent;
  private long leftToHeirs;

  /**
   * The mail of all devices.
   *
   * @param drainLater hears of mailboxes from which something may be handed on again
   * @param asksRoom whether a message is no text but asks a room something
   */
  public Devices(
      AccountTable accounts,
      Station station,
      Consumer<Mailbox> drainLater,
      Predicate<Message> asksRoom) {
    this.accounts = accounts;
    this.index = accounts.devices();
    this.rounds = new Rounds(index);
    this.station = station;
    this.drainLater = drainLater;
    this.asksRoom = asksRoom;
    station.outgoing().reserveFor(index::hasDevices);
    station.onExpired(this::expired);
    station.copies().onAgain(this::tellTaken);
  }

  // ---- time ----

  /** Begins a step. */
  public void serve(long nowNanos) {
    turns.begin().forEach(this::drain);
    if (nowNanos < lookAtNanos) {
      return;
    }
    lookAtNanos = nowNanos + LOOK_NANOS;
    List.copyOf(stalled).forEach(this::drain);
    stalled.clear();
    rounds.takeOver(nowNanos, station::sizeOf).forEach(this::release);
  }

  private void drain(ClientId owner) {
    Mailbox mailbox = station.mailbox(owner);
    if (mailbox != null) {
      drainLater.accept(mailbox);
    }
  }

  /** What waits for one device to have it is brought to all once more, or to the owner itself where there is none any more. */
  private void release(ClientId owner) {
    Mailbox mailbox = station.mailbox(owner);
    if (mailbox != null) {
      repeated += station.outgoing().rewind(mailbox);
      drainLater.accept(mailbox);
    }
  }

  /** When time alone makes something due, in nanoseconds. */
  public long nextDeadline() {
    if (turns.isAwaited()) {
      return 0;
    }
    return rounds.isEmpty() && stalled.isEmpty() ? Node.NEVER : lookAtNanos;
  }

  // ---- mail for an owner ----

  /** Whether a mailbox is that of somebody with devices. */
  public boolean isOwners(Mailbox mailbox) {
    return index.hasDevices(mailbox.owner());
  }

  /** Brings an owner's devices the next message; false when it has to wait. */
  public boolean bringNext(Mailbox mailbox) {
    if (turns.isOver(mailbox.owner())) {
      return false;
    }
    if (!station.hasRoomFor(Station.Bearer.CLIENT)) {
      stalled.add(mailbox.owner());
      return false;
    }
    Message message = station.outgoing().next(mailbox);
    if (message == null) {
      return false; // its life is over, and it is about to go
    }
    if (!hasRoomFor(mailbox, message)) {
      stalled.add(mailbox.owner());
      return false;
    }
    rounds.begin(mailbox.owner(), lookAtNanos);
    bring(mailbox, message);
    return true;
  }

  /** Whether a device may get a message: else it waits until one has room. */
  private boolean hasRoomFor(Mailbox mailbox, Message message) {
    return message.receipt().isReceipt()
        || index.of(mailbox.owner()).stream()
            .anyMatch(device ->
                station.ownMail().hasRoomFor(device) || station.knows(message.to(device)));
  }

  private void bring(Mailbox mailbox, Message message) {
    turns.count(mailbox.owner());
    long lifeSeconds = lifeOfCopies(mailbox, message);
    station.outgoing().handToClient(mailbox, message);
    if (message.receipt() == Receipt.TAKEN) {
      taken++;
      rounds.fetched(mailbox.owner());
      station.outgoing().taken(mailbox, message);
    } else if (!message.receipt().isReceipt() && station.copies().isTaken(message)) {
      station.outgoing().taken(mailbox, message);
    } else if (!message.receipt().isForRelays()) {
      for (ClientId device : index.of(mailbox.owner())) {
        turns.count(mailbox.owner());
        write(message, device, lifeSeconds);
      }
    }
    if (message.receipt().isReceipt()) {
      station.outgoing().delivered(mailbox, message);
      station.copies().entrusted(message);
    }
  }

  /** An item of a queue is lent for a time, after which nobody is to get it; all else is kept for devices that are away. */
  private long lifeOfCopies(Mailbox mailbox, Message message) {
    boolean isLent = message.via() == Via.ROOM && message.receipt() == Receipt.WANTED;
    return isLent ? station.outgoing().lifeOfNext(mailbox) : Message.LIFE_SECONDS_MAX;
  }

  private void write(Message message, ClientId device, long lifeSeconds) {
    if (message.receipt().isReceipt()) {
      copies++;
      station.ownMail().tell(DeviceMail.copyOfReceipt(message, device));
      return;
    }
    Message copy = DeviceMail.copy(message, device, lifeSeconds);
    if (station.knows(copy)) {
      tellIfTaken(copy); // else it waits here already
    } else if (station.ownMail().hasRoomFor(device)) {
      copies++;
      station.ownMail().post(copy);
    } else {
      withoutRoom++;
    }
  }

  private void expired(Message message) {
    for (ClientId device : index.of(message.destination())) {
      station.ownMail().tell(DeviceMail.voided(message, device));
    }
  }

  // ---- mail of a device ----

  /** Whether a message in a device's mailbox is not to be handed out: it has expired, or is for relays alone. */
  public boolean isWithheld(Message message) {
    return message.receipt().isForRelays()
        || (message.receipt() == Receipt.COPY && station.copies().isVoid(message));
  }

  /** Takes the next message out of a mailbox that {@link #isWithheld}. */
  public void withhold(Mailbox mailbox, Message message) {
    voided += message.receipt() == Receipt.COPY ? 1 : 0;
    station.outgoing().handToClient(mailbox, message);
    station.outgoing().delivered(mailbox, message);
  }

  /** A client has acknowledged a message. */
  public void delivered(Message message) {
    if (message.receipt() == Receipt.COPY) {
      station.copies().noteTaken(message);
      tellTaken(message);
    }
  }

  /**
   * Whether bad news that another relay answers for is to stay there, as the account that it is for was deleted: that relay hears of it, too, and tells
   * the owner if it was a device's. Here nobody would get it.
   */
  public boolean leavesToHeirs(Message message) {
    boolean leaves = message.receipt().isBadEnd() && accounts.isDeleted(message.destination());
    leftToHeirs += leaves ? 1 : 0;
    return leaves;
  }

  private void tellIfTaken(Message copy) {
    if (station.copies().isTaken(copy)) {
      tellTaken(copy);
    }
  }

  private void tellTaken(Message copy) {
    if (index.isDevice(copy.destination()) && !index.isOrphan(copy.destination())) {
      station.ownMail().tell(DeviceMail.taken(copy, index.ownerOf(copy.destination())));
    }
  }

  /** A client has sent a message, which is new: its owner's other devices are told, unless it comes to them as mail or asks a room something. */
  public void sent(ClientId device, Message message) {
    boolean comesToAll = message.destination().equals(message.source());
    if (comesToAll || asksRoom.test(message)) {
      return;
    }
    for (ClientId other : index.of(index.ownerOf(device))) {
      if (!other.equals(device)) {
        sent++;
        station.ownMail().tell(DeviceMail.own(message, other));
      }
    }
  }

  // ---- what others may look at ----

  /**
   * What was seen of the mail of devices so far.
   *
   * @param homesTaken of the {@link DeviceHomes} of the same relay
   */
  public DeviceStatistics statistics(long homesTaken) {
    return new DeviceStatistics(
        copies,
        repeated,
        withoutRoom,
        station.copies().dropped(),
        station.copies().ended(),
        taken,
        voided + station.copies().voided(),
        sent,
        leftToHeirs,
        homesTaken);
  }
}
