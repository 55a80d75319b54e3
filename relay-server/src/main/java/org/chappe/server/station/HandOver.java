package org.chappe.server.station;

import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
import org.chappe.model.Receipt;
import org.chappe.model.Via;

/** What becomes of messages that are another relay's: they go, and their senders hear of it. */
final class HandOver implements HandedMail.Settled {

  private final Mailbox mailbox;
  private final StoredNotice notice;
  private final SeenNumbers seen;
  private final MailRoom room;
  private long firstHandedAtNanos = -1;

  HandOver(Mailbox mailbox, StoredNotice notice, SeenNumbers seen, MailRoom room) {
    this.mailbox = mailbox;
    this.notice = notice;
    this.seen = seen;
    this.room = room;
  }

  @Override
  public void settled(HandedMail.Entry entry) {
    if (firstHandedAtNanos < 0 && !entry.isRepeated()) {
      firstHandedAtNanos = entry.handedAtNanos();
    }
    room.remove(mailbox, entry);
    if (notice.hasFailed()) {
      return; // it has ended, and doesn't come back
    }
    seen.remove(notice, entry.number());
    if (entry.isStoredTold()) {
      room.tell(about(entry.number()), Receipt.STORED);
    }
  }

  /** What a receipt needs to know of the message. */
  private Message about(long number) {
    return new Message(
        notice.source(),
        notice.destination(),
        new MessageId(notice.epoch(), number),
        null,
        Message.UNLIMITED,
        Message.NOBODY,
        Message.UNLIMITED,
        Receipt.WANTED,
        Via.DIRECT,
        null,
        Payload.EMPTY);
  }

  /** When the first of them was handed on, or −1 if none of them was, or more than once. */
  long firstHandedAtNanos() {
    return firstHandedAtNanos;
  }
}
