package org.chappe.server.cli;

import java.util.List;
import org.chappe.topology.Topology;

/** Where node, store, driver and socket of a relay are put together. */
final class RelayAssembly implements RelayStarter {

  @Override
  public RunningRelay start(Topology topology, Topology.Relay relay, List<String> impairments) {
    throw new UnsupportedOperationException();
  }
}
