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
import org.chappe.simulation.Commands.Run;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Relays on real sockets, people at terminals, and others who write to them. A test that registers one as an extension has fresh relays and an empty directory for
 * each of its methods.
 */
final class TerminalLine implements BeforeEachCallback, AfterEachCallback, AutoCloseable {

  private static final long LIMIT_SECONDS = 60;
  private static final int TRIES_MAX = 10;
  private static final String COLOURFUL = "xterm-256color";

  private final int relays;
  private final Commands commands;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Path topology;

  /** @param relays how many there are */
  TerminalLine(int relays) {
    this(relays, () -> RealLine.start(relays, true));
  }

  /** @param some the relays, as many */
  TerminalLine(int relays, Commands.Relays some) {
    this(relays, new Commands(some));
  }

  private TerminalLine(int relays, Commands commands) {
    this.relays = relays;
    this.commands = commands;
  }

  /**
   * At relays that a test has started itself.
   *
   * @param line closed with this
   * @param directory for everything that is kept
   */
  static TerminalLine over(RealLine line, int relays, Path directory) {
    TerminalLine town = new TerminalLine(relays, Commands.at(line, directory));
    town.writeTopology();
    return town;
  }

  @Override
  public void beforeEach(ExtensionContext context) throws Exception {
    commands.beforeEach(context);
    writeTopology();
  }

  private void writeTopology() {
    topology = ClientProcess.topology(line(), relays, directory());
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    commands.afterEach(context);
  }

  RealLine line() {
    return commands.line();
  }

  /** For everything that is kept. */
  Path directory() {
    return commands.directory();
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
    PseudoTerminal terminal = PseudoTerminal.start(type, directory(), arguments(id, relay, more));
    for (int tries = 1; tries < TRIES_MAX && !terminal.showsBeforeItEnds(attached); tries++) {
      terminal
          .close(); // it wasn't answered a few times running, by loss or for want of a processor
      terminal = PseudoTerminal.start(type, directory(), arguments(id, relay, more));
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
    return ClientProcess.builder(directory(), command(id, relay, words))
        .redirectErrorStream(true)
        .redirectOutput(out.toFile())
        .start();
  }

  private String[] command(String id, int relay, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--relay", commands.place(relay), "--id", id));
    return all.toArray(String[]::new);
  }

  /** Somebody whose client is part of this program. */
  RelayClient connect(String id, int relay) {
    return commands.connect(id, relay);
  }

  /** The same under an ID that has an account; it may log in. */
  RelayClient connectToLogIn(String id, int relay) {
    return RelayClient.connect(line().clientConfig(ClientId.parse(id), relay).waitingForLogin())
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
    line().close();
  }
}
