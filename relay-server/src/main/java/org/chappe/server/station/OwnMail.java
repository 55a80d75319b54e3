package org.chappe.server.station;

import org.chappe.model.ClientId;
import org.chappe.model.Message;

/** Mail that is written at this relay itself. It finds as much room in mailboxes as what neighbours bring. */
public final class OwnMail {

  private final Admission admission;
  private final MailRoom room;

  OwnMail(Admission admission, MailRoom room) {
    this.admission = admission;
    this.room = room;
  }

  /** Whether a message would find room in its recipient's mailbox. */
  public boolean hasRoomFor(ClientId recipient) {
    return admission.mayPost(recipient);
  }

  /** The age of the station, in seconds. */
  public long ageSeconds() {
    return room.ageSeconds();
  }

  /** Whether there is room for one message that goes to many: a quarter of the station is left to what is written to somebody. */
  public boolean hasRoomForMany() {
    return admission.hasRoomForMany();
  }

  /** The same for a receipt: it takes the place of what it speaks of. Nothing happens where it is here already, or can be done without and finds no room. */
  public void tell(Message receipt) {
    room.keepReceipt(receipt);
  }

  /** Keeps a new message, together with what else is in the next batch; only where there is room. */
  public void post(Message message) {
    room.keep(message);
  }
}
