package org.chappe.client.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.chappe.client.RelayAddress;
import org.chappe.client.RelayClientConfig;
import org.chappe.model.ClientId;
import org.chappe.model.RelayNumber;
import org.chappe.topology.Topology;
import org.chappe.topology.TopologyProblem;
import org.chappe.topology.TopologyReader;
import org.chappe.transport.ImpairmentSpec;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which line the program talks to, and how badly on purpose. */
final class LineOptions {

  private static final Path DEFAULT_TOPOLOGY = Path.of("topology", "five.yaml");

  @Mixin
  private final ContextOption context;

  @Option(
      names = "--topology",
      paramLabel = "FILE",
      description = "the line's topology file; topology/five.yaml if that is there and none is set")
  private @Nullable Path topology;

  @Option(
      names = "--impair",
      paramLabel = "SPEC",
      description =
          "spoil what this program sends on purpose, such as loss=0.2,delay=20ms,jitter=5ms; may be repeated")
  private List<ImpairmentSpec> impairments = List.of();

  LineOptions(Map<String, String> environment) {
    context = new ContextOption(environment);
  }

  /** What is set where no option says otherwise. */
  Settings settings() throws UserError {
    return context.settings();
  }

  /** The file that is used. */
  Path file() throws UserError {
    Path chosen = topology;
    if (chosen != null) {
      return chosen;
    }
    String set = settings().value(SettingKey.TOPOLOGY);
    if (set != null) {
      return Path.of(set);
    }
    if (Files.exists(DEFAULT_TOPOLOGY)) {
      return DEFAULT_TOPOLOGY;
    }
    throw new UserError(
        ExitCodes.FILE,
        "there is no " + DEFAULT_TOPOLOGY
            + " here; name a file with --topology or CHAPPE_TOPOLOGY");
  }

  Topology line() throws UserError {
    return read(file());
  }

  static Topology read(Path file) throws UserError {
    try {
      return TopologyReader.read(file);
    } catch (TopologyProblem e) {
      throw new UserError(ExitCodes.FILE, String.join("\n", e.problems()));
    }
  }

  /** The relay with a number. */
  static Topology.Relay relayOf(Topology line, RelayNumber number) throws UserError {
    return line.relay(number)
        .orElseThrow(() -> new UserError(
            ExitCodes.NO_SUCH_RELAY,
            "relay " + number + " is not in the line, which has relays " + range(line)));
  }

  /** First and last number of a line, in words. */
  static String range(Topology line) {
    RelayNumber first = line.relays().get(0).number();
    RelayNumber last = line.relays().get(line.relays().size() - 1).number();
    return first + " to " + last;
  }

  List<ImpairmentSpec> impairments() {
    return impairments;
  }

  /** A client that attaches to the chosen relay; reads the topology file if that is needed to find it. */
  RelayClientConfig config(ClientId id, RelayChoice choice) throws UserError {
    HostAndPort address = choice.address();
    return address == null
        ? config(id, line(), choice)
        : RelayClientConfig.of(id, address.host(), address.port()).withImpairments(impairments);
  }

  /** A client that attaches to the chosen relay, and knows the others, its neighbours first. */
  RelayClientConfig config(ClientId id, Topology topology, RelayChoice choice) throws UserError {
    RelayNumber number = choice.number();
    Topology.Relay first = number == null ? topology.relays().get(0) : relayOf(topology, number);
    List<RelayAddress> others = topology.relays().stream()
        .filter(relay -> !relay.equals(first))
        .sorted(Comparator.comparingInt(
            relay -> Math.abs(relay.number().value() - first.number().value())))
        .map(relay -> new RelayAddress(relay.number(), relay.host(), relay.port()))
        .toList();
    RelayClientConfig config = knowing(id, first).withOthers(others);
    return number == null ? config.withNearest() : config;
  }

  /** A client that knows this relay and no other. */
  RelayClientConfig config(ClientId id, Topology.Relay relay) {
    return knowing(id, relay).withoutLearning();
  }

  private RelayClientConfig knowing(ClientId id, Topology.Relay relay) {
    return RelayClientConfig.of(id, relay.number(), relay.host(), relay.port())
        .withImpairments(impairments);
  }
}
