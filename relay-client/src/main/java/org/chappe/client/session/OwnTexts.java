package org.chappe.client.session;

import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Receipt;
import org.chappe.model.Via;
import org.jspecify.annotations.Nullable;

/**
 * What was sent and isn't under way here any more, or was never: other devices of the same owner have sent it. Theirs is shown once, when it is complete, and kept
 * with what was sent from here. What becomes of any of it is written there, too.
 *
 * <p>Receipts may come before the text that they speak of, and for some of its parts only: what they say together is what the {@link Inbox} remembers
 * of them.
 */
final class OwnTexts {

  private final @Nullable ClientId owner;
  private final Inbox inbox;
  private final SentHistory sent;

  OwnTexts(ClientConfig config, Inbox inbox, SentHistory sent) {
    this.owner = config.owner();
    this.inbox = inbox;
    this.sent = sent;
  }

  static boolean isOne(Message message) {
    return message.receipt() == Receipt.OWN;
  }

  /** Whether a message is for whom the client is, rather than for the client: neither a receipt nor a word between relays. */
  static boolean isMail(Message message) {
    return isOne(message) || !message.receipt().isReceipt();
  }

  /** A message that came, as it is meant: what the owner has written to all comes as it does to everybody. */
  Message read(Message message) {
    boolean isOwn = message.via() == Via.BROADCAST && message.source().equals(owner);
    return isOwn ? message.as(Receipt.OWN) : message;
  }

  /** A text is complete: one of another device is now among what was sent. After a crash it may be there already, as nobody knows whether it was shown. */
  void complete(long millis, LongTexts.Whole whole) {
    Message text = whole.text();
    MessageId id = text.id();
    if (!isOne(text) || id == null) {
      return;
    }
    ClientId recipient = text.via() == Via.BROADCAST ? ClientId.EVERYONE : text.source();
    if (sent.find(recipient, id) == null) {
      int parts = whole.numbers().size();
      SentState heard = heard(recipient, id, parts);
      SentState state = heard == null ? SentState.ACCEPTED : heard;
      sent.put(new SentText(sent.takeNumber(), millis, recipient, id, parts, state, text.text()));
    }
  }

  /** A receipt came for what isn't under way here. */
  void onReceipt(Message receipt) {
    MessageId id = receipt.id();
    SentText text = id == null ? null : sent.find(receipt.source(), id);
    if (text == null || text.state() == SentState.DELIVERED) {
      return;
    }
    SentState heard = heard(text.destination(), text.id(), text.parts());
    if (heard != null && heard != text.state()) {
      sent.put(text.in(heard));
    }
  }

  /** What all receipts say together that have come for the parts of a text; null for nothing. */
  private @Nullable SentState heard(ClientId recipient, MessageId first, int parts) {
    int stored = 0;
    int delivered = 0;
    SentState badEnd = null;
    for (int k = 0; k < parts; k++) {
      MessageId id = new MessageId(first.epoch(), first.n() + k);
      if (inbox.hasCome(Receipt.DELIVERED, recipient, id)) {
        delivered++;
      } else if (inbox.hasCome(Receipt.EXPIRED, recipient, id)) {
        badEnd = SentState.EXPIRED;
      } else if (inbox.hasCome(Receipt.FAILED, recipient, id)) {
        badEnd = SentState.FAILED;
      } else if (inbox.hasCome(Receipt.STORED, recipient, id)) {
        stored++;
      }
    }
    if (delivered == parts || badEnd != null) {
      return badEnd == null ? SentState.DELIVERED : badEnd;
    }
    return stored + delivered == parts ? SentState.STORED : null;
  }
}
