package org.chappe.server.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.chappe.model.RelayNumber;
import org.chappe.topology.HostPort;
import org.chappe.topology.Topology;
import org.chappe.topology.Topology.Relay;
import org.chappe.transport.ImpairmentSpec;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code relay-server run}: one relay of a topology, all of them in one process, or one that joins a line that runs. */
@Command(
    name = "run",
    description = "Runs a relay until it is told to stop (Ctrl-C or SIGTERM).",
    mixinStandardHelpOptions = true,
    versionProvider = RelayServer.Version.class)
final class RunCommand implements Callable<Integer> {

  private final RelayStarter starter;

  @Option(
      names = "--topology",
      paramLabel = "FILE",
      description = "The topology file, the same for the whole line")
  private @Nullable Path topology;

  @Option(
      names = "--join",
      paramLabel = "HOST:PORT",
      converter = AdminOptions.HostPortConverter.class,
      description = {
        "Join a line that runs, through any of its relays, under the number of --number: it need not stand in a topology"
            + " file. May be repeated; with the same --data it finds back through any relay that it knew"
      })
  private List<HostPort> introducers = List.of();

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      converter = AdminOptions.HostPortConverter.class,
      description = "With --join: where the others and the clients reach this relay")
  private @Nullable HostPort listen;

  @Option(
      names = "--take-over",
      description = "With --join: take the number of a relay that is dead and doesn't come back")
  private boolean takesOver;

  @Spec
  private @Nullable CommandSpec spec;

  @ArgGroup(multiplicity = "1")
  private @Nullable Which which;

  @Option(
      names = "--impair",
      paramLabel = "SPEC",
      converter = ImpairmentConverter.class,
      description = {
        "Lose, delay, double, reorder or damage datagrams on purpose, for rehearsals.",
        "SPEC is [in:|out:][relay=N:|clients:]key=value[,key=value...] with the keys loss, delay, jitter, dup,"
            + " reorder, corrupt and seed, such as loss=0.2,delay=20ms,jitter=5ms,seed=7. Without \"in:\" it"
            + " applies to what this process sends. May be repeated; the last that fits applies."
      })
  private List<ImpairmentSpec> impairments = List.of();

  @Mixin
  private final DataOptions data = new DataOptions();

  @Mixin
  private final AdminOptions admin = new AdminOptions();

  RunCommand(RelayStarter starter) {
    this.starter = starter;
  }

  /** One relay or all. */
  private static final class Which {

    @Option(
        names = "--number",
        required = true,
        paramLabel = "N",
        converter = NumberConverter.class,
        description = "The relay to run")
    private @Nullable RelayNumber number;

    @Option(
        names = "--all",
        required = true,
        description = "Run all relays of the file in this process, for a quick look")
    private boolean all;
  }

  @Override
  public Integer call() throws UserError {
    try (RelayProcess process = introducers.isEmpty() ? start() : join()) {
      Runtime.getRuntime().addShutdownHook(new Thread(process::close, "stop"));
      process.awaitEnd();
    }
    return ExitCodes.DONE;
  }

  private RelayProcess start() throws UserError {
    Path file = topology;
    if (file == null) {
      throw wrong("Name the line with --topology, or one of its relays with --join");
    }
    if (listen != null || takesOver) {
      throw wrong("--listen and --take-over go with --join");
    }
    Topology line = TopologyFile.read(file);
    boolean all = Objects.requireNonNull(which).all;
    List<Relay> relays = admin.applyTo(chosen(file, line));
    return RelayProcess.start(
        starter, line, relays, impairments, number -> data.directory(number, all));
  }

  private RelayProcess join() throws UserError {
    RelayNumber number = Objects.requireNonNull(which).number;
    HostPort place = listen;
    if (topology != null || number == null || place == null) {
      throw wrong("--join wants --number and --listen, and neither --topology nor --all");
    }
    List<Relay> relays = admin.applyTo(List.of(new Relay(number, place.host(), place.port())));
    JoinPlan plan = new JoinPlan(relays.get(0), introducers, takesOver);
    return RelayProcess.join(starter, plan, impairments, data.directory(number, false));
  }

  private ParameterException wrong(String sentence) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), sentence);
  }

  private List<Relay> chosen(Path file, Topology line) throws UserError {
    Which wanted = Objects.requireNonNull(which);
    if (wanted.all) {
      return line.relays();
    }
    return List.of(TopologyFile.relay(file, line, Objects.requireNonNull(wanted.number)));
  }

  /** Reads a relay number with a sentence for the person who mistyped it. */
  static final class NumberConverter implements ITypeConverter<RelayNumber> {

    @Override
    public RelayNumber convert(String value) {
      if (value.matches("[0-9]{1,4}") && !value.matches("0+")) {
        return new RelayNumber(Integer.parseInt(value));
      }
      throw new TypeConversionException(
          "'" + value + "' is not a number from 1 to " + RelayNumber.MAX);
    }
  }

  /** Reads an impairment. */
  static final class ImpairmentConverter implements ITypeConverter<ImpairmentSpec> {

    @Override
    public ImpairmentSpec convert(String value) {
      try {
        return ImpairmentSpec.parse(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }
}
