package org.chappe.simulation;

import org.chappe.model.ClientId;
import org.chappe.model.Payload;

/** A user with a client, as scenarios see it. It tells the {@link Ledger} what it writes, learns and is shown. */
interface SimClient {

  ClientId id();

  SimHost host();

  /** Writes a text that this user has never written to this destination before. */
  void write(ClientId destination, Payload text);

  /** Asks for what waits. */
  void poll();
}
