package org.chappe.server.node;

import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.server.rooms.Postbox;
import org.chappe.server.station.OwnMail;

/** What rooms write is mail of this relay's station. */
record RoomPostbox(OwnMail mail) implements Postbox {

  @Override
  public long ageSeconds() {
    return mail.ageSeconds();
  }

  @Override
  public boolean hasRoomFor(ClientId recipient) {
    return mail.hasRoomFor(recipient);
  }

  @Override
  public void post(Message message) {
    mail.post(message);
  }
}
