package org.chappe.server.node;

import java.util.List;
import org.chappe.node.Endpoint;
import org.chappe.server.membership.JoinPolicy;

/**
 * How relays come into the line while it runs: whom this one lets in, and whom it asks itself.
 *
 * @param policy whom it lets in that isn't in its topology file
 * @param padBytes what newcomers are to pad frames between relays to, 0 for none, at most 256
 * @param introducers members that it asks to be let in, in this order; none if it stands in a topology file
 * @param takesOver whether it may take its number from a relay that is dead
 */
public record Joining(
    JoinPolicy policy, int padBytes, List<Endpoint> introducers, boolean takesOver) {

  /** The line is what the topology file says, and nobody joins. */
  static final Joining NEVER = new Joining(JoinPolicy.CLOSED, 0, List.of(), false);

  /** @throws IllegalArgumentException if the padding is out of its range */
  public Joining {
    introducers = List.copyOf(introducers);
    LineSettings.checkPadding(padBytes);
  }

  /** A relay of a topology file. */
  public static Joining listed(JoinPolicy policy, int padBytes) {
    return new Joining(policy, padBytes, List.of(), false);
  }

  /** A relay that knows nothing of the line but whom to ask; what it needs to know it is told. */
  public static Joining newcomer(List<Endpoint> introducers, boolean takesOver) {
    return new Joining(JoinPolicy.CLOSED, 0, introducers, takesOver);
  }

  /** Whether it belongs to the line only once somebody has let it in. */
  boolean isNewcomer() {
    return !introducers.isEmpty();
  }
}
