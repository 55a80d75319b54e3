package org.chappe.client.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.Payload;
import org.chappe.model.Receipt;
import org.chappe.wire.Frame;
import org.chappe.wire.Stamp;
import org.jspecify.annotations.Nullable;

/**
 * Numbered messages that the home has not acknowledged: those that wait here for a place in the session, and a count of
 * those that are in it.
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

  /** Numbers a message and queues it; false, and nothing changed but a count, when there is no room. */
  boolean add(long token, ClientId destination, Payload text) {
    if (unacknowledged == MESSAGES_MAX) {
      full++;
      return false;
    }
    Message message = new Message(
        source,
        destination,
        numbering.next(destination),
        null,
        Message.UNLIMITED,
        Message.NOBODY,
        Message.UNLIMITED,
        Receipt.NONE,
        null,
        text);
    waiting.add(new Outgoing(token, new Frame.Send(Stamp.unnumbered(), message, "")));
    unacknowledged++;
    return true;
  }

  /** The next message for the session; null when none waits. */
  @Nullable Outgoing poll() {
    return waiting.poll();
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

  boolean isEmpty() {
    return unacknowledged == 0;
  }

  /** Messages not taken for want of room. */
  long full() {
    return full;
  }

  long destinationsForgotten() {
    return numbering.forgotten();
  }
}
