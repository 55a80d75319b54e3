package org.chappe.server.cli;

import java.nio.file.Path;
import java.util.List;
import org.chappe.model.RelayNumber;
import org.chappe.topology.Topology;
import org.chappe.topology.Topology.Relay;
import org.chappe.topology.TopologyProblem;
import org.chappe.topology.TopologyReader;

/** Topology files as the commands see them. */
final class TopologyFile {

  private TopologyFile() {}

  /** Reads a file, or ends the command with the reader's words. */
  static Topology read(Path file) throws UserError {
    try {
      return TopologyReader.read(file);
    } catch (TopologyProblem e) {
      throw new UserError(ExitCodes.FILE, String.join("\n", e.problems()));
    }
  }

  /** The relay of a number, or ends the command with what numbers there are. */
  static Relay relay(Path file, Topology topology, RelayNumber number) throws UserError {
    Relay relay = topology.relay(number).orElse(null);
    if (relay == null) {
      List<Relay> relays = topology.relays();
      throw new UserError(
          ExitCodes.NO_SUCH_RELAY,
          file + " has no relay " + number + "; it has " + relays.get(0).number() + " to "
              + relays.get(relays.size() - 1).number());
    }
    return relay;
  }
}
