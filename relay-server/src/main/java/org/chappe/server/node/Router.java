package org.chappe.server.node;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.server.directory.Directory;
import org.chappe.server.station.Mailbox;
import org.chappe.server.station.Station;
import org.chappe.wire.Frame;
import org.chappe.wire.Stamp;
import org.jspecify.annotations.Nullable;

/**
 * Moves messages: from a lane to the next lane or into the station, from a mailbox to its client or to the next lane.
 *
 * <p>What finds no room waits where it is, in the sender's window or in its mailbox, and is tried again when room has
 * appeared. So a slow hop slows down those who send through it, back to the client, and nothing piles up on the way.
 */
final class Router {

  private final RelayConfig config;
  private final BitSet members = new BitSet();
  private final Directory directory;
  private final Station station;
  private final Sessions sessions;
  private final Attachments attachments;
  private final @Nullable Neighbour lower;
  private final @Nullable Neighbour higher;
  private LinkedHashSet<ClientId> mailboxesToDrain = new LinkedHashSet<>();
  private final Map<Station.Bearer, LinkedHashSet<Session>> waitingForStation =
      new EnumMap<>(Station.Bearer.class);

  Router(
      RelayConfig config,
      Directory directory,
      Station station,
      Sessions sessions,
      Attachments attachments,
      @Nullable Neighbour lower,
      @Nullable Neighbour higher) {
    this.config = config;
    config.line().numbers().forEach(members::set);
    this.directory = directory;
    this.station = station;
    this.sessions = sessions;
    this.attachments = attachments;
    this.lower = lower;
    this.higher = higher;
  }

  /**
   * Takes a message that came over a lane.
   *
   * @return false when there is no room for it: it stays in its link and is offered again later
   */
  boolean route(Session incoming, Message message) {
    Lane next = message.hopsLeft() == 0 ? null : laneTowardsHome(message);
    Mailbox before = station.mailbox(message.destination());
    boolean overtakes = before != null && before.isHolding();
    if (next == null || overtakes) {
      return keep(incoming, message);
    }
    if (!next.hasRoom()) {
      next.await(incoming);
      return false;
    }
    int hopsLeft =
        message.hopsLeft() == Message.UNLIMITED ? config.line().hopsMax() : message.hopsLeft();
    sessions.touch(next.pass(message.withHopsLeft(hopsLeft - 1)));
    return true;
  }

  private boolean keep(Session incoming, Message message) {
    if (station.accept(message, Station.Bearer.NEIGHBOUR, () -> {}) == Station.Acceptance.FULL) {
      awaitStation(Station.Bearer.NEIGHBOUR, incoming);
      return false;
    }
    return true;
  }

  /** The lane that leads to the recipient's home, or null when it is at home here, nowhere, or outside the line. */
  private @Nullable Lane laneTowardsHome(Message message) {
    int home = directory.homeOf(message.destination());
    if (home == config.line().self() || !members.get(home)) {
      return null;
    }
    Neighbour next = home < config.line().self() ? lower : higher;
    return next == null ? null : next.laneFor(message.source(), message.destination());
  }

  /** A mailbox may have something to hand on. */
  void drainLater(ClientId owner) {
    mailboxesToDrain.add(owner);
  }

  void drainMailboxes(long nowNanos) {
    LinkedHashSet<ClientId> owners = mailboxesToDrain;
    mailboxesToDrain = new LinkedHashSet<>();
    for (ClientId owner : owners) {
      Mailbox mailbox = station.mailbox(owner);
      if (mailbox != null) {
        drain(mailbox, nowNanos);
      }
    }
  }

  private void drain(Mailbox mailbox, long nowNanos) {
    boolean moved = true;
    while (moved && mailbox.waiting() > 0) {
      moved = directory.homeOf(mailbox.owner()) == config.line().self()
          ? handToClient(mailbox, nowNanos)
          : handAway(mailbox);
    }
  }

  private boolean handToClient(Mailbox mailbox, long nowNanos) {
    Attachment attachment = attachments.find(mailbox.owner());
    Session session = attachment == null ? null : attachment.session();
    if (attachment == null || session == null || !attachment.mayPush(nowNanos)) {
      return false;
    }
    Frame mail = new Frame.Send(Stamp.unnumbered(), station.next(mailbox), "");
    if (!session.link().offer(mail)) {
      return false;
    }
    station.handToClient(mailbox);
    attachment.pushed();
    sessions.touch(session);
    return true;
  }

  private boolean handAway(Mailbox mailbox) {
    Message message = station.next(mailbox);
    Lane next = laneTowardsHome(message);
    if (next == null) {
      return false;
    }
    if (!next.hasRoom()) {
      next.await(mailbox.owner());
      return false;
    }
    long n = station.handAway(mailbox, message);
    sessions.touch(next.hand(message.withHopsLeft(config.line().hopsMax()), n));
    return true;
  }

  /** What waited for room on a lane or in the station, and may have it now. Each is to be drained. */
  List<Session> takeWoken(Lane lane) {
    List<Session> woken = new ArrayList<>();
    if (lane.isAwaited() && lane.hasRoom()) {
      woken.addAll(lane.takeWaitingSessions());
      mailboxesToDrain.addAll(lane.takeWaitingMailboxes());
    }
    return woken;
  }

  /** A session whose next message waits for room in the station. */
  void awaitStation(Station.Bearer bearer, Session incoming) {
    waitingForStation.computeIfAbsent(bearer, any -> new LinkedHashSet<>()).add(incoming);
  }

  /** The sessions that waited for room in the station, when it may have some. */
  List<Session> takeWokenByStation() {
    List<Session> woken = new ArrayList<>();
    for (Station.Bearer bearer : Station.Bearer.values()) {
      LinkedHashSet<Session> waiting = waitingForStation.get(bearer);
      if (waiting != null && station.hasRoomFor(bearer)) {
        waitingForStation.remove(bearer);
        woken.addAll(waiting);
      }
    }
    return woken;
  }
}
