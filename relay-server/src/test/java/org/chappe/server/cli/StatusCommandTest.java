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
import java.util.ArrayList;
import java.util.List;
import org.chappe.server.admin.AdminServer;
import org.chappe.server.admin.SampleStatus;
import org.chappe.server.admin.StatusSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an operator reads who asks relays how they are. */
@Timeout(60)
class StatusCommandTest {

  @TempDir
  private Path directory;

  private final List<AdminServer> servers = new ArrayList<>();
  private final List<Integer> ports = new ArrayList<>();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void choosePorts() throws IOException {
    List<ServerSocket> held = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
    }
    for (ServerSocket socket : held) {
      ports.add(socket.getLocalPort());
      socket.close();
    }
  }

  @AfterEach
  void close() {
    servers.forEach(AdminServer::close);
  }

  private void serve(int number, StatusSource source) throws IOException {
    int port = ports.get(number - 1);
    AdminServer server = AdminServer.bind(
        "relay-" + number, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    servers.add(server);
    server.serve("127.0.0.1", source, () -> false);
  }

  private String three() throws IOException {
    StringBuilder file = new StringBuilder("relays:\n");
    for (int n = 1; n <= 3; n++) {
      file.append(String.format(
          "- {number: %d, host: 127.0.0.1, port: 700%d, admin: 127.0.0.1:%d}%n",
          n, n, ports.get(n - 1)));
    }
    return Files.writeString(directory.resolve("three.yaml"), file).toString();
  }

  @Test
  void shouldPrintARowForEachRelay() throws Exception {
    serve(2, () -> SampleStatus.of(2, true));
    serve(3, () -> SampleStatus.of(3, false));

    assertThat(execute("status", "--topology", three())).isEqualTo(ExitCodes.NOT_READY);

    assertThat(out.toString().lines())
        .containsExactly(
            "number  address                state           since  links         reason",
            "     1  127.0.0.1:7001         unreachable     3.5 s  -             nothing listens there;"
                + " dead, says relay 2: it didn't refute in time that it is suspect",
            "     2  127.0.0.1:7002         ready          12.5 s  3",
            "     3  127.0.0.1:7003         not ready      12.5 s  4            "
                + " it has found no way yet to relays that may live");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void shouldPrintAnObjectForEachRelay() throws Exception {
    serve(2, () -> SampleStatus.of(2, true));

    assertThat(execute("status", "--topology", three(), "-o", "json"))
        .isEqualTo(ExitCodes.NOT_READY);

    List<JsonNode> objects =
        out.toString().lines().map(JsonMapper.shared()::readTree).toList();
    assertThat(objects).hasSize(3);
    assertThat(objects.get(0).at("/number").intValue()).isEqualTo(1);
    assertThat(objects.get(0).at("/unreachable").stringValue()).isEqualTo("nothing listens there");
    assertThat(objects.get(1).at("/relay/number").intValue()).isEqualTo(2);
    assertThat(objects.get(1).at("/members/0/reason").stringValue()).isEqualTo("unrefuted");
  }

  @Test
  void shouldSayHowOneRelaySeesTheOthers() throws Exception {
    serve(2, () -> SampleStatus.of(2, true));

    assertThat(execute("status", "--topology", three(), "--number", "2")).isEqualTo(ExitCodes.DONE);

    assertThat(out.toString().lines())
        .containsExactly(
            "relay 2 of sample, 127.0.0.1:7002, ready, up for 12.5 s, mail in memory",
            "mail: 3 messages (33 bytes) for 4 recipients, 22 on their way; clients: 2 attached, 2 known",
            "",
            "number  address                state           since  links         reason",
            "     1  127.0.0.1:7001         dead            3.5 s  -             it didn't refute in"
                + " time that it is suspect; no way",
            "     2  127.0.0.1:7002         alive           3.5 s  3             it says so",
            "     3  127.0.0.1:7003         alive           3.5 s  2             it says so; 1 hop",
            "",
            "  link  state            rtt    lanes  waiting   unacked      silent",
            "     3  up           1.25 ms      9/9        3         7       0.0 s");
  }

  @Test
  void shouldAskByAddress() throws Exception {
    serve(1, () -> SampleStatus.of(1 + 1, false));
    String at = "127.0.0.1:" + ports.get(0);

    assertThat(execute("status", "--admin", at, "-o", "json")).isEqualTo(ExitCodes.NOT_READY);

    assertThat(JsonMapper.shared().readTree(out.toString()).at("/relay/number").intValue())
        .isEqualTo(2);
  }

  @Test
  void shouldSayInOneLineThatARelayCannotBeAsked() throws Exception {
    String file = three();
    String at = "127.0.0.1:" + ports.get(0);
    assertThat(execute("status", "--topology", file, "--number", "1"))
        .isEqualTo(ExitCodes.NOT_READY);
    serve(1, () -> {
      throw new StatusSource.NoAnswer("planted");
    });
    assertThat(execute("status", "--admin", at)).isEqualTo(ExitCodes.NOT_READY);
    assertThat(execute("status", "--topology", file, "--number", "4"))
        .isEqualTo(ExitCodes.NO_SUCH_RELAY);

    assertThat(err.toString().lines())
        .containsExactly(
            "relay-server: no relay at " + at + ": nothing listens there",
            "relay-server: no relay at " + at + ": planted",
            "relay-server: " + file + " has no relay 4; it has 1 to 3");
  }

  @Test
  void shouldSayThatARelayHasNoAdminAddress() throws Exception {
    String file = Files.writeString(
            directory.resolve("bare.yaml"), "relays:\n- {number: 7, host: 127.0.0.1, port: 7007}\n")
        .toString();

    assertThat(execute("status", "--topology", file, "--number", "7"))
        .isEqualTo(ExitCodes.NOT_READY);
    assertThat(err.toString()).contains("gives relay 7 no admin address").hasLineCount(1);
    assertThat(execute("status", "--topology", file)).isEqualTo(ExitCodes.NOT_READY);
    assertThat(out.toString()).contains("unreachable", "the file gives it no admin address");
  }

  private int execute(String... arguments) {
    CommandLine commandLine = RelayServer.commandLine(new FakeRelays());
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(arguments);
  }
}
