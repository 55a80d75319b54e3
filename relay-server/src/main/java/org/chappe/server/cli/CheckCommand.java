package org.chappe.server.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.chappe.topology.Topology;
import org.chappe.topology.Topology.Relay;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code relay-server check FILE}: what a topology file says, or what is wrong with it. */
@Command(
    name = "check",
    description =
        "Reads a topology file as a relay would, and prints the line or what is wrong with the file.",
    mixinStandardHelpOptions = true,
    versionProvider = RelayServer.Version.class)
final class CheckCommand implements Callable<Integer> {

  private static final String ROW = "%6s  %-21s  %-21s  %s%n";

  @Parameters(paramLabel = "FILE", description = "A topology file, such as topology/five.yaml")
  private @Nullable Path file;

  @Spec
  private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws UserError {
    Topology topology = TopologyFile.read(Objects.requireNonNull(file));
    print(topology, Objects.requireNonNull(spec).commandLine().getOut());
    return ExitCodes.DONE;
  }

  private static void print(Topology topology, PrintWriter out) {
    out.printf(
        "%s: %s, %s a link, %s%s%n",
        topology.name(),
        count(topology.relays().size(), "relay"),
        count(topology.lanes(), "lane"),
        topology.padBytes() == 0
            ? "frames not padded"
            : "frames padded to multiples of " + count(topology.padBytes(), "byte"),
        topology.express() ? ", express links" : "");
    out.printf(ROW, "number", "address", "admin", "neighbours");
    for (Relay relay : topology.relays()) {
      List<Relay> neighbours = topology.neighbours(relay.number());
      String numbers = neighbours.stream()
          .map(next -> next.number().toString())
          .collect(Collectors.joining(", "));
      out.printf(
          ROW,
          relay.number(),
          relay.address(),
          relay.admin() == null ? "none" : relay.admin(),
          numbers.isEmpty() ? "none" : numbers);
    }
    out.flush();
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
