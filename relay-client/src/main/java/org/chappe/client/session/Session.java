package org.chappe.client.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.Consumer;
import org.chappe.link.Link;
import org.chappe.node.Effects;
import org.chappe.node.Node;
import org.chappe.node.Verdict;
import org.chappe.wire.Frame;
import org.chappe.wire.Refusal;
import org.chappe.wire.Stamp;
import org.jspecify.annotations.Nullable;

/**
 * A link together with what it carries, so that each acknowledgement or refusal finds its order.
 *
 * <p>It goes on until an acknowledgement, a refusal or a deadline gives it an {@link #end}; after that it must not be
 * used any more, but for {@link #unacknowledgedSends} and the counts of its link.
 */
final class Session {

  /**
   * Frames in one direction after which a session is replaced by a new one: a window short of the last lap.
   */
  static final long FRAMES_MAX = 167_000_000L;

  private static final long NOTHING = -1;

  private static final String OVERDUE_WORDS =
      "the relay was too busy or too full for it for a minute; given up";

  private final Link link;
  private final Patience patience;
  private final long framesMax;
  private final Silence silence;
  private final Deque<Outgoing> carried = new ArrayDeque<>();
  private long acknowledged;
  private long highestNumberReceived;
  private long refusedNumber = NOTHING;
  private String refusedWords = "";
  private long endsAtNumber = Long.MAX_VALUE;
  private boolean terminateCarried;
  private boolean terminateAcknowledged;
  private SessionEnd.@Nullable Rejected rejection;
  private @Nullable SessionEnd end;

  Session(Link link, Patience patience, long framesMax, Silence silence) {
    this.link = link;
    this.patience = patience;
    this.framesMax = framesMax;
    this.silence = silence;
  }

  Link link() {
    return link;
  }

  /** Whether a stamp is of this session and has a number. */
  boolean owns(Stamp stamp) {
    return stamp.isNumbered() && stamp.session() == link.name().session();
  }

  /** Why it can't go on; null while it can. */
  @Nullable SessionEnd end() {
    return end;
  }

  /** When {@link #pump} has something to do. */
  long nextDeadline() {
    return Math.min(Math.min(link.nextDeadline(), silence.overNanos()), giveUpDeadline());
  }

  /** When the home is to be asked whether it is there, unless something makes it speak before. */
  long probeDeadline() {
    return link.isIdle() && hasRoom() ? silence.probeNanos() : Node.NEVER;
  }

  // ---- to the home ----

  /** Whether it takes a frame now: not when the window is full, nor after the goodbye or a rejection. */
  boolean hasRoom() {
    return link.room() > 0 && endsAtNumber == Long.MAX_VALUE && !terminateCarried;
  }

  /** Takes a frame for the way; only when there is room. */
  void offer(Outgoing outgoing) {
    if (!link.offer(outgoing.frame())) {
      throw new IllegalStateException("the link has room and takes no frame");
    }
    carried.add(outgoing);
    terminateCarried |= outgoing.isGoodbye();
  }

  /** Whether the home refuses a message for now, so that what comes after it has to wait. */
  boolean isRefusedForNow() {
    return refusedNumber != NOTHING;
  }

  /** The messages that a new session has to carry, oldest first. */
  Deque<Outgoing> unacknowledgedSends() {
    carried.removeIf(outgoing -> !outgoing.isSend());
    return carried;
  }

  // ---- from the home ----

  /** Takes a numbered frame into the window. */
  Verdict receive(long nowNanos, Frame frame) {
    silence.heard(nowNanos);
    Verdict verdict = link.receive(nowNanos, frame);
    if (verdict == Verdict.ACCEPTED) {
      highestNumberReceived = Math.max(highestNumberReceived, frame.stamp().number());
    }
    return verdict;
  }

  /**
   * Takes an acknowledgement or a refusal; it may end the session.
   *
   * @param accepted gets each message that is newly acknowledged, oldest first
   */
  Verdict onAck(long nowNanos, Frame.Ack ack, Consumer<Outgoing> accepted, Effects effects) {
    silence.heard(nowNanos);
    return ack.refusal() == null
        ? acknowledge(nowNanos, ack, accepted)
        : onRefusal(nowNanos, ack, ack.refusal(), effects);
  }

