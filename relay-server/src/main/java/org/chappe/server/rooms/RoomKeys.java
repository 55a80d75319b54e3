package org.chappe.server.rooms;

import org.chappe.model.ClientId;
import org.chappe.node.StoreKey;

/** Where a relay keeps its rooms in its store. */
final class RoomKeys {

  /** What a room is: (room, 0). */
  static final int ROOM = 16;

  /** Whom a room writes to, and under which numbers: (room, client). */
  static final int PERSON = 17;

  /** What waits in a queue, or is lent: (room, number of the item). */
  static final int ITEM = 18;

  /** Who has an item, or had it last: (room, number of the item). */
  static final int LENDING = 19;

  private RoomKeys() {}

  static StoreKey room(ClientId room) {
    return new StoreKey(ROOM, room.value(), 0);
  }

  static StoreKey person(ClientId room, ClientId client) {
    return new StoreKey(PERSON, room.value(), client.value());
  }

  static StoreKey item(ClientId room, long item) {
    return new StoreKey(ITEM, room.value(), item);
  }

  static StoreKey lending(ClientId room, long item) {
    return new StoreKey(LENDING, room.value(), item);
  }
}
