package org.chappe.server.rooms;

import org.chappe.model.ClientId;
import org.chappe.model.Payload;
import org.chappe.model.RoomKind;

/**
 * What a room was founded as, and which numbers it gives.
 *
 * @param name with its prefix, which tells what kind of room it is
 * @param epoch in which those are numbered who are written to for the first time
 */
record Charter(ClientId founder, long epoch, String name) {

  private static final String MARK = "/";
  private static final int RADIX = 36;

  /** @throws IllegalArgumentException if that can't be a room's name */
  Charter {
    if (RoomKind.of(name) == null) {
      throw new IllegalArgumentException("no name of a room");
    }
  }

  RoomKind kind() {
    RoomKind kind = RoomKind.of(name);
    if (kind == null) {
      throw new IllegalStateException("a room without a kind");
    }
    return kind;
  }

  Charter withEpoch(long newEpoch) {
    return new Charter(founder, newEpoch, name);
  }

  /** {@code FOUNDER/EPOCH/NAME}, the epoch in base 36. */
  Payload encode() {
    return Payload.of(founder + MARK + Long.toString(epoch, RADIX) + MARK + name);
  }

  static Charter decode(Payload value) {
    String[] fields = value.text().split(MARK, 3);
    return new Charter(ClientId.parse(fields[0]), Long.parseLong(fields[1], RADIX), fields[2]);
  }
}
