package org.chappe.model;

/** How a message came to be for its recipient, if not written to them alone. Relays say so; clients can't. */
public enum Via {
  /** Its writer wrote it to its recipient. */
  DIRECT,
  /** Its writer wrote it to all who are there. */
  BROADCAST,
  /** Its source is a group or a queue, which passes on what another wrote. */
  ROOM,
  /** Its source is a group or a queue, which answers what its recipient asked. */
  ROOM_ANSWER
}
