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

  /** It belongs to the line now, which has agreed on these settings. */
  record Joined(LineSettings settings) implements RelayReport {}

  /** It isn't let into the line yet, and goes on asking. */
  record NotLetIn(String words) implements RelayReport {}

  /** It isn't let into the line, or doesn't belong to it any more, and does nothing from now on. */
  record Denied(String words) implements RelayReport {}

  /** It is leaving: so many clients are still attached, so many messages and receipts wait to be handed over. */
  record Leaving(int clients, long messages) implements RelayReport {}

  /** It has left the line, holds nothing, and does nothing from now on. */
  record Left() implements RelayReport {}

  /** It can't leave, as so many messages and receipts can't be handed over, and serves its clients again. */
  record Stayed(long messages) implements RelayReport {}

  /** A client is at home here now. */
  record ClientAttached(ClientId client) implements RelayReport {}

  /** A client has been forgotten by its own wish. */
  record ClientTerminated(ClientId client) implements RelayReport {}

  /** How the relay is, because {@link RelayOrder.TellStatus} asked. */
  record Status(RelayStatus status) implements RelayReport {}
}
