package org.chappe.server.node;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.server.devices.Devices;
import org.chappe.server.directory.Directory;
import org.chappe.server.directory.Whereabouts;
import org.chappe.server.station.Acceptance;
import org.chappe.server.station.Mailbox;
import org.chappe.server.station.Station;
import org.chappe.store.CommitQueue;
import org.chappe.wire.Frame;
import org.chappe.wire.Stamp;
import org.jspecify.annotations.Nullable;

/**
 * Moves messages: from a lane to the next lane or into the station, from a mailbox to its client or to the next lane.
 *
 * <p>What finds no room on a lane waits where it is, in the sender's window or in its mailbox, and is tried again when room has
 * appeared. So a slow hop slows down those who send through it, back to the client, and nothing piles up on the way. A copy
 * that finds no room in the station is dropped: what is behind it in the lane may be for a relay that has room, and whoever
 * answers for it sends it again, ever more slowly.
 */
final class Router {

  private static final Comparator<Lane> BY_NEIGHBOUR_AND_INDEX = Comparator.<Lane>comparingInt(
          lane -> lane.neighbour().number().value())
      .thenComparingInt(Lane::index);

  private final int self;
  private final Directory directory;
  private final Station station;
  private final Sessions sessions;
  private final Attachments attachments;
  private final Linkage linkage;
  private final Custody custody;
  private final RoomKeeper rooms;
  private final Devices devices;
  private List<Mailbox> mailboxesToDrain = new ArrayList<>();

  /** Of one neighbour after the other: one that is awaited isn't forgotten, so that no two lanes have one number and index. */
  private final TreeSet<Lane> awaitedLanes = new TreeSet<>(BY_NEIGHBOUR_AND_INDEX);

  private final WaitingSessions waiting;
  private final TurnedAway turnedAway = new TurnedAway();
  private final WaitingList<ClientId> waitingForWay = new WaitingList<>();
  private boolean keepsNothing;
  private long hopsUsedUp;
  private long withoutWay;

  Router(
      int self,
      Directory directory,
      Station station,
      Sessions sessions,
      Attachments attachments,
      Custody custody,
      RoomKeeper rooms,
      Devices devices,
      Linkage linkage) {
    this.self = self;
    this.directory = directory;
    this.station = station;
    this.sessions = sessions;
    this.attachments = attachments;
    this.custody = custody;
    this.rooms = rooms;
    this.devices = devices;
    this.linkage = linkage;
    this.waiting = new WaitingSessions(station);
  }

  /**
   * Takes a message that came over a lane: it goes on towards its recipient's home, and is kept where that is here or
   * nowhere. A copy that has no hops left, or no way, is dropped, as whoever answers for it sends another.
   *
   * @return false when there is no room for it: it stays in its link and is offered again later
   */
  boolean route(long nowNanos, Session incoming, Message message) {
    int home = directory.homeOf(message.destination());
    if (!isElsewhere(home)) {
      return keep(nowNanos, incoming, message);
    }
    Lane next = laneTowards(home, message);
    if (next == null || message.hopsLeft() == 0) {
      return message.custodian() == Message.NOBODY
          ? keep(nowNanos, incoming, message)
          : drop(message);
    }
    if (!next.hasRoom()) {
      next.await(incoming);
      awaitedLanes.add(next);
      return false;
    }
    int hopsLeft = message.hopsLeft() == Message.UNLIMITED
        ? linkage.roster().line().hopsMax()
        : message.hopsLeft();
    sessions.touch(next.pass(message.withHopsLeft(hopsLeft - 1)));
    return true;
  }

  /** Drops a copy; for whoever brought it, it is taken. */
  private boolean drop(Message copy) {
    hopsUsedUp += copy.hopsLeft() == 0 ? 1 : 0;
    withoutWay += copy.hopsLeft() == 0 ? 0 : 1;
    return true;
  }

  /** Whether a home is another relay: not here, and not nowhere. It needn't be known yet. */
  private boolean isElsewhere(int home) {
    return home != self && home != Whereabouts.GONE;
  }

  private boolean keep(long nowNanos, Session incoming, Message message) {
    boolean isCopy = message.custodian() != Message.NOBODY;
    if (isCopy && keepsNothing) {
      return drop(message);
    }
    if (isCopy && !isHere(message.destination()) && devices.leavesToHeirs(message)) {
      return true;
    }
    if (isCopy && turnedAway.isBehind(nowNanos, message) && !station.knows(message)) {
      turnedAway.drop(nowNanos, message);
      return true;
    }
    CommitQueue.Waiting promise = custody.promise(message);
    if (station.accept(message, Station.Bearer.NEIGHBOUR, promise, 0) != Acceptance.FULL) {
      turnedAway.taken(message);
      return true;
    }
    if (isCopy) {
      turnedAway.drop(nowNanos, message);
      return true;
    }
    waiting.awaitStation(Station.Bearer.NEIGHBOUR, incoming);
    return false;
  }

