package org.chappe.client.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
import org.chappe.wire.Frame;
import org.chappe.wire.Stamp;
import org.jspecify.annotations.Nullable;

/**
 * Numbered messages that the home has not acknowledged: those that wait here for a place in the session, and a count of
 * those that are in it. Each part of a long text is a message.
 */
final class Outbox {

  /** Messages unacknowledged at most, waiting or in the session. */
  static final int MESSAGES_MAX = 1_024;

  private final ClientId source;
  private final Numbering numbering;
  private final Deque<Outgoing> waiting = new ArrayDeque<>();
  private int unacknowledged;
  private long full;

  Outbox(ClientId source, Numbering numbering) {
    this.source = source;
    this.numbering = numbering;
  }

  /** Whether so many messages more can be taken; counts when not. */
  boolean hasRoom(int messages) {
    boolean fits = unacknowledged + messages <= MESSAGES_MAX;
    full += fits ? 0 : 1;
    return fits;
  }

  /** Numbers the parts of a text and queues them; only when there is room. */
  Submission add(ClientOrder.Send order, List<Payload> parts) {
    MessageId first = numbering.next(order.destination(), parts.size());
    Submission submission = new Submission(
        order.token(), order.destination(), first, parts, order.until(), order.lifeSeconds());
    if (!order.inHistory()) {
      submission.leaveOutOfHistory();
    }
    queue(submission);
    return submission;
  }

  /** Queues those parts that aren't accepted yet, under the numbers that they have; only when there is room. */
  void queue(Submission submission) {
    if (unacknowledged + submission.parts() - submission.count(Stage.ACCEPTED) > MESSAGES_MAX) {
      throw new IllegalStateException("the outbox is full");
    }
    for (int k = 1; k <= submission.parts(); k++) {
      if (!submission.has(k, Stage.ACCEPTED)) {
        Message message = submission.message(source, k);
        waiting.add(new Outgoing(submission, new Frame.Send(Stamp.unnumbered(), message, "")));
        unacknowledged++;
      }
    }
  }

  /** The next message for the session; null when none waits, or while it isn't written down. */
  @Nullable Outgoing poll() {
    Outgoing next = head();
    return next == null || !next.whole().isWritten() ? null : waiting.remove();
  }

  /** The next message, whether it is written down or not, to refuse it; null when none waits. */
  @Nullable Outgoing pollAny() {
    return head() == null ? null : waiting.remove();
  }

  /** Whether nothing waits, not even to be written down. */
  boolean isEmpty() {
    return head() == null;
  }

  /** The first that waits, once what was given up is gone. */
  private @Nullable Outgoing head() {
    Outgoing next = waiting.peek();
    while (next != null && next.whole().isDead()) {
      waiting.remove();
      done();
      next = waiting.peek();
    }
    return next;
  }

  /** Puts back what a lost session held, oldest first, in front of all that waits. */
  void putBack(Deque<Outgoing> sends) {
    Iterator<Outgoing> newestFirst = sends.descendingIterator();
    while (newestFirst.hasNext()) {
      waiting.addFirst(newestFirst.next());
    }
  }

  /** A message that was polled is done with, one way or the other. */
  void done() {
    unacknowledged--;
  }

  /** Submissions not taken for want of room. */
  long full() {
    return full;
  }

  long destinationsForgotten() {
    return numbering.forgotten();
  }
}
