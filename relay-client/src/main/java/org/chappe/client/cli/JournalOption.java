package org.chappe.client.cli;

import java.nio.file.Path;
import java.util.Map;
import org.chappe.client.RelayClientConfig;
import org.chappe.model.ClientId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a client writes down what it received. */
final class JournalOption {

  static final String NONE = "none";

  @Option(
      names = "--journal",
      paramLabel = "DIR|none",
      description =
          "where to keep what was received; chappe/client-ID in the state directory by default")
  private @Nullable String journal;

  /** The directory for a client; null for none. */
  @Nullable Path directory(Settings settings, ClientId id) throws UserError {
    String given = journal == null ? settings.value(SettingKey.JOURNAL) : journal;
    if (given == null) {
      Path base = stateDirectory(settings.environment());
      return base.resolve("chappe").resolve("client-" + id);
    }
    return given.equals(NONE) ? null : Path.of(given);
  }

  /** Where the system wants programs to keep what is neither configuration nor cache. */
  static Path stateDirectory(Map<String, String> environment) {
    String given = environment.get("XDG_STATE_HOME");
    boolean isUsable = given != null && Path.of(given).isAbsolute();
    return isUsable ? Path.of(given) : Path.of(System.getProperty("user.home"), ".local", "state");
  }

  RelayClientConfig applyTo(Settings settings, RelayClientConfig config) throws UserError {
    Path directory = directory(settings, config.id());
    return directory == null ? config : config.withJournal(directory);
  }
}
