package org.chappe.simulation;

import java.util.List;
import java.util.Map;
import org.chappe.node.Endpoint;
import org.chappe.server.chain.Line;
import org.chappe.server.node.Joining;
import org.chappe.server.node.RelayConfig;
import org.chappe.server.node.RelayNode;
import org.chappe.server.node.RelayReport;

/** A relay that comes to a line under a number that may be another's. */
final class Stranger {

  private Stranger() {}

  /**
   * Asks to be let in, from an address of its own.
   *
   * @param asked whom it asks
   * @return it dies when it is denied
   */
  static SimHost intrude(SimLine line, int number, int asked) {
    Simulation simulation = line.simulation();
    SimLine.Setup setup = line.setup();
    Endpoint place =
        Endpoint.ipv4(0x0A02_0000 + number, 7000 + simulation.hosts().size());
    RelayConfig config = new RelayConfig(
            new Line(number, List.of(number)),
            Map.of(number, place),
            1,
            line.config(number).incarnation(),
            setup.link(),
            setup.station(),
            setup.sessionsMax())
        .withJoining(Joining.newcomer(List.of(line.placeOf(asked)), false));
    SimHost host = simulation.addHost(
        "stranger " + number,
        place,
        new SimStore(simulation, 0),
        (store, random) -> new RelayNode(config, store.open(), random));
    host.effects().onReport((at, report) -> {
      if (report instanceof RelayReport.Denied) {
        at.retire();
      }
    });
    return host;
  }
}
