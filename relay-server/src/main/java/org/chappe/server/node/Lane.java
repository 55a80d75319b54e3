package org.chappe.server.node;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.chappe.link.LinkConfig;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.wire.Frame;
import org.chappe.wire.Stamp;
import org.jspecify.annotations.Nullable;

/**
 * One of the sessions held side by side to a neighbour. Lane {@link #CONTROL} carries tables and probes only, so that
 * messages which wait for room never hold them up; the others carry messages, each pair of clients always on the same.
 *
 * <p>The lane outlives its sessions: what one of them still owed goes on with the next.
 */
final class Lane implements Peer {

  static final int CONTROL = 0;

  /** What a queue keeps free, so that a new session can take all that an old one owed. */
  static final int RESERVE_FRAMES = LinkConfig.WINDOW_FRAMES_MAX;

  private final Neighbour neighbour;
  private final int index;
  private final WaitingList<Session> waitingSessions = new WaitingList<>();
  private final WaitingList<ClientId> waitingMailboxes = new WaitingList<>();
  private @Nullable Session session;
  private @Nullable Session pending;

  Lane(Neighbour neighbour, int index) {
    this.neighbour = neighbour;
    this.index = index;
  }

  Neighbour neighbour() {
    return neighbour;
  }

  int index() {
    return index;
  }

  @Override
  public @Nullable Session session() {
    return session;
  }

  @Override
  public void adopt(Session fresh) {
    Session old = session;
    session = fresh;
    pending = null;
    if (index == CONTROL) {
      neighbour.talk().opened();
    }
    neighbour.changed();
    if (old != null) {
      carryOver(old.link().unacknowledged(), fresh);
    }
  }

  @Override
  public @Nullable Session pending() {
    return pending;
  }

  /** A session has been offered to the neighbour; it counts from its first frame. */
  void offered(Session offer) {
    pending = offer;
  }

  @Override
  public void ended(Session ended) {
    session = session == ended ? null : session;
    pending = pending == ended ? null : pending;
    neighbour.changed();
  }

  /** Ends its sessions; what they owed is dropped. */
  void close(Sessions sessions) {
    if (session != null) {
      sessions.close(session);
    }
    if (pending != null) {
      sessions.close(pending);
    }
    session = null;
    pending = null;
  }

  /** Messages and notices go on; the gossip begins anew with the session. */
  private void carryOver(List<Frame> owed, Session fresh) {
    for (Frame frame : owed) {
      if (frame instanceof Frame.Send && !fresh.link().offer(frame)) {
        throw new IllegalStateException("a new session has less room than the old one owed");
      }
      if (frame instanceof Frame.Table table) {
        neighbour.notices().addAgain(table);
      }
    }
  }

  boolean hasRoom() {
    return session != null && session.link().room() > RESERVE_FRAMES;
  }

  /** A session whose next message waits for room here. */
  void await(Session incoming) {
    waitingSessions.add(incoming, Session::isClosed);
  }

  /**
   * A mailbox whose next message waits for room here.
   *
   * @param hasNoMailbox whether a client's mailbox is empty now
   */
  void await(ClientId mailboxOwner, Predicate<ClientId> hasNoMailbox) {
    waitingMailboxes.add(mailboxOwner, hasNoMailbox);
  }

  /** Takes the sessions that have been waiting. */
  Collection<Session> takeWaitingSessions() {
    return waitingSessions.take();
  }

  /** Takes the owners of the mailboxes that have been waiting. */
  Collection<ClientId> takeWaitingMailboxes() {
    return waitingMailboxes.take();
  }

  /** Whether somebody waits for room here. */
  boolean isAwaited() {
    return !waitingSessions.isEmpty() || !waitingMailboxes.isEmpty();
  }

  /** Queues a message; only when there is room. */
  Session pass(Message message) {
    Session current = session;
    if (current == null || !current.link().offer(new Frame.Send(Stamp.unnumbered(), message, ""))) {
      throw new IllegalStateException("no room on lane " + index);
    }
    return current;
  }
}
