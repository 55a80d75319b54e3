package org.chappe.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chappe.model.ClientId;

/** How the client is started as a process, with nothing of this machine's settings. */
final class ClientProcess {

  private static final String MAIN = "org.chappe.client.cli.RelayClientCli";

  private ClientProcess() {}

  static List<String> command(String... arguments) {
    return program(MAIN, arguments);
  }

  /** The same with another program's class. */
  static List<String> program(String main, String... arguments) {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-Xshare:auto",
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        System.getProperty("java.class.path"),
        main));
    command.addAll(List.of(arguments));
    return command;
  }

  /** The client, ready to be started, with settings and journals only from and into a directory. */
  static ProcessBuilder builder(Path directory, String... arguments) {
    ProcessBuilder builder = new ProcessBuilder(command(arguments));
    isolate(builder.environment(), directory);
    return builder;
  }

  /** Settings and journals only from and into a directory. */
  static void isolate(Map<String, String> environment, Path directory) {
    environment.keySet().removeIf(name -> name.startsWith("CHAPPE_"));
    environment.remove("NO_COLOR");
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("XDG_CONFIG_HOME", directory.resolve("config").toString());
    environment.put("XDG_STATE_HOME", directory.resolve("state").toString());
  }

  /** Writes the topology file of a line. */
  static Path topology(RealLine line, int relays, Path directory) {
    StringBuilder text = new StringBuilder("relays:\n");
    for (int number = 1; number <= relays; number++) {
      int port = line.clientConfig(new ClientId(1), number).port();
      text.append("  - {number: " + number + ", host: 127.0.0.1, port: " + port + "}\n");
    }
    try {
      return Files.writeString(directory.resolve("line.yaml"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A command of a shell script that starts the client, as it would be found on the path. */
  static Path onPath(Path directory) {
    StringBuilder script = new StringBuilder("#!/bin/sh\nexec");
    command().forEach(word -> script.append(" '").append(word).append('\''));
    try {
      Path file = Files.writeString(directory.resolve("relay-client"), script + " \"$@\"\n");
      if (!file.toFile().setExecutable(true)) {
        throw new IOException(file + " can't be made a program");
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
