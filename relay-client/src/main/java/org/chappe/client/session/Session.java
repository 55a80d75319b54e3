package org.chappe.client.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.Consumer;
import org.chappe.link.Link;
import org.chappe.node.Node;
import org.chappe.node.Verdict;
import org.chappe.wire.Frame;
import org.chappe.wire.Stamp;
import org.jspecify.annotations.Nullable;

/** A link together with what it carries, so that each acknowledgement or refusal finds its order. */
final class Session {

  /**
   * Frames in one direction after which a session is replaced by a new one: a window short of the last lap.
   */
  static final long FRAMES_MAX = 167_000_000L;

  /**
   * Probe timeouts in a row after which the home is taken to have gone: at 30 % loss each way a live one stays silent so
   * long in one of some 200 outages, and then a new handshake does no harm.
   */
  static final int TIMEOUTS_MAX = 8;

  private static final long NOTHING = -1;

  private final Link link;
  private final Patience patience;
  private final long framesMax;
  private final Deque<Outgoing> carried = new ArrayDeque<>();
  private long acknowledged;
  private long highestNumberReceived;
  private int timeoutsForgiven;
  private long refusedNumber = NOTHING;
  private long endsAtNumber = Long.MAX_VALUE;
  private boolean terminateCarried;
  private boolean terminateAcknowledged;

  Session(Link link, Patience patience, long framesMax) {
    this.link = link;
    this.patience = patience;
    this.framesMax = framesMax;
  }

  Link link() {
    return link;
  }

  /** Whether a stamp is of this session and has a number. */
  boolean owns(Stamp stamp) {
    return stamp.isNumbered() && stamp.session() == link.name().session();
  }

  /** Whether the numbers run out in either direction. */
  boolean isWornOut() {
    return acknowledged + carried.size() >= framesMax || highestNumberReceived >= framesMax;
  }

  /** Whether the home has been silent too long. */
  boolean isSilent() {
    timeoutsForgiven = Math.min(timeoutsForgiven, link.timeoutsInARow());
    return link.timeoutsInARow() - timeoutsForgiven >= TIMEOUTS_MAX;
  }

  /** The home refused a frame for now: not what the link wants to hear, but a sign of life. */
  void onRefusedForNow(long nowNanos, long number) {
    timeoutsForgiven = link.timeoutsInARow();
    patience.refused(nowNanos);
    if (refusedNumber == NOTHING) {
      refusedNumber = number;
    }
  }

  /**
   * The home will take no frame from this number on. Those before it may have been taken, and are repeated until it says
   * which of the two is true of them.
   */
  void endAt(long number) {
    endsAtNumber = Math.min(endsAtNumber, number);
  }

  /** Whether the home takes nothing any more, and what it took before is known. */
  boolean isEnded() {
    return acknowledged >= endsAtNumber;
  }

  /** Whether the home refuses a message for now, so that what comes after it has to wait. */
  boolean isRefusedForNow() {
    return refusedNumber != NOTHING;
  }

  /** When {@link #overdue} has a frame to give up. */
  long giveUpDeadline() {
    return refusedNumber == NOTHING ? Node.NEVER : patience.endsNanos();
  }

  /** The frame that was refused for now for too long; null when there is none. */
  @Nullable Outgoing overdue(long nowNanos) {
    return giveUpDeadline() <= nowNanos ? carriedAt(refusedNumber) : null;
  }

  boolean hasRoom() {
    return link.room() > 0 && endsAtNumber == Long.MAX_VALUE;
  }

  /** Takes a frame for the way; only when there is room. */
  void offer(Outgoing outgoing) {
    if (!link.offer(outgoing.frame())) {
      throw new IllegalStateException("the link has room and takes no frame");
    }
    carried.add(outgoing);
    terminateCarried |= outgoing.frame() instanceof Frame.Terminate;
  }

  /** Takes an acknowledgement; each message that it newly covers goes to {@code accepted}, oldest first. */
  Verdict acknowledge(long nowNanos, Frame.Ack ack, Consumer<Outgoing> accepted) {
    Verdict verdict =
        link.acknowledge(nowNanos, ack, frame -> onAcknowledged(carried.remove(), accepted));
    if (refusedNumber != NOTHING) {
      patience.refused(nowNanos);
    }
    return verdict;
  }

  private void onAcknowledged(Outgoing outgoing, Consumer<Outgoing> accepted) {
    acknowledged++;
    if (acknowledged > refusedNumber) {
      refusedNumber = NOTHING;
    }
    terminateAcknowledged |= outgoing.frame() instanceof Frame.Terminate;
    if (outgoing.isSend()) {
      patience.accepted();
      accepted.accept(outgoing);
    }
  }

  /** Whether the goodbye is under way, so that nothing may follow it. */
  boolean isTerminateCarried() {
    return terminateCarried;
  }

  boolean isTerminateAcknowledged() {
    return terminateAcknowledged;
  }

  /** The unacknowledged frame with a number; null when there is none. */
  @Nullable Outgoing carriedAt(long number) {
    Iterator<Outgoing> oldestFirst = carried.iterator();
    for (long at = acknowledged; oldestFirst.hasNext(); at++) {
      Outgoing outgoing = oldestFirst.next();
      if (at == number) {
        return outgoing;
      }
    }
    return null;
  }

  /** Takes a frame out, so that {@link #unacknowledgedSends} leaves it behind; the link must not be used any more. */
  void abandon(Outgoing outgoing) {
    carried.remove(outgoing);
  }

  /** The messages that a new session has to carry, oldest first. */
  Deque<Outgoing> unacknowledgedSends() {
    carried.removeIf(outgoing -> !outgoing.isSend());
    return carried;
  }

  /** Takes a numbered frame into the window. */
  Verdict receive(long nowNanos, Frame frame) {
    Verdict verdict = link.receive(nowNanos, frame);
    if (verdict == Verdict.ACCEPTED) {
      highestNumberReceived = Math.max(highestNumberReceived, frame.stamp().number());
    }
    return verdict;
  }
}
