package org.chappe.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.chappe.client.cli.Program.Run;
import org.chappe.transport.BareForwarder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Bare forwarders: to measure against, and as a command. */
@Timeout(60)
class BareForwardersCliTest {

  @RegisterExtension
  private final Program program = new Program();

  @Test
  void shouldMeasureBareForwarders() throws Exception {
    int exitPort = freePort();
    try (BareForwarder second = BareForwarder.start(0, "127.0.0.1", exitPort);
        BareForwarder first = BareForwarder.start(0, "127.0.0.1", second.port())) {
      Run bare = program.run(
          "bench",
          "--bare",
          "--entry",
          "127.0.0.1:" + first.port(),
          "--exit-port",
          String.valueOf(exitPort),
          "--messages",
          "5000",
          "--outstanding",
          "64",
          "--light",
          "100",
          "-o",
          "json");
      assertThat(bare.exitCode()).as(bare.err()).isEqualTo(ExitCodes.DONE);
      JsonNode result = JsonMapper.shared().readTree(bare.out());
      assertThat(result.get("datagramBytes").asInt()).isBetween(150, 180);
      assertThat(result.get("sent").asLong()).isEqualTo(5000);
      assertThat(result.get("messagesPerSecond").asLong()).isPositive();
      assertThat(result.get("lightP50Micros").asLong()).isPositive();
    }
  }

  @Test
  void shouldSayThatNothingComesOutOfBareForwarders() throws Exception {
    int exitPort = freePort();
    Run nothing = program.run(
        "bench",
        "--bare",
        "--entry",
        "127.0.0.1:" + freePort(),
        "--exit-port",
        String.valueOf(exitPort),
        "--warm-up",
        "1");
    assertThat(nothing.exitCode()).isEqualTo(ExitCodes.UNREACHABLE);
    assertThat(nothing.err()).contains("comes to port " + exitPort).hasLineCount(1);
  }

  @Test
  void shouldForwardUntilItIsStopped() throws Exception {
    try (DatagramSocket exit = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      int port = freePort();
      CompletableFuture<Run> forwarder = new CompletableFuture<>();
      Thread thread = new Thread(() -> {
        forwarder.complete(Program.runBare(
            "forward",
            "--listen",
            String.valueOf(port),
            "--to",
            "127.0.0.1:" + exit.getLocalPort()));
      });
      thread.setDaemon(true);
      thread.start();
      Awaitility.await().until(() -> passes(exit, port));
      Run taken =
          Program.runBare("forward", "--listen", String.valueOf(port), "--to", "127.0.0.1:9");
      assertThat(taken.exitCode()).isEqualTo(ExitCodes.CANNOT_BIND);
      assertThat(forwarder).isNotDone();
      thread.interrupt();
      assertThat(forwarder)
          .succeedsWithin(Duration.ofSeconds(20))
          .extracting(Run::exitCode)
          .isEqualTo(ExitCodes.DONE);
    }
  }

  /** Whether a datagram to the port comes to the socket within a moment. */
  private static boolean passes(DatagramSocket exit, int port) throws IOException {
    try (DatagramSocket entry = new DatagramSocket()) {
      entry.send(new DatagramPacket(new byte[1], 1, InetAddress.getLoopbackAddress(), port));
      exit.setSoTimeout(100);
      exit.receive(new DatagramPacket(new byte[1], 1));
      return true;
    } catch (SocketTimeoutException notYet) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
