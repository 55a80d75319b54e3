package org.chappe.server.cli;

import java.nio.file.Path;
import org.chappe.topology.Topology;
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
}
