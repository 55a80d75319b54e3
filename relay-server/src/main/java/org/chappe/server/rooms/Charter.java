package org.chappe.server.rooms;

import org.chappe.model.ClientId;
import org.chappe.model.Payload;
import org.chappe.model.RoomKind;

/**
 * What a room was founded as, and which numbers it gives.
 *
 * @param birth of the founder's account; {@link Births#NONE} where it had none, so that anybody may have the ID later
 * @param name with its prefix, which tells what kind of room it is
 * @param epoch in which those are numbered who are written to for the first time
 */
record Charter(ClientId founder, long birth, long epoch, String name) {

  private static final String MARK = "/";
  private static final String DOT = ".";
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
    return new Charter(founder, birth, newEpoch, name);
  }

  boolean isFoundedWithoutAccount() {
    return birth == Births.NONE;
  }

  /** {@code FOUNDER.BIRTH/EPOCH/NAME}, the numbers in base 36. */
  Payload encode() {
    String born = isFoundedWithoutAccount() ? "" : DOT + Long.toString(birth, RADIX);
    return Payload.of(founder + born + MARK + Long.toString(epoch, RADIX) + MARK + name);
  }

  static Charter decode(Payload value) {
    String[] fields = value.text().split(MARK, 3);
    int dot = fields[0].indexOf(DOT);
    String id = dot < 0 ? fields[0] : fields[0].substring(0, dot);
    long birth = dot < 0 ? Births.NONE : Long.parseLong(fields[0].substring(dot + 1), RADIX);
    return new Charter(ClientId.parse(id), birth, Long.parseLong(fields[1], RADIX), fields[2]);
  }
}
