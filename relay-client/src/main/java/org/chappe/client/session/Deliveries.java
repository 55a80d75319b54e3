package org.chappe.client.session;

import org.chappe.link.Link;
import org.chappe.model.ClientId;
import org.chappe.node.Effects;
import org.chappe.wire.Frame;

/**
 * Takes what the home hands out, in order and as far as the program allows: each message goes to the program once and is
 * settled at once. What isn't allowed yet stays unsettled in the link's window, so that the home keeps it.
 */
final class Deliveries {

  private final ClientId recipient;
  private final MailRequests mail;
  private final Inbox inbox = new Inbox();
  private long creditMessages;
  private long delivered;

  Deliveries(ClientId recipient, long creditMessages, MailRequests mail) {
    this.recipient = recipient;
    this.creditMessages = creditMessages;
    this.mail = mail;
  }

  /** Allows that many messages more. */
  void allow(long messages) {
    creditMessages += Math.min(messages, ClientConfig.UNLIMITED - creditMessages);
  }

  /** Allows nothing any more. */
  void hold() {
    creditMessages = 0;
  }

  /** Whether the program allows no message now. */
  boolean isHeldUp() {
    return creditMessages == 0;
  }

  /** Takes frames as far as they stand in line and the program allows. */
  void takeInOrder(long nowNanos, Link link, Effects effects) {
    Frame next = link.peek();
    while (next != null && !(isHeldUp() && next instanceof Frame.Send)) {
      long number = next.stamp().number();
      link.take();
      onInOrder(nowNanos, next, effects);
      link.settle(number);
      next = link.peek();
    }
  }

  private void onInOrder(long nowNanos, Frame frame, Effects effects) {
    if (frame instanceof Frame.Get get) {
      mail.onAnswer(nowNanos, get.payload(), effects);
    } else if (frame instanceof Frame.Send send && send.destination().equals(recipient)) {
      boolean isNew = inbox.isNew(send.message());
      if (isNew) {
        deliver(send, effects);
      }
      mail.onMail(nowNanos, isNew, effects);
    }
  }

  private void deliver(Frame.Send send, Effects effects) {
    if (creditMessages != ClientConfig.UNLIMITED) {
      creditMessages--;
    }
    delivered++;
    effects.deliver(send.message());
  }

  long delivered() {
    return delivered;
  }

  Inbox inbox() {
    return inbox;
  }
}
