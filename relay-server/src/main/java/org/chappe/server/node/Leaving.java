package org.chappe.server.node;

import org.chappe.model.ClientId;
import org.chappe.node.Effects;
import org.chappe.node.Node;
import org.chappe.server.directory.Directory;
import org.chappe.server.directory.Whereabouts;
import org.chappe.server.membership.Member;
import org.chappe.server.membership.MemberState;
import org.chappe.server.membership.Membership;
import org.chappe.server.station.Station;
import org.chappe.wire.Refusal;
import org.chappe.wire.Stamp;

/**
 * Takes this relay out of the line without losing anything.
 *
 * <pre>{@code
 *   state     event                                      next state
 *   STAYING   order Leave                                DRAINING: no clients any more, their sessions end
 *   DRAINING  after GRACE_NANOS, each LOOK_NANOS         DRAINING: who has mail here and no home elsewhere gets the
 *                                                        nearest neighbour for a home, and the mail follows
 *   DRAINING  no mail is left                            TELLING: left
 *   DRAINING  nothing went for STUCK_NANOS               STAYING (Stayed)
 *   TELLING   all neighbours know, or FAREWELL_NANOS     GONE (Left)
 * }</pre>
 *
 * <p>Mail goes as that of clients who moved does: it is deleted here once another relay has it on its disk. So a crash in the
 * middle loses nothing; the relay returns and stays until it is told again.
 */
final class Leaving {

  /** Clients have so long to find another home, before their mail is given one, in nanoseconds. */
  static final long GRACE_NANOS = 3_000_000_000L;

  /** How often it is looked at what is left. */
  static final long LOOK_NANOS = 200_000_000L;

  /** If nothing was handed over for so long, the relay stays. */
  static final long STUCK_NANOS = 60_000_000_000L;

  /** How long the others have to hear that it has left. */
  static final long FAREWELL_NANOS = 2_000_000_000L;

  /** Clients that are sent away, and mailboxes that are given a home, at one look. */
  static final int CLIENTS_A_LOOK = 1_000;

  private static final String WORDS = "this relay is leaving its line; use another";

  private enum State {
    STAYING,
    DRAINING,
    TELLING,
    GONE
  }

  private final int self;
  private final Directory directory;
  private final Station station;
  private final Attachments attachments;
  private final Registry registry;
  private final Router router;
  private final Linkage linkage;
  private final Membership membership;
  private final Replies replies;
  private final Gate gate;
  private State state = State.STAYING;
  private long beganNanos;
  private long lookAtNanos = Node.NEVER;
  private long progressAtNanos;
  private long messagesLeast;
  private long nextOwner;

  Leaving(
      Directory directory,
      Station station,
      Attachments attachments,
      Registry registry,
      Router router,
      Linkage linkage,
      Replies replies,
      Gate gate) {
    this.self = replies.self().value();
    this.directory = directory;
    this.station = station;
    this.attachments = attachments;
    this.registry = registry;
    this.router = router;
    this.linkage = linkage;
    this.membership = linkage.membership();
    this.replies = replies;
    this.gate = gate;
  }

  /** Whether it has left. */
  boolean isGone() {
    return state == State.GONE;
  }

  long nextDeadline() {
    return lookAtNanos;
  }

  /** The relay is to leave. */
  void begin(long nowNanos) {
    if (state != State.STAYING) {
      return;
    }
    state = State.DRAINING;
    gate.close(WORDS);
    beganNanos = nowNanos;
    lookAtNanos = nowNanos;
    progressAtNanos = nowNanos;
    messagesLeast = Long.MAX_VALUE;
  }

  /** Does the next step, if it is time to. */
  void serve(long nowNanos, Effects effects) {
    if (nowNanos < lookAtNanos) {
      return;
    }
    lookAtNanos = nowNanos + LOOK_NANOS;
    if (state == State.DRAINING) {
      drain(nowNanos, effects);
    } else if (state == State.TELLING
        && (linkage.isIdle() || nowNanos - beganNanos >= FAREWELL_NANOS)) {
      state = State.GONE;
      lookAtNanos = Node.NEVER;
      effects.report(new RelayReport.Left());
    }
  }

  private void drain(long nowNanos, Effects effects) {
    sendAway(effects);
    int neighbour = nearest();
    if (nowNanos - beganNanos >= GRACE_NANOS && neighbour != 0) {
      giveHomes(neighbour);
    }
    long left = station.size();
    if (left < messagesLeast) {
      messagesLeast = left;
      progressAtNanos = nowNanos;
    }
    effects.report(new RelayReport.Leaving(attachments.size(), left));
    if (left == 0 && attachments.size() == 0 && nowNanos - beganNanos >= GRACE_NANOS) {
      sayGoodbye(nowNanos);
    } else if (nowNanos - progressAtNanos >= STUCK_NANOS) {
      stay(left, effects);
    }
  }

  /** Whoever isn't heard to be told so finds out with its next frame. */
  private void sendAway(Effects effects) {
    for (Attachment attachment : attachments.some(CLIENTS_A_LOOK)) {
      Session session = attachment.session();
      if (session != null) {
        effects.send(
            session.link().remote(),
            replies.refusal(Stamp.of(session.id(), 0), attachment.client(), Refusal.WHO, WORDS));
      }
      registry.detach(attachment);
    }
  }

  /** The nearest relay that lives and has a link with this one; 0 for none. */
  private int nearest() {
    int nearest = 0;
    for (Neighbour neighbour : linkage.neighbours()) {
      int number = neighbour.number().value();
      Member member = membership.find(number);
      boolean nearer = nearest == 0 || Math.abs(number - self) < Math.abs(nearest - self);
      if (neighbour.isUp() && member != null && member.state() == MemberState.ALIVE && nearer) {
        nearest = number;
      }
    }
    return nearest;
  }

  private void giveHomes(int neighbour) {
    for (int i = 0; i < CLIENTS_A_LOOK; i++) {
      ClientId owner = station.ownerFrom(nextOwner);
      nextOwner = owner == null ? 0 : owner.value() + 1;
      if (owner == null) {
        return;
      }
      if (isHomeless(owner) && directory.move(owner, neighbour)) {
        registry.heardOfMove(owner);
      }
    }
  }

  /** Whether a client has no other home than this one, or one that has left. */
  private boolean isHomeless(ClientId client) {
    int home = directory.homeOf(client);
    Member member = home == Whereabouts.GONE ? null : membership.find(home);
    return home == self || member == null || !member.isInLine();
  }

  private void sayGoodbye(long nowNanos) {
    state = State.TELLING;
    beganNanos = nowNanos;
    router.keepNothing();
    membership.leave();
  }

  private void stay(long left, Effects effects) {
    state = State.STAYING;
    lookAtNanos = Node.NEVER;
    gate.open();
    effects.report(new RelayReport.Stayed(left));
  }
}
