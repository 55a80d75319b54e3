package org.chappe.client.cli;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.chappe.model.ClientId;
import org.chappe.model.RelayNumber;
import org.chappe.transport.ImpairmentSpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** The program {@code relay-client}. Without a command it is a terminal for a person. */
@Command(
    name = "relay-client",
    description = {
      "Sends and receives short texts over the line.",
      "Without a command it asks for a relay and your ID and shows a menu."
    },
    mixinStandardHelpOptions = true,
    versionProvider = RelayClientCli.Version.class,
    footerHeading = "%nEnvironment:%n",
    footer = {
      "  CHAPPE_LOG_LEVEL   TRACE, DEBUG, INFO, WARN (default) or ERROR",
      "  XDG_STATE_HOME     where journals are kept; ~/.local/state by default"
    })
public final class RelayClientCli implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(RelayClientCli.class);

  @Mixin
  private LineOptions line = new LineOptions();

  @Mixin
  private JournalOption journal = new JournalOption();

  @Option(
      names = "--relay",
      paramLabel = "N|HOST:PORT|auto",
      description =
          "the relay to attach to: its number, its address, or auto for the nearest; asked for when left out")
  private @Nullable RelayChoice relay;

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "your ID, 10 digits; asked for when left out")
  private @Nullable ClientId id;

  private RelayClientCli() {}

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** The whole command line. */
  static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new RelayClientCli());
    commandLine.addSubcommand(new SendCommand());
    commandLine.addSubcommand(new GetCommand());
    commandLine.addSubcommand(new ListenCommand());
    commandLine.addSubcommand(new HistoryCommand());
    commandLine.addSubcommand(new AccountCommand());
    commandLine.addSubcommand(new ListCommand());
    commandLine.addSubcommand(new SearchCommand());
    commandLine.addSubcommand(new WhoamiCommand());
    commandLine.addSubcommand(new PingCommand());
    commandLine.addSubcommand(new ExchangeCommand());
    commandLine.addSubcommand(new BenchCommand());
    commandLine.addSubcommand(new ForwardCommand());
    commandLine.addSubcommand(new ConverseCommand());
    commandLine.addSubcommand(new AuditCommand());
    commandLine.addSubcommand(new CompletionCommand());
    commandLine.registerConverter(ClientId.class, sentence(ClientId::parse));
    commandLine.registerConverter(RelayNumber.class, sentence(RelayClientCli::relayNumber));
    commandLine.registerConverter(RelayChoice.class, sentence(RelayChoice::parse));
    commandLine.registerConverter(RelayPair.class, sentence(RelayPair::parse));
    commandLine.registerConverter(Life.class, sentence(Life::parse));
    commandLine.registerConverter(HostAndPort.class, sentence(HostAndPort::parse));
    commandLine.registerConverter(ImpairmentSpec.class, sentence(ImpairmentSpec::parse));
    for (CommandLine each : List.of(commandLine, commandLine.getSubcommands().get("send"))) {
      each.getCommandSpec()
          .usageMessage()
          .exitCodeListHeading("%nExit codes:%n")
          .exitCodeList(ExitCodes.table());
    }
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setParameterExceptionHandler(RelayClientCli::onParameterException);
    commandLine.setExecutionExceptionHandler(RelayClientCli::onException);
    return commandLine;
  }

  @Override
  public Integer call() throws Exception {
    try (Screen screen = Screen.ofSystem()) {
      return new TerminalSession(screen, line, journal, relay, id).run();
    }
  }

  /** A relay number as it was typed. */
  static RelayNumber relayNumber(String text) {
    if (!text.matches("[0-9]{1,4}")) {
      throw new IllegalArgumentException("a relay number is 1 to 9999; \"" + text + "\" is not");
    }
    return new RelayNumber(Integer.parseInt(text));
  }

  private static <T> ITypeConverter<T> sentence(ITypeConverter<T> parser) {
    return text -> {
      try {
        return parser.convert(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    };
  }

  private static int onParameterException(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    String sentence =
        String.valueOf(e.getMessage()).replaceAll("\\p{Cntrl}+", " ").strip();
    String help = command.getCommandSpec().qualifiedName() + " --help";
    command.getErr().println("relay-client: " + sentence + "; see " + help);
    return ExitCodes.USAGE;
  }

  private static int onException(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
    if (e instanceof UserError error) {
      error.sentence().lines().forEach(line -> command.getErr().println("relay-client: " + line));
      return error.exitCode();
    }
    LOG.error("internal error; this is a bug, please report it with the trace", e);
    return ExitCodes.INTERNAL;
  }

  /** The version that the build wrote into the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = RelayClientCli.class.getPackage().getImplementationVersion();
      return new String[] {"relay-client " + Objects.requireNonNullElse(version, "(not packaged)")};
    }
  }
}
