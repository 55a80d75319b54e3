package org.chappe.simulation;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.chappe.model.ClientId;

/** A text that was written to a room, and what became of it. */
final class RoomText {

  /** What its writer was told in the end. */
  enum End {
    NONE,
    /** The room has taken it. */
    TAKEN,
    /** The room doesn't want it. */
    REFUSED
  }

  final ClientId writer;
  final ClientId room;
  final String text;

  /** Who knew to be a member when it was written, and hasn't asked to be none since: they get it. */
  final Set<ClientId> readers = new LinkedHashSet<>();

  /** The place in the reader's journal under which each was shown it. */
  final Map<ClientId, Long> shown = new LinkedHashMap<>();

  End end = End.NONE;

  RoomText(ClientId writer, ClientId room, String text) {
    this.writer = writer;
    this.room = room;
    this.text = text;
  }

  /** Who is shown it. */
  Set<ClientId> shownTo() {
    return shown.keySet();
  }

  @Override
  public String toString() {
    return writer + " -> " + room + " \"" + text + "\"";
  }
}
