package org.chappe.server.node;

import org.chappe.model.ClientId;
import org.chappe.node.Effects;
import org.chappe.server.membership.MemberState;

/** What a relay tells the program that runs it. */
public sealed interface RelayReport extends Effects.Report {

  /** All lanes to a neighbour are up. */
  record NeighbourUp(int number) implements RelayReport {}

  /** A neighbour that was up can't be heard any more, or isn't one any more. */
  record NeighbourDown(int number) implements RelayReport {}

  /** Another relay of the line is in another state than before. */
  record MemberChanged(int number, MemberState state) implements RelayReport {}

  /** A client is at home here now. */
  record ClientAttached(ClientId client) implements RelayReport {}

  /** A client has been forgotten by its own wish. */
  record ClientTerminated(ClientId client) implements RelayReport {}

  /** How the relay is, because {@link RelayOrder.TellStatus} asked. */
  record Status(RelayStatus status) implements RelayReport {}
}
