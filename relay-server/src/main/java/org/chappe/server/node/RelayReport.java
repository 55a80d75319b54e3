package org.chappe.server.node;

import org.chappe.model.ClientId;
import org.chappe.node.Effects;

/** What a relay tells the program that runs it. */
public sealed interface RelayReport extends Effects.Report {

  /** All lanes to a neighbour are up. */
  record NeighbourUp(int number) implements RelayReport {}

  /** A client is at home here now. */
  record ClientAttached(ClientId client) implements RelayReport {}

  /** A client has been forgotten by its own wish. */
  record ClientTerminated(ClientId client) implements RelayReport {}
}
