package org.chappe.server.node;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.node.Node;
import org.chappe.server.accounts.Account;
import org.chappe.server.accounts.AccountTable;
import org.chappe.server.directory.Directory;
import org.chappe.server.rooms.RoomStatistics;
import org.chappe.server.rooms.Rooms;
import org.chappe.server.station.Mailbox;
import org.chappe.server.station.Station;

/**
 * Brings rooms their mail: takes it out of their mailboxes, with all that follows from it in the same batch. A room's ID is at home at the relay that keeps
 * it, as a client's would be; said again in each run, and whenever somebody else has said otherwise.
 */
final class RoomKeeper {

  /** Messages that follow from what rooms are brought in one turn; what is left waits for the next. */
  static final int MESSAGES_PER_TURN = 1_024;

  /** How often it is looked whether the rooms are at home here. */
  static final long LOOK_NANOS = 10_000_000_000L;

  /** A room whose mail has to wait for room in the store is looked at again after so long. */
  static final long AGAIN_NANOS = 1_000_000_000L;

  private final int self;
  private final Rooms rooms;
  private final Station station;
  private final AccountTable accounts;
  private final Directory directory;
  private final Gate gate;
  private final Consumer<Mailbox> drainLater;
  private final Set<ClientId> stalled = new LinkedHashSet<>();
  private int left = MESSAGES_PER_TURN;
  private long lookAtNanos = Long.MIN_VALUE;
  private long againAtNanos = Node.NEVER;
  private long nowNanos;
  private long stalls;

  RoomKeeper(
      int self,
      Rooms rooms,
      Station station,
      AccountTable accounts,
      Directory directory,
      Gate gate,
      Consumer<Mailbox> drainLater) {
    this.self = self;
    this.rooms = rooms;
    this.station = station;
    this.accounts = accounts;
    this.directory = directory;
    this.gate = gate;
    this.drainLater = drainLater;
    accounts.observe((before, now) -> changed(now));
  }

  /** A room whose account is deleted is no more, whoever has deleted it. */
  private void changed(Account account) {
    if (account.isDeleted() && rooms.has(account.id())) {
      rooms.end(account.id());
      directory.forget(account.id());
    }
  }

  Rooms rooms() {
    return rooms;
  }

  /** What was seen of rooms here. */
  RoomStatistics statistics() {
    return rooms.statistics().withStalls(stalls);
  }

  // ---- time ----

  /** Begins a turn. */
  void serve(long newNowNanos) {
    nowNanos = newNowNanos;
    left = MESSAGES_PER_TURN;
    if (nowNanos >= lookAtNanos) {
      lookAtNanos = nowNanos + LOOK_NANOS;
      rooms.ids().forEach(this::bringHome);
      rooms.giveUp();
    }
    if (nowNanos >= againAtNanos) {
      againAtNanos = Node.NEVER;
      List<ClientId> waiting = List.copyOf(stalled);
      stalled.clear();
      waiting.forEach(this::drain);
    }
  }

  /** A relay that leaves its line has given the mail of its rooms another home. */
  private void bringHome(ClientId room) {
    if (gate.isOpen() && directory.homeOf(room) != self && directory.register(room, 0)) {
      Mailbox mailbox = station.mailbox(room);
      if (mailbox != null) {
        station.outgoing().takeBack(mailbox);
        drainLater.accept(mailbox);
      }
    }
  }

  private void drain(ClientId room) {
    Mailbox mailbox = station.mailbox(room);
    if (mailbox != null) {
      drainLater.accept(mailbox);
    }
  }

  long nextDeadline() {
    long look = rooms.ids().isEmpty() ? Node.NEVER : lookAtNanos;
    return Math.min(look, againAtNanos);
  }

  // ---- mail ----

  /** Whether a mailbox is that of a room that is kept here. */
  boolean isRooms(Mailbox mailbox) {
    return rooms.has(mailbox.owner());
  }

  /** Brings a room its next message; false when it has to wait. */
  boolean bringNext(Mailbox mailbox) {
    ClientId room = mailbox.owner();
    if (left <= 0) {
      drainLater.accept(mailbox);
      return false;
    }
    Message message = station.outgoing().next(mailbox);
    if (message == null) {
      return false; // its life is over, and it is about to go
    }
    if (!hasRoomFor(message)) {
      stalls += stalled.add(room) ? 1 : 0;
      againAtNanos = Math.min(againAtNanos, nowNanos + AGAIN_NANOS);
      return false;
    }
    left -= rooms.costOf(room);
    bring(mailbox, message);
    return rooms.has(room);
  }

  private boolean hasRoomFor(Message message) {
    return rooms.isForMany(message)
        ? station.ownMail().hasRoomForMany()
        : station.hasRoomFor(Station.Bearer.CLIENT);
  }

  private void bring(Mailbox mailbox, Message message) {
    station.outgoing().handToClient(mailbox, message);
    String refusal = rooms.take(message);
    if (refusal == null) {
      station.outgoing().delivered(mailbox, message);
    } else {
      station.outgoing().refused(mailbox, message, refusal);
    }
    Account account = accounts.find(mailbox.owner());
    if (rooms.isOver(mailbox.owner())) {
      if (account == null) {
        rooms.end(mailbox.owner());
      } else {
        accounts.delete(account);
      }
    }
  }
}
