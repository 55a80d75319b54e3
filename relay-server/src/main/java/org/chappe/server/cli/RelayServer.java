package org.chappe.server.cli;

import ch.qos.logback.classic.Level;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program {@code relay-server}. */
@Command(
    name = "relay-server",
    description =
        "A relay of the line: takes messages, passes them on, and keeps them for its clients.",
    mixinStandardHelpOptions = true,
    versionProvider = RelayServer.Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0: done",
      "2: the command line is wrong",
      "3: a file can't be read, or isn't valid",
      "4: the topology has no relay of that number",
      "5: the address is taken, or can't be bound",
      "6: the data directory can't be used, or holds something else",
      "7: another process has the data directory",
      "8: the data directory is another relay's",
      "9: the data directory was written by a newer version",
      "10: the data directory is damaged",
      "11: the disk is too full to start",
      "12: the store couldn't be written or read any more; the relay has stopped",
      "13: status, leave: a relay doesn't answer at its admin address, has none, or isn't ready",
      "14: the line doesn't let the relay in: its number is another's, or nobody may join",
      "15: leave: the relay stays, as nobody takes its mail",
      "70: internal error",
      "130, 143: stopped in good order by Ctrl-C or SIGTERM"
    },
    footerHeading = "%nEnvironment:%n",
    footer = "  CHAPPE_LOG_LEVEL   TRACE, DEBUG, INFO (default), WARN or ERROR")
public final class RelayServer implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(RelayServer.class);

  private static final String LOG_LEVEL = "CHAPPE_LOG_LEVEL";

  @Spec
  private @Nullable CommandSpec spec;

  private RelayServer() {}

  public static void main(String[] arguments) {
    String levelProblem = levelProblem(System.getenv());
    if (levelProblem != null) {
      System.err.println("relay-server: " + levelProblem);
      System.exit(ExitCodes.USAGE);
    }
    System.exit(commandLine(new RelayAssembly()).execute(arguments));
  }

  /** The whole command line; relays are started by the given means. */
  static CommandLine commandLine(RelayStarter starter) {
    CommandLine commandLine = new CommandLine(new RelayServer());
    commandLine.addSubcommand(new RunCommand(starter));
    commandLine.addSubcommand(new CheckCommand());
    commandLine.addSubcommand(new StoreCommand());
    commandLine.addSubcommand(new StatusCommand());
    commandLine.addSubcommand(new LeaveCommand());
    commandLine.addSubcommand(new CompletionCommand());
    commandLine.setParameterExceptionHandler(RelayServer::onParameterException);
    commandLine.setExecutionExceptionHandler(RelayServer::onException);
    return commandLine;
  }

  /** What is wrong with the log level of an environment, or null. */
  static @Nullable String levelProblem(Map<String, String> environment) {
    String level = environment.get(LOG_LEVEL);
    boolean good = level == null || level.isEmpty() || Level.toLevel(level, null) != null;
    return good
        ? null
        : LOG_LEVEL + " is TRACE, DEBUG, INFO, WARN or ERROR; \"" + level + "\" is not";
  }

  @Override
  public void run() {
    CommandLine commandLine = Objects.requireNonNull(spec).commandLine();
    throw new ParameterException(commandLine, "Say what to do: run, check, store, status or leave");
  }

  private static int onParameterException(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    String sentence = oneLine(String.valueOf(e.getMessage()));
    String help = command.getCommandSpec().qualifiedName() + " --help";
    command.getErr().println("relay-server: " + sentence + "; see " + help);
    return ExitCodes.USAGE;
  }

  private static int onException(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
    if (e instanceof UserError error) {
      error.sentence().lines().forEach(line -> command.getErr().println("relay-server: " + line));
      return error.exitCode();
    }
    LOG.error("internal error; this is a bug, please report it with the trace", e);
    return ExitCodes.INTERNAL;
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ").strip();
  }

  /** The version that the build wrote into the jar. */
  static final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
      String version = RelayServer.class.getPackage().getImplementationVersion();
      return new String[] {"relay-server " + (version == null ? "(not packaged)" : version)};
    }
  }
}
