package org.chappe.client.session;

import java.util.function.BiConsumer;
import org.chappe.link.Link;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.node.Effects;
import org.chappe.wire.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Takes what the home hands out, in order and as far as the program allows: each message goes to the program once, a long
 * text once all its parts are there, and is settled at once. What isn't allowed yet stays unsettled in the link's window, so that the
 * home keeps it.
 *
 * <p>Receipts need no allowance, but one behind a message that isn't allowed yet can't be seen: the home hands out in the
 * order of the mailbox.
 */
final class Deliveries {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final ClientId recipient;
  private final MailRequests mail;
  private final BiConsumer<Message, Effects> receipts;
  private final Inbox inbox = new Inbox();
  private final Joiner joiner = new Joiner(part -> {});
  private long creditMessages;
  private long delivered;

  /** @param receipts gets each receipt, some more than once */
  Deliveries(
      ClientId recipient,
      long creditMessages,
      MailRequests mail,
      BiConsumer<Message, Effects> receipts) {
    this.receipts = receipts;
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
    while (next != null && !(isHeldUp() && next instanceof Frame.Send send && !isReceipt(send))) {
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
      if (isReceipt(send)) {
        receipts.accept(send.message(), effects);
      }
      Message whole = isReceipt(send) ? null : wholeIfNew(nowNanos, send.message());
      if (whole != null) {
        deliver(whole, effects);
      }
      mail.onMail(nowNanos, whole != null, effects);
    }
  }

  private static boolean isReceipt(Frame.Send send) {
    return switch (send.message().receipt()) {
      case NONE, WANTED -> false;
      case STORED, DELIVERED, EXPIRED, FAILED -> true;
    };
  }

  /** The message, or the long text that it completes; null when it came before, or parts are missing. */
  private @Nullable Message wholeIfNew(long nowNanos, Message message) {
    if (!inbox.isNew(message)) {
      return null;
    }
    if (message.part() == null || message.id() == null) {
      return message;
    }
    long nowSeconds = nowNanos / NANOS_PER_SECOND;
    joiner.dropOverdue(nowSeconds);
    return joiner.add(message, nowSeconds);
  }

  private void deliver(Message message, Effects effects) {
    if (creditMessages != ClientConfig.UNLIMITED) {
      creditMessages--;
    }
    delivered++;
    effects.deliver(message);
  }

  long delivered() {
    return delivered;
  }

  Inbox inbox() {
    return inbox;
  }

  Joiner joiner() {
    return joiner;
  }
}
