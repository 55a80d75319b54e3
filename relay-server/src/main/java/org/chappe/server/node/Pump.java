package org.chappe.server.node;

import java.util.List;
import org.chappe.node.Effects;
import org.chappe.node.Node;
import org.chappe.wire.Refusal;
import org.chappe.wire.Stamp;

/** Sends what is due: handshakes, gossip, probes, and what the sessions that have been touched hold. */
final class Pump {

  private final Replies replies;
  private final Sessions sessions;
  private final Registry registry;

  Pump(Replies replies, Sessions sessions, Registry registry) {
    this.replies = replies;
    this.sessions = sessions;
    this.registry = registry;
  }

  /** Sends what is due to a neighbour outside its sessions, and queues what it should hear inside. */
  void neighbour(long nowNanos, Neighbour neighbour, Effects effects) {
    neighbour.handshakes().pump(nowNanos, effects);
    Session control = neighbour.control().session();
    if (control != null && neighbour.speak(control, nowNanos)) {
      sessions.touch(control);
    }
    if (neighbour.isNewlyUp()) {
      effects.report(new RelayReport.NeighbourUp(neighbour.number().value()));
    }
  }

  /**
   * Sends what is due in each session that has been touched, and notes when it wants to be touched next. Those touched last
   * come first: messages that go on their way go before the acknowledgements of those that came.
   */
  void touchedSessions(long nowNanos, Effects effects) {
    List<Session> touched = sessions.takeTouched();
    for (int i = touched.size() - 1; i >= 0; i--) {
      pump(nowNanos, touched.get(i), effects);
    }
  }

  private void pump(long nowNanos, Session session, Effects effects) {
    if (session.isClosed()) {
      return;
    }
    boolean isClients = !(session.peer() instanceof Lane);
    boolean expires = isClients || !session.isConfirmed();
    if (expires && session.expiresAtNanos() <= nowNanos) {
      registry.end(session);
      return;
    }
    long deadline = expires ? session.expiresAtNanos() : Node.NEVER;
    if (isInUse(session)) {
      session.offerAnswer();
      session.link().pump(nowNanos, effects);
      renewIfExhausted(nowNanos, session, effects);
      deadline = Math.min(deadline, session.link().nextDeadline());
    }
    if (session.peer() instanceof Lane lane && lane.index() == Lane.CONTROL && isInUse(session)) {
      deadline = Math.min(deadline, lane.neighbour().nextSpeechDeadline(session));
    }
    sessions.deadline(session, deadline);
  }

  /** A session whose numbers are used up is replaced: by asking for another, or by telling the asking side to. */
  private void renewIfExhausted(long nowNanos, Session session, Effects effects) {
    if (!session.link().isExhausted()) {
      return;
    }
    if (session.peer() instanceof Lane lane && lane.neighbour().handshakes().isAsking()) {
      lane.neighbour().handshakes().ask(lane, nowNanos);
    } else {
      Stamp stamp = Stamp.of(session.id(), 0);
      String words = "the session's numbers are used up; shake hands";
      effects.send(
          session.link().remote(),
          replies.refusal(stamp, session.link().name().remote(), Refusal.WHO, words));
    }
  }

  private static boolean isInUse(Session session) {
    boolean moved = session.peer() instanceof Attachment attachment && attachment.isMovedAway();
    return session == session.peer().session() && !moved;
  }
}
