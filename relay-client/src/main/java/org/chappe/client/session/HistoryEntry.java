package org.chappe.client.session;

import org.chappe.model.Payload;

/** A text in a client's journal, in one direction or the other. */
public sealed interface HistoryEntry permits JournalEntry, SentText {

  /** When it came or was sent, in milliseconds since 1970, by a wall clock that was read when the client began. */
  long millis();

  /** The text, of several parts the whole if they are there. */
  Payload text();
}
