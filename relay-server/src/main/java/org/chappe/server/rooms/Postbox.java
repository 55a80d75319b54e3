package org.chappe.server.rooms;

import org.chappe.model.ClientId;
import org.chappe.model.Message;

/** Where a room's mail goes. */
public interface Postbox {

  /** The age of the station in which it rests, in seconds: it goes on over restarts. */
  long ageSeconds();

  /** Whether a message for a client would be kept. */
  boolean hasRoomFor(ClientId recipient);

  /** Keeps a message, in the batch that is gathered; only where there is room. */
  void post(Message message);
}
