package org.chappe.server.rooms;

import org.chappe.model.ClientId;
import org.chappe.node.StoreKey;

/** Where a relay keeps its rooms in its store. */
final class RoomKeys {

  /** What a room is: (room, 0). */
  static final int ROOM = 16;

  /** Whom a room writes to, and under which numbers: (room, client). */
  static final int PERSON = 17;

  private RoomKeys() {}

  static StoreKey room(ClientId room) {
    return new StoreKey(ROOM, room.value(), 0);
  }

  static StoreKey person(ClientId room, ClientId client) {
    return new StoreKey(PERSON, room.value(), client.value());
  }
}
