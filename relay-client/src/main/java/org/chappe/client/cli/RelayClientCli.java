package org.chappe.client.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
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
      "  CHAPPE_TOPOLOGY, CHAPPE_RELAY, CHAPPE_ID, CHAPPE_JOURNAL, CHAPPE_PASSWORD_FILE,"
          + " CHAPPE_COLOURS, CHAPPE_CONTEXT",
      "                     as the options, which go before them; see relay-client config --help",
      "  CHAPPE_LOG_LEVEL   TRACE, DEBUG, INFO, WARN (default) or ERROR",
      "  XDG_CONFIG_HOME    where chappe/client.yaml is; ~/.config by default",
      "  XDG_STATE_HOME     where journals are kept; ~/.local/state by default"
    })
public final class RelayClientCli implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(RelayClientCli.class);

  @Mixin
  private final LineOptions line;

  @Mixin
  private JournalOption journal = new JournalOption();

  @Mixin
  private PasswordOption password = new PasswordOption();

  @Option(
      names = "--relay",
      paramLabel = "N|HOST:PORT|auto",
      description =
          "the relay to attach to: its number, its address, or auto for the nearest; asked for"
              + " when left out")
  private @Nullable RelayChoice relay;

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "your ID, 10 digits; asked for when left out")
  private @Nullable ClientId id;

  @Option(
      names = "--colours",
      paramLabel = "WHEN",
      description =
          "auto, always or never; by default where there is a terminal and NO_COLOR isn't set")
  private @Nullable Colours colours;

  private final Map<String, String> environment;
  private final Screens screens;

  private RelayClientCli(Map<String, String> environment, Screens screens) {
    this.environment = environment;
    this.line = new LineOptions(environment);
    this.screens = screens;
  }

  public static void main(String[] arguments) {
    System.exit(commandLine(System.getenv(), Screen::ofSystem).execute(arguments));
  }

  /**
   * Runs a command within another program, with nobody at a terminal.
   *
   * @param environment takes the place of the variables that the process has
   * @return the exit code
   */
  public static int execute(
      Map<String, String> environment, PrintWriter out, PrintWriter err, String... arguments) {
    CommandLine commandLine = commandLine(environment, () -> {
      throw new IOException("nobody is at a terminal");
    });
    commandLine.setOut(out);
    commandLine.setErr(err);
    return commandLine.execute(arguments);
  }

  /** The whole command line, in the environment in which it is used. */
  static CommandLine commandLine(Map<String, String> environment, Screens screens) {
    CommandLine commandLine = new CommandLine(new RelayClientCli(environment, screens));
    commandLine.addSubcommand(new SendCommand(environment));
    commandLine.addSubcommand(new GetCommand(environment));
    commandLine.addSubcommand(new ListenCommand(environment));
    commandLine.addSubcommand(new HistoryCommand(environment));
    commandLine.addSubcommand(new AccountCommand(environment));
    commandLine.addSubcommand(new DeviceCommand(environment));
    commandLine.addSubcommand(new ListCommand(environment));
    commandLine.addSubcommand(new GroupCommand(environment));
    commandLine.addSubcommand(new QueueCommand(environment));
    commandLine.addSubcommand(new SearchCommand(environment));
    commandLine.addSubcommand(new WhoamiCommand(environment));
    commandLine.addSubcommand(new ConfigCommand(environment));
    commandLine.addSubcommand(new PingCommand(environment));
    commandLine.addSubcommand(new ExchangeCommand(environment));
    commandLine.addSubcommand(new BenchCommand(environment));
    commandLine.addSubcommand(new ForwardCommand());
    commandLine.addSubcommand(new ConverseCommand(environment));
    commandLine.addSubcommand(new AuditCommand());
    commandLine.addSubcommand(new CompletionCommand());
    commandLine.registerConverter(ClientId.class, sentence(ClientId::parse));
    commandLine.registerConverter(Recipient.class, sentence(Recipient::parse));
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
    try (Screen screen = screens.open()) {
      Settings settings = line.settings();
      password.use(settings);
      String set = colours == null ? settings.value(SettingKey.COLOURS) : colours.toString();
      Colours when = set == null ? Colours.AUTO : Colours.parse(set);
      return new TerminalSession(
              screen,
              new Look(when.areOn(screen.isDumb()), LocaleEncoding.of(environment)),
              line,
              journal,
              password,
              ClientOptions.relay(settings, relay),
              ClientOptions.idIfSet(settings, id))
          .run();
    }
  }

  /** Where the screen of a person comes from. */
  interface Screens {
    Screen open() throws IOException;
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
