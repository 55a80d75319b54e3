package org.chappe.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.chappe.model.RelayNumber;
import org.chappe.server.cli.RelayStarter.RunningRelay;
import org.chappe.topology.Limits;
import org.chappe.topology.Topology;
import org.chappe.topology.Topology.Relay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RelayAssemblyTest {

  private final RelayAssembly assembly = new RelayAssembly();

  @Test
  void shouldAnswerOnItsSocketAndGiveItBack() throws Exception {
    Topology alone = alone("127.0.0.1", freePort());
    Relay relay = alone.relays().get(0);

    RunningRelay running = assembly.start(alone, relay, List.of(), null);
    try (running) {
      assertThat(ask(relay.port(), "handshake/7/1234567890//")).isEqualTo("ack/7/1/1234567890/");
    }
    running.ended().toCompletableFuture().get(10, TimeUnit.SECONDS);

    new DatagramSocket(relay.port(), InetAddress.getLoopbackAddress()).close();
  }

  @Test
  void shouldSayWhenThePortIsTaken() throws Exception {
    try (DatagramSocket other = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      Topology alone = alone("127.0.0.1", other.getLocalPort());

      assertThat(failure(alone, ExitCodes.CANNOT_BIND))
          .isEqualTo("relay 1 cannot listen on 127.0.0.1:" + other.getLocalPort()
              + ": the port is taken by another program");
    }
  }

  @Test
  void shouldSayWhenTheAddressIsNotOfThisHost() {
    assertThat(failure(alone("192.0.2.1", 7001), ExitCodes.CANNOT_BIND))
        .isEqualTo(
            "relay 1 cannot listen on 192.0.2.1:7001: the address is not one of this host's");
  }

  @Test
  void shouldSayWhichHostIsUnknown() {
    assertThat(failure(alone("tower.invalid", 7001), ExitCodes.FILE))
        .isEqualTo("relay 1 can't be found: the host tower.invalid is unknown;"
            + " correct it in the topology file");
  }

  private String failure(Topology topology, int exitCode) {
    UserError error = catchThrowableOfType(
        UserError.class, () -> assembly.start(topology, topology.relays().get(0), List.of(), null));
    assertThat(error.exitCode()).isEqualTo(exitCode);
    return error.sentence();
  }

  private static Topology alone(String host, int port) {
    return new Topology(
        "alone", 1, 0, Limits.DEFAULT, List.of(new Relay(new RelayNumber(1), host, port)));
  }

  private static int freePort() throws Exception {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String ask(int port, String frame) throws Exception {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(10_000);
      byte[] question = frame.getBytes(StandardCharsets.UTF_8);
      socket.send(
          new DatagramPacket(question, question.length, InetAddress.getLoopbackAddress(), port));
      DatagramPacket answer = new DatagramPacket(new byte[512], 512);
      socket.receive(answer);
      return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8);
    }
  }
}
