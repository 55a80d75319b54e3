package org.chappe.client.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which settings a command uses. */
final class ContextOption {

  @Option(
      names = "--context",
      paramLabel = "NAME",
      description = "the context of the configuration file to use; see relay-client config --help")
  private @Nullable String name;

  private final Map<String, String> environment;

  ContextOption(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Reads the configuration file. */
  Settings settings() throws UserError {
    return Settings.of(environment, name);
  }
}
