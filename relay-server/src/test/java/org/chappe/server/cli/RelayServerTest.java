package org.chappe.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.chappe.model.RelayNumber;
import org.chappe.node.StorageFailure;
import org.chappe.topology.HostPort;
import org.chappe.topology.Topology.Relay;
import org.chappe.transport.ImpairmentSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class RelayServerTest {

  private static final String FIVE = Path.of("..", "topology", "five.yaml").toString();

  @TempDir
  private Path directory;

  private final FakeRelays relays = new FakeRelays();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void shouldPrintTheLineOfAGoodFile() {
    assertThat(execute("check", Path.of("..", "topology", "two.yaml").toString()))
        .isEqualTo(ExitCodes.DONE);

    assertThat(out.toString().lines())
        .containsExactly(
            "two: 2 relays, 8 lanes a link, frames padded to multiples of 32 bytes",
            "number  address                admin                  neighbours",
            "     1  127.0.0.1:7001         127.0.0.1:8001         2",
            "     2  127.0.0.1:7002         127.0.0.1:8002         1");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void shouldPrintALineOfOneRelay() throws IOException {
    Path file = Files.writeString(
        directory.resolve("alone.yaml"),
        "links: express\nrelays:\n- {number: 7, host: \"::1\", port: 7007}\n");

    assertThat(execute("check", file.toString())).isEqualTo(ExitCodes.DONE);

    assertThat(out.toString().lines())
        .containsExactly(
            "alone: 1 relay, 1 lane a link, frames not padded, express links",
            "number  address                admin                  neighbours",
            "     7  [::1]:7007             none                   none");
  }

  @Test
  void shouldPrintEveryProblemOfABadFile() throws IOException {
    Path file = Files.writeString(
        directory.resolve("bad.yaml"), "lane: 1\nrelays:\n- {number: 1, host: a, port: 0}\n");

    assertThat(execute("check", file.toString())).isEqualTo(ExitCodes.FILE);

    assertThat(out.toString()).isEmpty();
    assertThat(err.toString().lines())
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).startsWith("relay-server: " + file + ":"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "walk",
        "--bogus",
        "check",
        "check a b",
        "run",
        "run --topology five.yaml",
        "run --number 1",
        "run --topology five.yaml --number",
        "run --topology five.yaml --number 1 --all",
        "run --topology five.yaml --number 1 --number 2",
        "run --topology five.yaml --number 1 --bogus",
        "run --topology five.yaml --number one",
        "run --topology five.yaml --number 0",
        "run --topology five.yaml --number 10000",
        "run --topology five.yaml --number 1 extra",
        "run --join 127.0.0.1:7001 --number 6",
        "run --join 127.0.0.1:7001 --listen 127.0.0.1:7006",
        "run --join 127.0.0.1:7001 --listen 127.0.0.1:7006 --all",
        "run --join 127.0.0.1 --listen 127.0.0.1:7006 --number 6",
        "run --join 127.0.0.1:7001 --listen 127.0.0.1:0 --number 6",
        "run --join 127.0.0.1:7001 --listen 127.0.0.1:7006 --number 6 --topology five.yaml",
        "run --topology five.yaml --number 1 --listen 127.0.0.1:7006",
        "run --topology five.yaml --number 1 --take-over",
        "run --topology five.yaml --number 1 --impair loss=2",
        "run --topology five.yaml --number 1 --impair lose=0.2",
        "run --topology five.yaml --number 1 --admin 8001",
        "status",
        "status --number 1",
        "status --topology five.yaml --admin 127.0.0.1:8001",
        "status --admin 127.0.0.1",
        "status --admin 127.0.0.1:8001 -o xml"
      })
  void shouldRefuseAWrongCommandLineInOneLine(String arguments) {
    assertThat(execute(arguments.isEmpty() ? new String[0] : arguments.split(" ")))
        .isEqualTo(ExitCodes.USAGE);

    assertOneLine();
    assertThat(err.toString()).contains("; see relay-server").endsWith(" --help\n");
    assertThat(relays.started).isEmpty();
  }

  @Test
  void shouldRefuseAMissingFileInOneLine() {
    assertThat(execute("run", "--topology", "none.yaml", "--all")).isEqualTo(ExitCodes.FILE);

    assertThat(err.toString()).isEqualTo("relay-server: none.yaml: no such file; check the path\n");
  }

  @Test
  void shouldRefuseANumberThatIsNotInTheTopology() {
    assertThat(execute("run", "--topology", FIVE, "--number", "6"))
        .isEqualTo(ExitCodes.NO_SUCH_RELAY);

    assertThat(err.toString())
        .isEqualTo("relay-server: " + FIVE + " has no relay 6; it has 1 to 5\n");
  }

  @Test
  void shouldJoinALineThatRuns() throws Exception {
    relays.end.completeExceptionally(new UserError(ExitCodes.DENIED, "relay 6 is another"));

    int exitCode = execute(
        "run",
        "--join",
        "[::1]:7001",
        "--join",
        "tower:7002",
        "--number",
        "6",
        "--listen",
        "127.0.0.1:7006",
        "--take-over",
        "--store",
        "memory");

    assertThat(exitCode).isEqualTo(ExitCodes.DENIED);
    assertThat(err.toString()).isEqualTo("relay-server: relay 6 is another\n");
    assertThat(relays.joined)
        .containsExactly(new JoinPlan(
            new Relay(new RelayNumber(6), "127.0.0.1", 7006),
            List.of(new HostPort("::1", 7001), new HostPort("tower", 7002)),
            true));
  }

  @Test
  void shouldCloseWhatItHasStartedWhenOneCannotStart() {
    relays.failures.put(3, new UserError(ExitCodes.CANNOT_BIND, "relay 3 can't"));

    assertThat(execute("run", "--topology", FIVE, "--all")).isEqualTo(ExitCodes.CANNOT_BIND);

    assertThat(err.toString()).isEqualTo("relay-server: relay 3 can't\n");
    assertThat(relays.closed).containsExactly(1, 2);
  }

  @Test
  void shouldRunOneRelayUntilItEnds() throws Exception {
    Thread stopper =
        new Thread(() -> relays.end.completeExceptionally(new IllegalStateException("planted")));
    stopper.start();

    int exitCode = execute(
        "run",
        "--topology",
        FIVE,
        "--number",
        "2",
        "--impair",
        "loss=0.1",
        "--impair",
        "in:dup=0.1");
    stopper.join();

    assertThat(exitCode).isEqualTo(ExitCodes.INTERNAL);
    assertThat(relays.started).containsExactly(2);
    assertThat(relays.closed).containsExactly(2);
    assertThat(relays.impaired)
        .containsExactly(ImpairmentSpec.parse("loss=0.1"), ImpairmentSpec.parse("in:dup=0.1"));
  }

  @Test
  void shouldSayInOneLineThatTheStoreFailed() {
    relays.end.completeExceptionally(
        new StorageFailure("the disk has gone", new IOException("planted")));

    assertThat(execute("run", "--topology", FIVE, "--number", "2"))
        .isEqualTo(ExitCodes.STORE_FAILED);
    assertThat(err.toString()).isEqualTo("relay-server: the disk has gone\n");
    assertThat(relays.closed).containsExactly(2);
  }

  @Test
  void shouldRunAllRelays() {
    relays.end.completeExceptionally(new IllegalStateException("planted"));

    execute("run", "--topology", FIVE, "--all");

    assertThat(relays.started).containsExactly(1, 2, 3, 4, 5);
    assertThat(relays.closed).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void shouldGiveRelaysTheirAdminAddresses() {
    relays.end.completeExceptionally(new IllegalStateException("planted"));

    execute("run", "--topology", FIVE, "--number", "2");
    execute("run", "--topology", FIVE, "--number", "2", "--admin", "localhost:8012");
    execute("run", "--topology", FIVE, "--number", "2", "--admin", "0.0.0.0:1", "--admin-open");

    assertThat(relays.admins)
        .extracting(String::valueOf)
        .containsExactly("127.0.0.1:8002", "localhost:8012", "0.0.0.0:1");
  }

  @Test
  void shouldRefuseAnAdminAddressThatOthersReach() {
    assertThat(execute("run", "--topology", FIVE, "--number", "2", "--admin", "192.0.2.1:8002"))
        .isEqualTo(ExitCodes.USAGE);

    assertThat(err.toString())
        .isEqualTo("relay-server: other hosts reach the admin port 192.0.2.1:8002;"
            + " take 127.0.0.1, or allow that with --admin-open\n");
    assertThat(relays.started).isEmpty();
  }

  @Test
  void shouldRefuseOneAdminAddressForAllRelays() {
    assertThat(execute("run", "--topology", FIVE, "--all", "--admin", "127.0.0.1:8001"))
        .isEqualTo(ExitCodes.USAGE);

    assertThat(err.toString()).contains("--admin names one address, and there are 5 relays");
    assertThat(relays.started).isEmpty();
  }

  @Test
  void shouldPrintHelpVersionAndCompletion() {
    assertThat(execute("--help")).isEqualTo(ExitCodes.DONE);
    assertThat(execute("run", "--help")).isEqualTo(ExitCodes.DONE);
    assertThat(execute("--version")).isEqualTo(ExitCodes.DONE);
    assertThat(execute("completion", "zsh")).isEqualTo(ExitCodes.DONE);

    assertThat(out.toString())
        .contains(
            "CHAPPE_LOG_LEVEL",
            "--impair",
            "\nrelay-server ",
            "complete -F _complete_relay-server");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void shouldRefuseALogLevelThatIsNone() {
    assertThat(RelayServer.levelProblem(Map.of())).isNull();
    assertThat(RelayServer.levelProblem(Map.of("CHAPPE_LOG_LEVEL", "debug"))).isNull();
    assertThat(RelayServer.levelProblem(Map.of("CHAPPE_LOG_LEVEL", "loud")))
        .isEqualTo("CHAPPE_LOG_LEVEL is TRACE, DEBUG, INFO, WARN or ERROR; \"loud\" is not");
  }

  private void assertOneLine() {
    assertThat(err.toString().lines())
        .hasSize(1)
        .allMatch(line -> line.startsWith("relay-server: "));
  }

  private int execute(String... arguments) {
    CommandLine commandLine = RelayServer.commandLine(relays);
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(arguments);
  }
}
