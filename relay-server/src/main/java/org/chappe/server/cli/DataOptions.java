package org.chappe.server.cli;

import java.nio.file.Path;
import java.util.Map;
import org.chappe.model.RelayNumber;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where relays keep their mail. */
final class DataOptions {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = {
        "The relay's data directory, made when it isn't there; with --all the directory that holds one for each"
            + " relay. By default relay-N under $XDG_STATE_HOME/chappe or ~/.local/state/chappe"
      })
  private @Nullable Path data;

  @Option(
      names = "--store",
      paramLabel = "disk|memory",
      defaultValue = "disk",
      description =
          "Where mail is kept; what is in memory is lost when the relay stops. Default: disk")
  private Kind store = Kind.disk;

  /** What the option says; its names are what is typed. */
  enum Kind {
    disk,
    memory
  }

  /**
   * The data directory of a relay, or null for a store in memory.
   *
   * @param all whether the relay is one of several in this process
   */
  @Nullable Path directory(RelayNumber relay, boolean all) {
    if (store == Kind.memory) {
      return null;
    }
    if (data != null && !all) {
      return data;
    }
    Path parent = data != null ? data : stateDirectory(System.getenv(), home());
    return parent.resolve("relay-" + relay.value());
  }

  private static Path home() {
    return Path.of(System.getProperty("user.home"));
  }

  /** Where the XDG Base Directory Specification wants a program's state; a relative path there counts as none. */
  static Path stateDirectory(Map<String, String> environment, Path home) {
    String state = environment.getOrDefault("XDG_STATE_HOME", "");
    boolean given = !state.isEmpty() && Path.of(state).isAbsolute();
    return (given ? Path.of(state) : home.resolve(".local").resolve("state")).resolve("chappe");
  }
}
