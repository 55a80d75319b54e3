package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.chappe.client.Outcome;
import org.chappe.client.RelayClient;
import org.chappe.model.ClientId;
import org.chappe.server.station.StationLimits;
import org.chappe.simulation.Commands.Run;
import org.chappe.transport.BindFailure;

/** Relays on real sockets, people at terminals, and others who write to them. */
final class TerminalLine implements AutoCloseable {

  private static final long LIMIT_SECONDS = 60;
  private static final int TRIES_MAX = 10;
  private static final String COLOURFUL = "xterm-256color";

  private final RealLine line;
  private final Path directory;
  private final Path topology;
  private final Commands commands;

  private TerminalLine(RealLine line, int relays, Path directory) {
    this.line = line;
    this.directory = directory;
    this.topology = ClientProcess.topology(line, relays, directory);
    this.commands = Commands.at(line, directory);
  }

  /** @param directory for everything that is kept */
  static TerminalLine start(int relays, Path directory) throws BindFailure {
    return start(relays, directory, StationLimits.DEFAULT);
  }

  /** @param limits what each relay keeps */
  static TerminalLine start(int relays, Path directory, StationLimits limits) throws BindFailure {
    return new TerminalLine(RealLine.start(relays, true, limits), relays, directory);
  }

  /** @param line closed with this */
  static TerminalLine over(RealLine line, int relays, Path directory) {
    return new TerminalLine(line, relays, directory);
  }

  RealLine line() {
    return line;
  }

  /** What the client is told who starts so. */
  String[] arguments(String id, int relay, String... more) {
    List<String> words = new ArrayList<>(
        List.of("--topology", topology.toString(), "--relay", String.valueOf(relay), "--id", id));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  /** A person's terminal, attached. */
  PseudoTerminal attach(String id, int relay, String... more) throws IOException {
    return attachAt(COLOURFUL, id, relay, more);
  }

  /** @param type as in TERM */
  PseudoTerminal attachAt(String type, String id, int relay, String... more) throws IOException {
    String attached = "attached to relay " + relay + " as " + id;
    PseudoTerminal terminal = PseudoTerminal.start(type, directory, arguments(id, relay, more));
    for (int tries = 1; tries < TRIES_MAX && !terminal.showsBeforeItEnds(attached); tries++) {
      terminal
          .close(); // it wasn't answered a few times running, by loss or for want of a processor
      terminal = PseudoTerminal.start(type, directory, arguments(id, relay, more));
    }
    terminal.waitFor(attached);
    return terminal;
  }

  /** Runs a command of somebody at a relay and, as long as that answers, no other; with the journal of their terminal. */
  Run run(String id, int relay, String... words) {
    return commands.run(command(id, relay, words));
  }

  /** Runs a command as it stands. */
  Run run(String... words) {
    return commands.run(words);
  }

  /** The same where what it prints can be read meanwhile. */
  Run run(Writer shown, String id, int relay, String... words) {
    return commands.run(shown, command(id, relay, words));
  }

  /** Runs commands while other things go on. */
  static CompletableFuture<Run> begin(Supplier<Run> commands) {
    return CompletableFuture.supplyAsync(
        commands, task -> new Thread(task, "commands in the background").start());
  }

  /** Runs a command as a process of its own, whose output goes to a file. */
  Process launch(Path out, String id, int relay, String... words) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(ClientProcess.command(command(id, relay, words)))
        .redirectErrorStream(true)
        .redirectOutput(out.toFile());
    ClientProcess.isolate(builder.environment(), directory);
    return builder.start();
  }

  private String[] command(String id, int relay, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--relay", commands.place(relay), "--id", id));
    return all.toArray(String[]::new);
  }

  /** Somebody whose client is part of this program. */
  RelayClient connect(String id, int relay) {
    return RelayClient.connect(line.clientConfig(ClientId.parse(id), relay)).join();
  }

  /** The same under an ID that has an account; it may log in. */
  RelayClient connectToLogIn(String id, int relay) {
    return RelayClient.connect(line.clientConfig(ClientId.parse(id), relay).waitingForLogin())
        .join();
  }

  /** Somebody comes, writes, and is silent from then on. */
  void send(String from, int relay, String to, String... texts) {
    try (RelayClient client = connect(from, relay)) {
      for (String text : texts) {
        assertThat(client
                .send(ClientId.parse(to), text)
                .orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS)
                .join())
            .isInstanceOf(Outcome.Accepted.class);
      }
    }
  }

  /** Somebody takes what waits. */
  void fetch(String id, int relay) {
    try (RelayClient client = connect(id, relay)) {
      client.messages().subscribe(new Taking());
      client.fetch().orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
    }
  }

  @Override
  public void close() {
    line.close();
  }
}
