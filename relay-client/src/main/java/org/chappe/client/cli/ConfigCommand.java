package org.chappe.client.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows and chooses settings. */
@Command(
    name = "config",
    description = {
      "Shows the settings and where they come from, or has another context used from now on.",
      "An option goes before a variable of the environment, that before the file, and that before the default.",
      "The file has contexts, such as:",
      "",
      "  context: coast",
      "  contexts:",
      "    coast: {topology: coast.yaml, relay: 2, id: \"1234567890\"}",
      "    lab: {relay: 192.0.2.16:7001, id: \"1234567890\", journal: none}",
      ""
    },
    mixinStandardHelpOptions = true)
final class ConfigCommand implements Callable<Integer> {

  private final Map<String, String> environment;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  ConfigCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "Say what to do: path, show or use");
  }

  /**
   * A setting for programs.
   *
   * @param type always {@code setting}
   * @param key its key in the file, or {@code context}
   * @param value its value; null for the default
   * @param origin where it was found; null for the default
   */
  record Line(
      String type,
      String key,
      @Nullable String value,
      @Nullable String origin) {

    static Line of(String key, @Nullable Setting setting) {
      return setting == null
          ? new Line("setting", key, null, null)
          : new Line("setting", key, setting.value(), setting.origin());
    }

    String line() {
      return value == null
          ? key + ": (default)"
          : key + ": " + Printable.line(value) + "  # " + origin;
    }
  }

  @Command(
      name = "path",
      description = "Prints where the configuration file is, or would be.",
      mixinStandardHelpOptions = true)
  int path() {
    spec.commandLine().getOut().println(ClientFile.path(environment));
    return ExitCodes.DONE;
  }

  @Command(
      name = "show",
      description = "Shows every setting, and where it comes from.",
      mixinStandardHelpOptions = true)
  int show(
      @Option(names = "--context", paramLabel = "NAME", description = "as if this one were used")
          @Nullable String context,
      @Mixin OutputOption output)
      throws UserError {
    Settings settings = Settings.of(environment, context);
    String name = settings.name();
    Line used = new Line(
        "setting",
        "context",
        name,
        name == null ? null : String.valueOf(settings.file().path()));
    output.print(used.line(), used);
    for (SettingKey key : SettingKey.values()) {
      Line line = Line.of(key.key(), settings.find(key));
      output.print(line.line(), line);
    }
    return ExitCodes.DONE;
  }

  @Command(
      name = "use",
      description = "Has another context used from now on, where none is asked for.",
      mixinStandardHelpOptions = true)
  int use(@Parameters(paramLabel = "NAME", description = "a context of the file") String name)
      throws UserError {
    ClientFile file = ClientFile.read(ClientFile.path(environment));
    var unused = file.context(name, "config use");
    ContextChoice.write(file.path(), name);
    return ExitCodes.DONE;
  }
}
