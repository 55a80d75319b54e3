package org.chappe.client.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chappe.client.FakeHome;
import org.chappe.model.RelayNumber;
import org.chappe.node.Answer;
import org.chappe.node.Denial;
import org.chappe.node.Question;
import org.chappe.node.QuestionWord;
import org.chappe.transport.BindFailure;
import org.chappe.transport.Committer;
import org.chappe.transport.DriverConfig;
import org.chappe.transport.NodeDriver;
import org.chappe.transport.NodeListener;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import picocli.CommandLine;

/**
 * The program and a line of one relay, number 3, for it to talk to. A test that registers one as an extension has one for each of its
 * methods.
 */
final class Program implements AfterEachCallback {

  static final String ANN = "1111111111";
  static final String BEN = "2222222222";

  /** Commands that would leave a journal in the home directory. */
  private static final List<String> JOURNALING = List.of("send", "get", "listen");

  /** An environment in which nothing is configured, whatever is on this machine. */
  static final Map<String, String> NOTHING_SET =
      Map.of("XDG_CONFIG_HOME", "/nonexistent", "XDG_STATE_HOME", "/nonexistent");

  /** For programs in which nobody asks for a screen. */
  static final RelayClientCli.Screens NO_SCREEN = () -> {
    throw new AssertionError("nobody asks for a screen");
  };

  /** How a run of the program ended. */
  record Run(int exitCode, String out, String err) {}

  final FakeHome home = new FakeHome(new RelayNumber(3));
  final Path topology;
  final int port;
  private final NodeDriver driver;

  Program() {
    try {
      driver = start(home);
      port = driver.local().port();
      topology = Files.writeString(
          Files.createTempFile("line", ".yaml"),
          "relays:\n  - {number: 3, host: 127.0.0.1, port: " + port + "}\n");
    } catch (BindFailure | IOException e) {
      throw new IllegalStateException("there is no relay to test with", e);
    }
  }

  /** Starts a home that knows no accounts. */
  static NodeDriver start(FakeHome home) throws BindFailure {
    home.answers = Program::answer;
    return NodeDriver.start(
        DriverConfig.of("home", "127.0.0.1", 0),
        local -> home,
        Committer.MEMORY,
        NodeListener.SILENT);
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    stopRelay();
    Files.delete(topology);
  }

  void stopRelay() {
    driver.close();
  }

  /** A home that knows no accounts. */
  static List<Answer> answer(Question question) {
    return switch (question.word()) {
      case WHOAMI -> Answer.pages(question, List.of("3", "0", "none", ""));
      case NAME ->
        List.of(new Answer.Denied(
            question.word(),
            question.token(),
            Denial.NOUSER,
            "nobody is called " + question.rest()));
      default -> List.of();
    };
  }

  /** Runs a command with this line's topology, and without a journal unless one is named. */
  Run run(String command, String... arguments) {
    List<String> all = new ArrayList<>(List.of(command, "--topology", topology.toString()));
    all.addAll(List.of(arguments));
    if (JOURNALING.contains(command) && !all.contains("--journal")) {
      all.addAll(List.of("--journal", "none"));
    }
    return runBare(all.toArray(String[]::new));
  }

  /** Runs a command as a client of this relay. */
  Run runAs(String id, String command, String... arguments) {
    List<String> all = new ArrayList<>(List.of("--relay", "3", "--id", id));
    all.addAll(List.of(arguments));
    return run(command, all.toArray(String[]::new));
  }

  /** Has a person use the program on a terminal, without a journal. */
  static Run talk(Terminal terminal, Path topology, String... more) {
    List<String> all =
        new ArrayList<>(List.of("--topology", topology.toString(), "--journal", "none"));
    all.addAll(List.of(more));
    return run(
        RelayClientCli.commandLine(NOTHING_SET, () -> new Screen(terminal)),
        all.toArray(String[]::new));
  }

  /** What is shown to somebody who types lines and is a client of this relay. */
  String shownTo(String id, String... typed) throws IOException {
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    Terminal terminal = new DumbTerminal(typing(typed), shown);
    Run unused = talk(terminal, topology, "--relay", "3", "--id", id);
    return shown.toString(StandardCharsets.UTF_8);
  }

  /** What comes from a keyboard on which lines are typed. */
  static InputStream typing(String... lines) {
    String all = String.join("\n", lines) + "\n";
    return new ByteArrayInputStream(all.getBytes(StandardCharsets.UTF_8));
  }

  static Run runBare(String... arguments) {
    return runIn(NOTHING_SET, arguments);
  }

  static Run runIn(Map<String, String> environment, String... arguments) {
    return run(RelayClientCli.commandLine(environment, NO_SCREEN), arguments);
  }

  static Run run(CommandLine commandLine, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return new Run(commandLine.execute(arguments), out.toString(), err.toString());
  }

  /** Has the relay know one account, and no other. */
  void knows(String id, String name) {
    home.answers = question -> {
      String asked = question.rest();
      boolean isKnown = question.word() == QuestionWord.NAME
          && (asked.equals(id) || asked.equalsIgnoreCase(name));
      return isKnown ? Answer.pages(question, List.of(id, name, "client")) : answer(question);
    };
  }
}
