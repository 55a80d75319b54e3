package org.chappe.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import org.chappe.server.admin.AdminServer;
import org.chappe.server.admin.Departure;
import org.chappe.server.admin.SampleStatus;
import org.chappe.server.admin.StatusDocument;
import org.chappe.server.admin.StatusSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What an operator reads who has a relay leave. The relay is one that says what was planned and then ends. */
@Timeout(60)
class LeaveCommandTest {

  private final AdminServer server;
  private final int port;
  private final ArrayDeque<StatusDocument> planned = new ArrayDeque<>();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private boolean told;
  private boolean runs = true;

  LeaveCommandTest() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    server =
        AdminServer.bind("relay-3", new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    server.serve("127.0.0.1", this::status, this::leave);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private synchronized boolean leave() {
    told = true;
    return runs;
  }

  /** The next of the planned ones once it was told to leave; after the last it ends. */
  private synchronized StatusDocument status() throws StatusSource.NoAnswer {
    StatusDocument next = told ? planned.poll() : planned.peek();
    if (next == null) {
      new Thread(server::close).start();
      throw new StatusSource.NoAnswer("planted");
    }
    return next;
  }

  private void plan(int clients, int messages, Departure departure) {
    StatusDocument sample = SampleStatus.of(3, true, departure);
    planned.add(new StatusDocument(
        sample.relay(),
        new StatusDocument.Clients(clients, 9),
        new StatusDocument.Mail(messages, 100L * messages, messages, 0),
        sample.members(),
        sample.links(),
        sample.counters()));
  }

  @Test
  void shouldFollowARelayThatLeaves() {
    plan(2, 7, Departure.NONE);
    plan(0, 7, Departure.LEAVING);
    plan(0, 7, Departure.LEAVING);
    plan(0, 0, Departure.LEAVING);

    assertThat(execute("leave", "--admin", "127.0.0.1:" + port)).isEqualTo(ExitCodes.DONE);

    assertThat(out.toString().lines())
        .containsExactly(
            "relay 3: 2 clients, 7 messages",
            "relay 3: 0 clients, 7 messages",
            "relay 3: 0 clients, 0 messages",
            "relay 3 has left the line");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void shouldSayThatARelayStays() {
    plan(2, 7, Departure.NONE);
    plan(0, 4, Departure.STAYED);

    assertThat(execute("leave", "--admin", "127.0.0.1:" + port)).isEqualTo(ExitCodes.STAYED);

    assertThat(err.toString())
        .isEqualTo("relay-server: relay 3 stays: nobody takes its mail, 0 clients, 4 messages\n");
  }

  @Test
  void shouldSayThatARelayEndedBeforeItHadLeft() {
    plan(2, 7, Departure.NONE);
    plan(0, 4, Departure.LEAVING);

    assertThat(execute("leave", "--admin", "127.0.0.1:" + port)).isEqualTo(ExitCodes.NOT_READY);

    assertThat(err.toString())
        .isEqualTo(
            "relay-server: relay 3 ended before it had left; it had 0 clients, 4 messages\n");
  }

  @Test
  void shouldBelieveTheOthersThatItHasLeft(@TempDir Path directory) throws Exception {
    plan(2, 7, Departure.NONE);
    plan(0, 4, Departure.LEAVING);
    AdminServer other =
        AdminServer.bind("relay-4", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    String file = Files.writeString(
            directory.resolve("two.yaml"),
            String.format(
                "relays:%n- {number: 3, host: a, port: 1, admin: 127.0.0.1:%d}%n"
                    + "- {number: 4, host: b, port: 1, admin: 127.0.0.1:%d}%n",
                port, other.local().getPort()))
        .toString();
    try (other) {
      other.serve("127.0.0.1", () -> SampleStatus.whereLeft(3), () -> false);

      assertThat(execute("leave", "--topology", file, "--number", "3")).isEqualTo(ExitCodes.DONE);
    }
    assertThat(out.toString()).endsWith("relay 3 has left the line\n");
  }

  @Test
  void shouldSayThatARelayCannotBeTold() {
    plan(0, 0, Departure.NONE);
    runs = false;
    assertThat(execute("leave", "--admin", "127.0.0.1:" + port)).isEqualTo(ExitCodes.NOT_READY);
    server.close();
    assertThat(execute("leave", "--admin", "127.0.0.1:" + port)).isEqualTo(ExitCodes.NOT_READY);

    assertThat(err.toString().lines())
        .containsExactly(
            "relay-server: relay 3: the relay is starting, has ended, or is overloaded",
            "relay-server: no relay at 127.0.0.1:" + port + ": nothing listens there");
  }

  @Test
  void shouldWantOneRelay() {
    String two = Path.of("..", "topology", "two.yaml").toString();
    assertThat(execute("leave", "--topology", two)).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString())
        .contains("Say which relay is to leave, with --number")
        .hasLineCount(1);
  }

  private int execute(String... arguments) {
    CommandLine commandLine = RelayServer.commandLine(new FakeRelays());
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(arguments);
  }
}
