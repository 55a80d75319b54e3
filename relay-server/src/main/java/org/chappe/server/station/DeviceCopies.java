package org.chappe.server.station;

import java.util.function.Consumer;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.Receipt;

/** What was seen at a station of copies for devices: which device has its own, of which messages nobody is to see one any more, and how they have ended. */
public final class DeviceCopies {

  private final SeenNumbers seen;
  private final Admission admission;
  private Consumer<Message> again = copy -> {};
  private long ended;
  private long voided;

  DeviceCopies(SeenNumbers seen, Admission admission) {
    this.seen = seen;
    this.admission = admission;
  }

  /** Whether a message, or a copy of it, was seen here to be with one of its recipient's devices. */
  public boolean isTaken(Message message) {
    return seen.contains(message.as(Receipt.TAKEN));
  }

  /** Whether the message that a copy is of was seen here to have expired. */
  public boolean isVoid(Message copy) {
    return seen.contains(copy.as(Receipt.VOID));
  }

  /** A copy is with its device. */
  public void noteTaken(Message copy) {
    seen.add(copy.as(Receipt.TAKEN));
  }

  /** Somebody hears of copies that come again though their device has them. */
  public void onAgain(Consumer<Message> observer) {
    again = observer;
  }

  /** A message came that was here before. */
  void cameAgain(Message message) {
    if (message.receipt() == Receipt.COPY && isTaken(message)) {
      again.accept(message);
    }
  }

  /** Bad news for an owner is with the devices; it may come back, should they be removed before they have fetched it. */
  public void entrusted(Message receipt) {
    if (receipt.receipt().isBadEnd()) {
      seen.remove(receipt);
    }
  }

  /** A copy has gone before its device had fetched it: its life has ended, or its device was removed. */
  void hasEnded(Message copy) {
    if (isVoid(copy)) {
      voided++;
    } else {
      ended++;
    }
  }

  /** Whether so many receipts wait for a device that it has to fetch some before more is taken from it. */
  public boolean owesFetching(ClientId device) {
    return admission.owesFetching(device);
  }

  /** Copies that came from other relays and found a full mailbox. */
  public long dropped() {
    return admission.copiesDropped();
  }

  /** Copies that went before they were fetched and would not have been handed out, as the message had expired elsewhere. */
  public long voided() {
    return voided;
  }

  /** Copies that their device hadn't fetched when their life ended here, or when it was removed. */
  public long ended() {
    return ended;
  }
}
