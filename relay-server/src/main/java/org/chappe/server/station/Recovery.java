package org.chappe.server.station;

import org.chappe.model.ClientId;
import org.chappe.model.Payload;
import org.chappe.node.StoreKey;
import org.chappe.store.Store;
import org.jspecify.annotations.Nullable;

/** Finds all mail that is in a store, a slice at a time, and the mailboxes that it is in. */
final class Recovery {

  /** Records that are read at once. */
  static final int SLICE_RECORDS = 1_000;

  private final Store store;
  private final Mailboxes mailboxes;
  private final Expiry expiry;
  private final MailRoom room;
  private final MailCodec codec = new MailCodec();
  private @Nullable StoreKey next = new StoreKey(StationKeys.MAIL, 0, 0);
  private int read;

  Recovery(Store store, Mailboxes mailboxes, Expiry expiry, MailRoom room) {
    this.store = store;
    this.mailboxes = mailboxes;
    this.expiry = expiry;
    this.room = room;
  }

  /** Reads the next slice; whether there was one. */
  boolean goOn() {
    StoreKey from = next;
    if (from == null) {
      return false;
    }
    next = null;
    read = 0;
    store.scan(from, SLICE_RECORDS, this::visit);
    return true;
  }

  private void visit(StoreKey key, Payload value) {
    read++;
    if (key.space() == StationKeys.MAIL) {
      found(key, value);
      next = read < SLICE_RECORDS
          ? null
          : new StoreKey(StationKeys.MAIL, key.major(), key.minor() + 1);
    }
  }

  private void found(StoreKey key, Payload value) {
    Mailbox mailbox = mailboxes.of(new ClientId(key.major()));
    mailbox.recovered(key.minor());
    expiry.note(mailbox, codec.expiry(value));
    room.count(mailbox, MailCodec.isReceipt(value), MailCodec.bytes(value));
  }
}
