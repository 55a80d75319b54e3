package org.chappe.client.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.chappe.model.RelayNumber;
import org.chappe.topology.Topology;
import org.chappe.transport.Endpoints;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures how much the line carries, and how fast. */
@Command(
    name = "bench",
    description = {
      "Sends messages from clients at one relay to clients at another, all in this process,",
      "and prints messages a second and how long they took, in microseconds."
    },
    mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {

  private static final int WARM_UP_MAX = 20_000;

  @Mixin
  private final LineOptions line;

  @Option(
      names = "--from",
      paramLabel = "N",
      defaultValue = "1",
      description = "the senders' relay; 1 by default")
  private RelayNumber from = new RelayNumber(1);

  @Option(
      names = "--to",
      paramLabel = "N",
      defaultValue = "5",
      description = "the receivers' relay; 5 by default")
  private RelayNumber to = new RelayNumber(5);

  @Option(
      names = "--messages",
      paramLabel = "N",
      defaultValue = "100000",
      description = "messages measured, in all")
  private int messages;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      description = {
        "messages sent before each measurement, as fast as they go; a tenth of those measured by default, at most 20000.",
        "Programs that have just started need about two million until they are as fast as they get"
      })
  private @Nullable Integer warmUp;

  @Option(
      names = "--size",
      paramLabel = "BYTES",
      defaultValue = "100",
      description = "bytes of each text, 10 to 160")
  private int size;

  @Option(
      names = "--outstanding",
      paramLabel = "N",
      defaultValue = "256",
      description =
          "messages of each pair sent and not yet measured, at most 1024; 1 measures the bare way")
  private int outstanding;

  @Option(
      names = "--rate",
      paramLabel = "R",
      defaultValue = "0",
      description = "messages a second in all, evenly spaced; without it as many as go")
  private double rate;

  @Option(
      names = "--light",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "then send N messages at 1,000 a second and print their median time, too; none by default")
  private int light;

  @Option(
      names = "--clients",
      paramLabel = "K",
      defaultValue = "4",
      description = "pairs of clients; 4 by default")
  private int clients;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "60",
      description = "stop after so long; 60 by default")
  private int seconds;

  @Option(
      names = "--until",
      paramLabel = "STAGE",
      defaultValue = "delivered",
      description = {
        "up to when each message is measured: delivered, accepted (by the senders' relay),",
        "or parked: the same, but the receivers never come; delivered by default"
      })
  private BenchUntil until = BenchUntil.DELIVERED;

  @ArgGroup(exclusive = false)
  private @Nullable Durable durable;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text or json; text by default")
  private OutputFormat format = OutputFormat.TEXT;

  @Option(
      names = "--processes",
      paramLabel = "PID",
      split = ",",
      description = {
        "the relays or forwarders, divided by commas: their processor time counts, with this program's, as what a message costs"
      })
  private List<Long> processes = List.of();

  @Option(
      names = "--bare",
      description =
          "measure forwarders that only forward instead, which relay-client forward runs, with datagrams of the same size")
  private boolean bare;

  @Option(
      names = "--entry",
      paramLabel = "HOST:PORT",
      description = "with --bare: where the first forwarder listens")
  private @Nullable HostAndPort entry;

  @Option(
      names = "--exit-port",
      paramLabel = "PORT",
      description = "with --bare: the port of 127.0.0.1 that the last forwarder sends to")
  private int exitPort;

  /** What it costs that relays keep mail on disk. */
  private static final class Durable {

    @Option(
        names = "--durable",
        required = true,
        description = {
          "measure a line that keeps mail on disk: messages a second within relay --from, and from there to relay --to,",
          "and the time until one message at a time is accepted"
        })
    @SuppressWarnings("UnusedVariable") // that there is a group at all tells as much
    private boolean chosen;

    @Option(
        names = "--against",
        paramLabel = "FILE",
        description = {
          "with --durable: the topology file of a line that keeps mail in memory,",
          "which is measured within relay --from in turns with the other"
        })
    private @Nullable Path against;

    @Option(
        names = "--rounds",
        paramLabel = "N",
        defaultValue = "3",
        description = "with --durable: how often; 3 by default")
    private int rounds;
  }

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  BenchCommand(Map<String, String> environment) {
    line = new LineOptions(environment);
  }

  @Override
  public Integer call() throws UserError {
    BenchPlan plan = plan();
    if (bare) {
      return measureBare(plan);
    }
    Topology topology = line.line();
    BenchRoute route = route(topology);
    if (durable != null) {
      return measureDurable(plan, route, durable);
    }
    return measure(plan, route);
  }

  private int measure(BenchPlan plan, BenchRoute route) throws UserError {
    CpuTime cpu = CpuTime.of(processes);
    BenchTotal total = new BenchTotal(plan.until());
    Bench.run(plan, route, cpu, total);
    boolean lightComplete = true;
    if (light > 0) {
      BenchResult slow = Bench.run(plan.afterwards(), route, cpu);
      total.setLight(slow);
      lightComplete = slow.isComplete();
    }
    BenchResult result = total.result();
    print(result.render(format));
    return result.isComplete() && lightComplete ? ExitCodes.DONE : ExitCodes.INCOMPLETE;
  }

  private int measureDurable(BenchPlan plan, BenchRoute route, Durable options) throws UserError {
    if (plan.rate() != 0 || until != BenchUntil.DELIVERED || light != 0) {
      throw new ParameterException(
          spec.commandLine(), "--durable goes without --rate, --light and --until");
    }
    if (!processes.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "--durable goes without --processes");
    }
    if (options.rounds < 1 || options.rounds > DurableBench.ROUNDS_MAX) {
      throw new ParameterException(
          spec.commandLine(),
          "--rounds is 1 to " + DurableBench.ROUNDS_MAX + "; " + options.rounds + " is not");
    }
    BenchRoute memory = options.against == null ? null : route(LineOptions.read(options.against));
    DurableResult result = DurableBench.run(plan, route, memory, options.rounds);
    print(result.render(format));
    return result.isComplete() ? ExitCodes.DONE : ExitCodes.INCOMPLETE;
  }

  private void print(String result) {
    spec.commandLine().getOut().println(result);
    spec.commandLine().getOut().flush();
  }

  private int measureBare(BenchPlan plan) throws UserError {
    HostAndPort first = entry;
    if (first == null || exitPort < 1 || exitPort > 65_535) {
      throw new ParameterException(
          spec.commandLine(), "--bare needs --entry and an --exit-port of 1 to 65535");
    }
    print(BareBench.run(plan, first, exitPort, CpuTime.of(processes)).render(format));
    return ExitCodes.DONE;
  }

  private BenchPlan plan() {
    int before = warmUp == null ? Math.min(WARM_UP_MAX, messages / 10) : warmUp;
    try {
      return new BenchPlan(
          until, clients, messages, before, size, outstanding, rate, light, seconds);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private BenchRoute route(Topology topology) throws UserError {
    return new BenchRoute(place(topology, from), place(topology, to));
  }

  private static BenchPair.Place place(Topology topology, RelayNumber number) throws UserError {
    Topology.Relay relay = LineOptions.relayOf(topology, number);
    try {
      return new BenchPair.Place(number, Endpoints.resolve(relay.host(), relay.port()));
    } catch (IllegalArgumentException unknownHost) {
      throw new UserError(ExitCodes.UNREACHABLE, String.valueOf(unknownHost.getMessage()));
    }
  }
}