  private Verdict acknowledge(long nowNanos, Frame.Ack ack, Consumer<Outgoing> accepted) {
    Verdict verdict =
        link.acknowledge(nowNanos, ack, frame -> onAcknowledged(carried.remove(), accepted));
    if (verdict == Verdict.ACCEPTED) {
      silence.answered();
    }
    if (refusedNumber != NOTHING) {
      patience.refused(nowNanos);
    }
    if (terminateAcknowledged) {
      end = new SessionEnd.Terminated();
    } else if (rejection != null) {
      endWhenRejected(nowNanos);
    } else if (isWornOut()) {
      end = new SessionEnd.WornOut();
    }
    return verdict;
  }

  private void onAcknowledged(Outgoing outgoing, Consumer<Outgoing> accepted) {
    acknowledged++;
    if (acknowledged > refusedNumber) {
      refusedNumber = NOTHING;
    }
    terminateAcknowledged |= outgoing.isGoodbye();
    if (outgoing.isSend()) {
      patience.accepted();
      accepted.accept(outgoing);
    }
  }

  private Verdict onRefusal(long nowNanos, Frame.Ack ack, Refusal refusal, Effects effects) {
    long number = ack.stamp().number();
    String words = ack.payload().text();
    Outgoing refused = carriedAt(number);
    if (refused == null && refusal != Refusal.WHO) {
      return Verdict.UNEXPECTED;
    }
    switch (refusal) {
      case WHO -> end = rejection == null ? new SessionEnd.Lost(true) : rejection;
      case BUSY, FULL, QUOTA, MINORITY -> {
        if (onRefusedForNow(nowNanos, number, words) && refused != null && refused.isSend()) {
          effects.report(new ClientReport.Deferred(refusal, words));
        }
      }
      case AUTH, TAKEN, MOVED ->
        onRejected(nowNanos, number, new SessionEnd.Rejected(refusal, words));
      case PARSE, SIZE, PARAM, VER, NOUSER -> endWithout(refused, refusal, words);
    }
    return Verdict.ACCEPTED;
  }

  /** Whether that is new, or the reason is another. */
  private boolean onRefusedForNow(long nowNanos, long number, String words) {
    silence.refused();
    patience.refused(nowNanos);
    boolean isNew = refusedNumber == NOTHING || !words.equals(refusedWords);
    refusedNumber = refusedNumber == NOTHING ? number : refusedNumber;
    refusedWords = words;
    return isNew;
  }

  /**
   * The home will take no frame from this number on. Those before it may have been taken, and are repeated until it says
   * which of the two is true of them.
   */
  private void onRejected(long nowNanos, long number, SessionEnd.Rejected reason) {
    endsAtNumber = Math.min(endsAtNumber, number);
    rejection = reason;
    endWhenRejected(nowNanos);
  }

  /** A message can be left behind; a home that refuses anything else for good can't be worked with. */
  private void endWithout(@Nullable Outgoing refused, Refusal refusal, String words) {
    if (refused == null || !refused.isSend()) {
      end = new SessionEnd.Rejected(refusal, words);
    } else {
      carried.remove(refused);
      end = new SessionEnd.MessageRefused(refused, refusal, words);
    }
  }

  // ---- time ----

  /** Sends what is due; a silent home, or one that has refused a message for too long, ends the session. */
  void pump(long nowNanos, Effects effects) {
    link.pump(nowNanos, effects);
    silence.pumped(nowNanos, link.isIdle(), link.timeoutsInARow());
    Outgoing overdue = giveUpDeadline() <= nowNanos ? carriedAt(refusedNumber) : null;
    if (rejection != null) {
      endWhenRejected(nowNanos);
    } else if (silence.isOver(nowNanos)) {
      end = new SessionEnd.Lost(false);
    } else if (overdue != null) {
      endWithout(overdue, Refusal.BUSY, OVERDUE_WORDS);
    }
  }

  private long giveUpDeadline() {
    return refusedNumber == NOTHING ? Node.NEVER : patience.endsNanos();
  }

  // ---- what it comes to ----

  /** Waits until it is known which messages the home took before it took no more. */
  private void endWhenRejected(long nowNanos) {
    if (acknowledged >= endsAtNumber || silence.isOver(nowNanos)) {
      end = rejection;
    }
  }

  /** Whether the numbers run out in either direction. */
  private boolean isWornOut() {
    return acknowledged + carried.size() >= framesMax || highestNumberReceived >= framesMax;
  }

  /** The unacknowledged frame with a number; null when there is none. */
  private @Nullable Outgoing carriedAt(long number) {
    Iterator<Outgoing> oldestFirst = carried.iterator();
    for (long at = acknowledged; oldestFirst.hasNext(); at++) {
      Outgoing outgoing = oldestFirst.next();
      if (at == number) {
        return outgoing;
      }
    }
    return null;
  }
}
