package org.chappe.server.cli;

import java.util.List;
import org.chappe.topology.HostPort;
import org.chappe.topology.Topology;

/**
 * How a relay that stands in no topology file comes into a line.
 *
 * @param relay its number, and where it listens
 * @param introducers members of the line that it asks, one after the other; at least one
 * @param takesOver whether it may take its number from a relay that is dead
 */
record JoinPlan(Topology.Relay relay, List<HostPort> introducers, boolean takesOver) {

  JoinPlan {
    introducers = List.copyOf(introducers);
  }
}
