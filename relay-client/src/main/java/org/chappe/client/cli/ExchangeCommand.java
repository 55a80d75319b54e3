package org.chappe.client.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.chappe.client.RelayClient;
import org.chappe.client.RelayClientConfig;
import org.chappe.topology.Topology;
import org.chappe.transport.DriverLoop;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Follows messages between clients at many relays. */
@Command(
    name = "exchange",
    description = {
      "Has clients at all relays write to each other, and counts what comes.",
      "Ends with 0 only if every message came exactly once and in order, else with 1."
    },
    mixinStandardHelpOptions = true)
final class ExchangeCommand implements Callable<Integer> {

  /** Enough for a long soak; every message has a place in tables. */
  private static final int MESSAGES_MAX = 10_000_000;

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);

  @Mixin
  private final LineOptions line;

  @Option(
      names = "--pairs",
      paramLabel = "A-B",
      split = ",",
      description =
          "from the client at A to a client at B, such as 1-5,5-1; every ordered pair when left out")
  private List<RelayPair> pairs = List.of();

  @Option(
      names = "--messages",
      paramLabel = "N",
      defaultValue = "100",
      description = "messages in all, the pairs taking turns; 100 by default")
  private int messages;

  @Option(
      names = "--timeout",
      paramLabel = "S",
      defaultValue = "60",
      description = "seconds until what hasn't come counts as missing; 60 by default")
  private int timeoutSeconds;

  @Option(
      names = "--journal",
      paramLabel = "DIR",
      description = "keep a journal for each client in this directory; none by default")
  private @Nullable Path journals;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text or json; text by default")
  private OutputFormat format = OutputFormat.TEXT;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  private RelayClientConfig journaled(RelayClientConfig config) {
    Path directory = journals;
    return directory == null
        ? config
        : config.withJournal(directory.resolve("client-" + config.id()));
  }

  ExchangeCommand(Map<String, String> environment) {
    line = new LineOptions(environment);
  }

  @Override
  public Integer call() throws UserError, InterruptedException {
    if (messages < 1 || messages > MESSAGES_MAX || timeoutSeconds < 1) {
      throw new ParameterException(
          spec.commandLine(), "--messages is 1 to " + MESSAGES_MAX + ", --timeout at least 1");
    }
    Topology topology = line.line();
    List<RelayPair> chosen = pairs.isEmpty() ? RelayPair.all(topology) : pairs;
    try (DriverLoop loop = DriverLoop.start("exchange");
        Exchange exchange = new Exchange(chosen, messages, System.currentTimeMillis() / 100)) {
      exchange.connect((id, relay) ->
          RelayClient.connect(journaled(line.config(id, LineOptions.relayOf(topology, relay)))
              .withConnectTimeout(CONNECT_TIMEOUT)
              .withLoop(loop)));
      ExchangeResult result = exchange.run(Duration.ofSeconds(timeoutSeconds));
      spec.commandLine().getOut().println(result.render(format));
      spec.commandLine().getOut().flush();
      return result.isPerfect() ? ExitCodes.DONE : ExitCodes.INCOMPLETE;
    }
  }
}
