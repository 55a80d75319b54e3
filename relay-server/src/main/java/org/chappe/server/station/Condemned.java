package org.chappe.server.station;

import org.chappe.model.ClientId;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a mailbox is to be ended, as its owner's account was deleted.
 *
 * @param below what has a lower number; 0 for nothing
 * @param heir who is told the bad news in it; null for nobody
 */
record Condemned(long below, @Nullable Heir heir) {

  static final Condemned NOTHING = new Condemned(0, null);

  private static final int FIELDS = 3;

  /** How it stands in the store: {@code BELOW}, or {@code BELOW OWNER BORN}. */
  String text() {
    return heir == null ? Long.toString(below) : below + " " + heir.owner() + " " + heir.born();
  }

  /** Reads what {@link #text} has written. */
  static Condemned read(String text) {
    String[] fields = text.split(" ", -1);
    Heir heir = fields.length == FIELDS
        ? new Heir(ClientId.parse(fields[1]), Long.parseLong(fields[2]))
        : null;
    return new Condemned(Long.parseLong(fields[0]), heir);
  }
}
