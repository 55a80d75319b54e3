package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.chappe.client.RelayClient;
import org.chappe.client.cli.RelayClientCli;
import org.chappe.model.ClientId;
import org.chappe.transport.BindFailure;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Relays on real sockets, and the commands of the real program within this one. A test that registers one as an extension has fresh relays, an
 * empty directory and an environment in which nothing is set for each of its methods.
 */
final class Commands implements BeforeEachCallback, AfterEachCallback {

  static final String ANNA = "1234567890";
  static final String BERT = "0987654321";
  static final String NOBODY = "5555555555";

  /** So long a test waits for what has to come sooner or later. */
  static final Duration LIMIT = Duration.ofSeconds(60);

  /** In the place of a journal's name. */
  static final String NONE = "none";

  /** Commands that only read what is kept, and so need no relay. */
  private static final Set<String> READING = Set.of("history", "search");

  /** How a run of the program ended. */
  record Run(int exitCode, String out, String err) {}

  /** The relays that a test wants. */
  interface Relays {
    RealLine start() throws BindFailure;
  }

  private final Relays relays;
  private final Map<String, String> environment = new HashMap<>();

  @SuppressWarnings("NullAway.Init") // set before each test
  private RealLine line;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Path directory;

  Commands(int count) {
    this(() -> RealLine.start(count, true));
  }

  Commands(Relays relays) {
    this.relays = relays;
  }

  /** At relays that others started, and close; what is kept goes where they say. */
  static Commands at(RealLine line, Path directory) {
    Commands commands = new Commands(() -> line);
    commands.line = line;
    commands.directory = directory;
    ClientProcess.isolate(commands.environment, directory);
    return commands;
  }

  @Override
  public void beforeEach(ExtensionContext context) throws Exception {
    directory = Files.createTempDirectory("commands");
    line = relays.start();
    environment.clear();
    ClientProcess.isolate(environment, directory);
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    line.close();
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  RealLine line() {
    return line;
  }

  /** Has other relays take the place of those that there are. */
  void restart(Relays others) throws BindFailure {
    line.close();
    line = others.start();
  }

  /** For everything that is kept. */
  Path directory() {
    return directory;
  }

  /** The variables that the commands see, which a test may set. */
  Map<String, String> environment() {
    return environment;
  }

  /** Writes a file of one line, and returns where it is. */
  String write(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content + "\n").toString();
  }

  /** Where a relay is, as a person would write it. */
  String place(int relay) {
    return "127.0.0.1:" + line.clientConfig(new ClientId(1), relay).port();
  }

  /** Writes the topology of the relays, and has the commands use it. */
  void setTopology(int count) {
    environment.put(
        "CHAPPE_TOPOLOGY", ClientProcess.topology(line, count, directory).toString());
  }

  /** A journal's directory. */
  String journal(String name) {
    return name.equals(NONE) ? NONE : directory.resolve(name).toString();
  }

  /** Runs a command as it stands. */
  Run run(String... words) {
    return run(new StringWriter(), words);
  }

  /** @param shown takes what the command prints, as it does */
  Run run(Writer shown, String... words) {
    StringWriter err = new StringWriter();
    int exitCode = RelayClientCli.execute(
        environment, new PrintWriter(shown, true), new PrintWriter(err, true), words);
    return new Run(exitCode, shown.toString(), err.toString());
  }

  /**
   * Runs a command of somebody.
   *
   * @param journal its name, or {@link #NONE}
   */
  Run runAs(String id, int relay, String journal, String... words) {
    return run(words(id, relay, journal, words));
  }

  /** The words of such a command. */
  String[] words(String id, int relay, String journal, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(1, List.of("--id", id, "--journal", journal(journal)));
    if (!READING.contains(words[0])) {
      all.addAll(1, List.of("--relay", place(relay)));
    }
    return all.toArray(String[]::new);
  }

  /** Runs a command of Anna's, who is at relay 1 and keeps a journal. */
  Run anna(String... words) {
    return runAs(ANNA, 1, ANNA, words);
  }

  /** Runs a command of Bert's, who is at relay 2 and keeps a journal. */
  Run bert(String... words) {
    return runAs(BERT, 2, BERT, words);
  }

  /** Somebody whose client is part of this program, and keeps nothing. */
  RelayClient connect(String id, int relay) {
    return RelayClient.connect(line.clientConfig(ClientId.parse(id), relay)).join();
  }

  /** It was done, and nothing else is said. */
  static void assertSays(Run run, String... lines) {
    StringBuilder out = new StringBuilder();
    for (String each : lines) {
      out.append(each).append('\n');
    }
    assertThat(run).isEqualTo(new Run(0, out.toString(), ""));
  }

  /** It was not done, and the reason is this one line. */
  static void assertEndsWith(Run run, int exitCode, String words) {
    assertThat(run).isEqualTo(new Run(exitCode, "", "relay-client: " + words + "\n"));
  }
}
