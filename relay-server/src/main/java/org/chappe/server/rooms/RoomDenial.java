package org.chappe.server.rooms;

import java.util.Locale;

/** Why a room doesn't do what it is asked. Programs go by the word that is the name in small letters. */
enum RoomDenial {
  /** There is no such command. */
  PARAM,
  /** Only members may. */
  MEMBER,
  /** Only the founder may. */
  FOUNDER,
  /** There is no room for one more. */
  FULL,
  /** Nothing waits in the queue. */
  EMPTY,
  /** Items would be lost. */
  ITEMS;

  /** How it stands in an answer. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
