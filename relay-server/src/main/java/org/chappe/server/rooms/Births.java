package org.chappe.server.rooms;

import org.chappe.model.ClientId;

/** Knows whose IDs are theirs. */
@FunctionalInterface
public interface Births {

  /** No account. */
  long NONE = 0;

  /** What tells a client's account from another one of the same ID, earlier or later; {@link #NONE} when it has none. */
  long birthOf(ClientId client);
}
