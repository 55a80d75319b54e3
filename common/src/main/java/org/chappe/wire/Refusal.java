package org.chappe.wire;

import java.util.Locale;

/** Why a frame was refused: the value of {@code ;x}. */
public enum Refusal {
  /** Not a frame of the grammar. */
  PARSE,
  /** The text or the datagram is too long. */
  SIZE,
  /** A parameter is unknown, out of order or out of range. */
  PARAM,
  /** A protocol version that isn't spoken here. */
  VER,
  /** The proof of identity is wrong. */
  AUTH,
  /** The number or name belongs to another. */
  TAKEN,
  /** No such user. */
  NOUSER,
  /** The sender's or the mailbox's allowance is used up. */
  QUOTA,
  /** The store is full; draining goes on. */
  FULL,
  /** Too much at once; the same frame may be sent again later. */
  BUSY,
  /** The client is attached elsewhere. */
  MOVED,
  /** The relay can't reach enough of its group. */
  MINORITY,
  /** No such session here: shake hands again. */
  WHO;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** The word on the wire. */
  public String word() {
    return word;
  }
}
