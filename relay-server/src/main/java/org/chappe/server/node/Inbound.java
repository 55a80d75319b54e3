package org.chappe.server.node;

import java.util.Collection;
import org.chappe.link.Link;
import org.chappe.node.Effects;
import org.chappe.node.Endpoint;
import org.chappe.node.Verdict;
import org.chappe.server.devices.Devices;
import org.chappe.server.directory.Directory;
import org.chappe.server.station.Mailbox;
import org.chappe.server.station.NoticeText;
import org.chappe.server.station.Station;
import org.chappe.wire.Frame;
import org.chappe.wire.Refusal;

/** Takes frames out of sessions, in order, as far as there is room for what they carry. */
final class Inbound {

  private final Replies replies;
  private final Station station;
  private final Sessions sessions;
  private final Router router;
  private final Registry registry;
  private final RelayFrames relays;
  private final ClientFrames clients;
  private final Devices devices;

  Inbound(
      Replies replies,
      Station station,
      Sessions sessions,
      Router router,
      Registry registry,
      RelayFrames relays,
      ClientFrames clients,
      Devices devices) {
    this.replies = replies;
    this.station = station;
    this.sessions = sessions;
    this.router = router;
    this.registry = registry;
    this.relays = relays;
    this.clients = clients;
    this.devices = devices;
  }

  /** Takes a numbered frame or an acknowledgement of a session. */
  Verdict arrived(long nowNanos, Endpoint from, Session session, Frame frame, Effects effects) {
    if (!belongs(session, frame) || !mayComeFrom(from, session, frame)) {
      return Verdict.FORGED;
    }
    if (frame instanceof Frame.Ack ack && ack.refusal() != null) {
      return refused(nowNanos, session, ack.refusal());
    }
    if (!session.isConfirmed()) {
      session.link().expectRtt(session.silentNanos(nowNanos));
      registry.confirm(session, effects);
    }
    session.heard(nowNanos);
    if (session.peer() instanceof Lane lane) {
      lane.neighbour().heard(nowNanos);
    }
    sessions.touch(session);
    if (session.peer() instanceof Attachment attachment && attachment.isMovedAway()) {
      return movedAway(from, session, frame, effects);
    }
    return frame instanceof Frame.Ack ack
        ? acknowledged(nowNanos, session, ack)
        : numbered(nowNanos, from, session, frame, effects);
  }

  /** Messages and notices on a lane bear their writers' names; everything else bears the peer's. */
  private static boolean belongs(Session session, Frame frame) {
    boolean travels = frame instanceof Frame.Send
        || (frame instanceof Frame.Table && NoticeText.isMeant(frame.payload()));
    boolean onLane = travels && session.peer() instanceof Lane;
    return onLane || frame.source().equals(session.link().name().remote());
  }

  /**
   * A client's session is where it was, or moves with a frame that shows that the client did; never with an ack. A relay is
   * where the line says.
   */
  private static boolean mayComeFrom(Endpoint from, Session session, Frame frame) {
    return !isElsewhere(from, session)
        || (session.peer() instanceof Attachment
            && !(frame instanceof Frame.Ack)
            && session.followsTo(from, frame.stamp().number()));
  }

  private static boolean isElsewhere(Endpoint from, Session session) {
    return !from.equals(session.link().remote());
  }

  /**
   * The other relay doesn't know a session any more: the lower number asks for another, which takes what this one owes. The
   * higher one can't, and ends it, unless another has been offered already.
   */
  private Verdict refused(long nowNanos, Session session, Refusal refusal) {
    if (refusal != Refusal.WHO || !(session.peer() instanceof Lane lane)) {
      return Verdict.UNEXPECTED;
    }
    if (lane.neighbour().handshakes().isAsking()) {
      lane.neighbour().handshakes().ask(lane, nowNanos);
    } else if (lane.pending() == null) {
      registry.end(session);
    }
    return Verdict.ACCEPTED;
  }

  /** Refuses what the client still says here; but what was taken before it moved is in the relay's care. */
  private Verdict movedAway(Endpoint from, Session session, Frame frame, Effects effects) {
    if (frame instanceof Frame.Ack) {
      return Verdict.UNEXPECTED;
    }
    if (session.link().isTaken(frame.stamp().number())) {
      session.link().sendAcknowledgement(effects);
      return Verdict.DUPLICATE;
    }
    String words = "this ID is attached at another relay now";
    effects.send(from, replies.refusal(frame.stamp(), frame.source(), Refusal.MOVED, words));
    return Verdict.REFUSED;
  }

  private Verdict acknowledged(long nowNanos, Session session, Frame.Ack ack) {
    Link link = session.link();
    Verdict verdict = link.acknowledge(nowNanos, ack, frame -> acknowledged(session, frame));
    if (session.peer() instanceof Attachment attachment) {
      router.drainLater(attachment.client());
    }
    return verdict;
  }

  private void acknowledged(Session session, Frame frame) {
    if (!(frame instanceof Frame.Send send) || session.peer() instanceof Lane) {
      return; // between relays an ack means: I hold it; who answers for it is another matter
    }
    Mailbox mailbox = station.mailbox(send.message().destination());
    if (mailbox != null && station.outgoing().delivered(mailbox, send.message())) {
      devices.delivered(send.message());
    }
  }

  private Verdict numbered(
      long nowNanos, Endpoint from, Session session, Frame frame, Effects effects) {
    Link link = session.link();
    Verdict verdict = link.receive(nowNanos, frame);
    if (verdict != Verdict.BEYOND_WINDOW) {
      session.received(frame.stamp().number());
      if (isElsewhere(from, session)) {
        session.moveTo(from);
      }
    } else if (isElsewhere(from, session)) {
      return Verdict.FORGED;
    }
    if (verdict != Verdict.ACCEPTED) {
      session.tellRefusalAgain(); // a sender who repeats itself may not have heard it
    }
    Verdict taken = drain(nowNanos, session, effects);
    return taken == Verdict.ACCEPTED ? verdict : taken;
  }

  /** Takes what is next in order until something finds no room; what that was is tried again when woken. */
  Verdict drain(long nowNanos, Session session, Effects effects) {
    Verdict verdict = Verdict.ACCEPTED;
    Frame frame = isLive(session) ? session.link().peek() : null;
    while (frame != null) {
      Verdict one = take(nowNanos, session, frame, effects);
      verdict = one == Verdict.ACCEPTED ? verdict : one;
      if (one == Verdict.NO_ROOM || one == Verdict.REFUSED) {
        return one;
      }
      session.link().take();
      if (session.peer() instanceof Lane) {
        session.durable(frame.stamp().number()); // between relays an ack means: I hold it
      }
      frame = session.link().peek();
    }
    return verdict;
  }

  /** What a client said here and was not taken before it moved away, it says again where it is now. */
  private static boolean isLive(Session session) {
    boolean movedAway = session.peer() instanceof Attachment attachment && attachment.isMovedAway();
    return !session.isClosed() && !movedAway;
  }

  private Verdict take(long nowNanos, Session session, Frame frame, Effects effects) {
    return session.peer() instanceof Lane lane
        ? relays.take(nowNanos, session, lane, frame)
        : clients.take(nowNanos, session, frame, effects);
  }

  /** Gives those another turn that waited for room which is there now. */
  void drainWoken(long nowNanos, Collection<Session> woken, Effects effects) {
    for (Session session : woken) {
      drain(nowNanos, session, effects);
    }
  }

  DistrustStatistics distrust(Directory directory) {
    return new DistrustStatistics(relays.heldBack(), directory.renewals(), directory.adoptions());
  }
}
