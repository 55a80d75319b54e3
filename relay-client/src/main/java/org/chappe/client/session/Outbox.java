package org.chappe.client.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.Part;
import org.chappe.model.Payload;
import org.chappe.model.Receipt;
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

  Outbox(ClientId source, long epoch) {
    this.source = source;
    this.numbering = new Numbering(epoch);
  }

  /** Whether so many messages more can be taken; counts when not. */
  boolean hasRoom(int messages) {
    boolean fits = unacknowledged + messages <= MESSAGES_MAX;
    full += fits ? 0 : 1;
    return fits;
  }

  /** Numbers the parts of a text and queues them; only when there is room. */
  Submission add(ClientOrder.Send order, List<Payload> parts) {
    if (unacknowledged + parts.size() > MESSAGES_MAX) {
      throw new IllegalStateException("the outbox is full");
    }
    Submission submission = new Submission(
        order.token(),
        order.destination(),
        numbering.next(order.destination(), parts.size()),
        parts.size(),
        order.until());
    for (int k = 1; k <= parts.size(); k++) {
      Message message = message(submission, k, parts.get(k - 1), order.lifeSeconds());
      waiting.add(new Outgoing(submission, new Frame.Send(Stamp.unnumbered(), message, "")));
    }
    unacknowledged += parts.size();
    return submission;
  }

  private Message message(Submission submission, int k, Payload text, long lifeSeconds) {
    return new Message(
        source,
        submission.destination(),
        submission.idOf(k),
        submission.parts() == 1 ? null : new Part(k, submission.parts()),
        Message.UNLIMITED,
        Message.NOBODY,
        lifeSeconds,
        submission.wantsReceipts() ? Receipt.WANTED : Receipt.NONE,
        null,
        text);
  }

  /** The next message for the session; null when none waits. What was given up is left out. */
  @Nullable Outgoing poll() {
    Outgoing next = waiting.poll();
    while (next != null && next.whole().isDead()) {
      done();
      next = waiting.poll();
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
