package org.chappe.topology;

import java.nio.file.Path;
import org.chappe.yaml.FileKind;
import org.chappe.yaml.FileProblem;

/**
 * Reads topology files. What may stand in one is told in {@code topology/README.md}; whatever else does is refused, with
 * the file, the line and what to do.
 */
public final class TopologyReader {

  private static final FileKind KIND = new FileKind(
      "a topology file",
      "list at least one relay in it",
      "a topology has at most a list of relays");

  private TopologyReader() {}

  /**
   * Reads a file of at most {@link FileKind#FILE_BYTES_MAX}: ten thousand relays fit with room to spare.
   *
   * @throws TopologyProblem if it is missing, unreadable, too large, not YAML or not a line
   */
  public static Topology read(Path file) throws TopologyProblem {
    try {
      return new TopologyDocument(file.toString()).topology(KIND.read(file), nameOf(file));
    } catch (FileProblem e) {
      throw new TopologyProblem(e.problems());
    }
  }

  private static String nameOf(Path file) {
    String name = String.valueOf(file.getFileName()).replaceFirst("\\.ya?ml$", "");
    return Topology.isName(name) ? name : "line";
  }
}