  /** Takes nothing into the station from now on: whoever answers for a copy that comes keeps it. */
  void keepNothing() {
    keepsNothing = true;
  }

  private @Nullable Lane laneTowards(int home, Message message) {
    Neighbour next = linkage.towards(home);
    return next == null ? null : next.laneFor(message.source(), message.destination());
  }

  /** Whether a client is at home here. */
  boolean isHere(ClientId client) {
    return directory.homeOf(client) == self;
  }

  /** A client's mailbox, if it has one, may have something to hand on. */
  void drainLater(ClientId owner) {
    Mailbox mailbox = station.mailbox(owner);
    if (mailbox != null) {
      drainLater(mailbox);
    }
  }

  /** A mailbox may have something to hand on. */
  void drainLater(Mailbox mailbox) {
    if (mailbox.queue()) {
      mailboxesToDrain.add(mailbox);
    }
  }

  void drainMailboxes(long nowNanos) {
    if (mailboxesToDrain.isEmpty()) {
      return;
    }
    List<Mailbox> mailboxes = mailboxesToDrain;
    mailboxesToDrain = new ArrayList<>();
    for (Mailbox mailbox : mailboxes) {
      mailbox.unqueue();
      drain(mailbox, nowNanos);
    }
  }

  private void drain(Mailbox mailbox, long nowNanos) {
    int home = directory.homeOf(mailbox.owner());
    boolean moved = home == self || isElsewhere(home);
    while (moved && mailbox.waiting() > 0) {
      moved = home == self ? handToClient(mailbox, nowNanos) : handAway(mailbox, home, nowNanos);
    }
  }

  private boolean handToClient(Mailbox mailbox, long nowNanos) {
    if (rooms.isRooms(mailbox)) {
      return rooms.bringNext(mailbox);
    }
    if (devices.isOwners(mailbox)) {
      return devices.bringNext(mailbox);
    }
    Attachment attachment = attachments.find(mailbox.owner());
    Session session = attachment == null ? null : attachment.session();
    if (attachment == null
        || session == null
        || !attachment.mayPush(nowNanos)
        || !station.outgoing().mayHandToClient(mailbox)) {
      return false;
    }
    Message message = station.outgoing().next(mailbox);
    if (message != null && devices.isWithheld(message)) {
      devices.withhold(mailbox, message);
      return true;
    }
    if (message == null || !session.link().offer(new Frame.Send(Stamp.unnumbered(), message, ""))) {
      return false;
    }
    station.outgoing().handToClient(mailbox, message);
    attachment.pushed();
    sessions.touch(session);
    return true;
  }

  private boolean handAway(Mailbox mailbox, int home, long nowNanos) {
    if (!station.outgoing().mayHandAway(mailbox)) {
      return false; // the next notice, or the want of it, goes on from here
    }
    Message message = station.outgoing().nextCopy(mailbox);
    if (message == null) {
      return false;
    }
    Lane next = laneTowards(home, message);
    if (next == null) {
      waitingForWay.add(mailbox.owner(), this::hasNoMailbox);
      return false;
    }
    if (!next.hasRoom()) {
      next.await(mailbox.owner(), this::hasNoMailbox);
      awaitedLanes.add(next);
      return false;
    }
    long lifeSeconds = station.outgoing().handAway(mailbox, message);
    custody.handed(nowNanos, mailbox, home);
    sessions.touch(next.pass(message.sentBy(self, linkage.roster().line().hopsMax(), lifeSeconds)));
    return true;
  }

  private boolean hasNoMailbox(ClientId owner) {
    return station.mailbox(owner) == null;
  }

  /** Copies that were dropped because they had no hops left. */
  long hopsUsedUp() {
    return hopsUsedUp;
  }

  /** Copies that were dropped because there was no room for them here. */
  long copiesTurnedAway() {
    return turnedAway.copies();
  }

  /** Copies that were dropped because there was no way to the recipient's home. */
  long withoutWay() {
    return withoutWay;
  }

  /** There are other ways than before: what waited for one may have it now. */
  void waysChanged() {
    waitingForWay.take().forEach(this::drainLater);
  }

  /** The lanes for whose room somebody waits, by their neighbours' numbers; a list that stays as it is. */
  List<Lane> awaitedLanes() {
    return awaitedLanes.isEmpty() ? List.of() : List.copyOf(awaitedLanes);
  }

  /** What waited for room on a lane, and may have it now, there or elsewhere. Each is to be drained. */
  Collection<Session> takeWoken(Lane lane) {
    if (!lane.hasRoom() && lane.neighbour().isUp()) {
      return List.of();
    }
    awaitedLanes.remove(lane);
    lane.takeWaitingMailboxes().forEach(this::drainLater);
    return lane.takeWaitingSessions();
  }

  /** The sessions whose next message waits. */
  WaitingSessions waiting() {
    return waiting;
  }
}
