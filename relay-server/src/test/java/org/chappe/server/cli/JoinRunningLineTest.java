package org.chappe.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.chappe.model.RelayNumber;
import org.chappe.topology.HostPort;
import org.chappe.topology.Limits;
import org.chappe.topology.Topology;
import org.chappe.topology.Topology.Relay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Relays on real sockets and disks that come into a line which runs. */
@Timeout(60)
class JoinRunningLineTest {

  private static final String ANNA = "1234567890";

  private final RelayAssembly assembly = new RelayAssembly();
  private final Relay first = new Relay(new RelayNumber(1), "127.0.0.1", freePort());
  private final Topology line = new Topology("line", 2, 32, Limits.DEFAULT, List.of(first));

  JoinRunningLineTest() throws Exception {}

  private RelayProcess listed() throws UserError {
    return RelayProcess.start(assembly, line, List.of(first), List.of(), number -> null);
  }

  private RelayProcess joining(Relay relay, int through, Path data) throws UserError {
    List<HostPort> introducers = List.of(new HostPort("127.0.0.1", through));
    JoinPlan plan = new JoinPlan(relay, introducers, false);
    return RelayProcess.join(assembly, plan, List.of(), data);
  }

  private static Relay relay(int number) throws Exception {
    return new Relay(new RelayNumber(number), "127.0.0.1", freePort());
  }

  @Test
  void shouldCarryMailOverRelaysThatJoinedAndReturned(@TempDir Path data) throws Exception {
    Relay two = relay(2);
    Relay three = relay(3);
    try (RelayProcess one = listed()) {
      assertThat(one).isNotNull();
      RelayProcess second = joining(two, first.port(), data.resolve("2"));
      try (RelayProcess third = joining(three, two.port(), data.resolve("3"))) {
        assertThat(third).isNotNull();
        talk(three, first, "0987654321");
        second.close();
        RelayProcess again = joining(two, freePort(), data.resolve("2"));
        talk(two, three, "0987654322");
        again.close();
      }
    }
  }

  @Test
  void shouldEndWithAClearErrorWhenItsNumberIsAnothers(@TempDir Path data) throws Exception {
    try (RelayProcess one = listed();
        RelayProcess stranger = joining(relay(1), first.port(), data)) {
      assertThat(one).isNotNull();
      assertThatThrownBy(stranger::awaitEnd)
          .isInstanceOf(UserError.class)
          .hasMessage("the line doesn't let relay 1 in: relay 1 is another, at " + first.address()
              + ", and alive")
          .extracting(error -> ((UserError) error).exitCode())
          .isEqualTo(ExitCodes.DENIED);
    }
  }

  @Test
  void shouldEndInGoodOrderWhenItHasLeftAndHandedItsMailOver(@TempDir Path data) throws Exception {
    Relay two = relay(2);
    try (RelayProcess one = listed();
        RelayProcess second = joining(two, first.port(), data)) {
      assertThat(one).isNotNull();
      ask(two, "handshake/0/" + ANNA + "//", "ack/0/2/" + ANNA + "/");
      ask(two, "send/1/" + ANNA + "/0987654321/hello", "ack/1/2/" + ANNA + "/");
      second.leave();
      second.awaitEnd();
      ask(first, "get/2/0987654321//", "/" + ANNA + "/0987654321/hello");
    }
  }

  /** Somebody at one relay writes to somebody at another, as soon as both take clients, until it has come. */
  private static void talk(Relay from, Relay to, String bert) throws Exception {
    ask(from, "handshake/0/" + ANNA + "//", "ack/0/" + from.number() + "/" + ANNA + "/");
    ask(to, "handshake/0/" + bert + "//", "ack/0/" + to.number() + "/" + bert + "/");
    ask(
        from,
        "send/1/" + ANNA + "/" + bert + "/hello",
        "ack/1/" + from.number() + "/" + ANNA + "/");
    ask(to, "get/2/" + bert + "//", "/" + ANNA + "/" + bert + "/hello");
  }

  private static void ask(Relay relay, String frame, String answerEnds) throws Exception {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(200);
      String heard = "";
      while (!heard.endsWith(answerEnds)) {
        byte[] question = frame.getBytes(StandardCharsets.UTF_8);
        InetAddress host = InetAddress.getLoopbackAddress();
        socket.send(new DatagramPacket(question, question.length, host, relay.port()));
        DatagramPacket answer = new DatagramPacket(new byte[512], 512);
        try {
          socket.receive(answer);
          heard = new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8);
        } catch (SocketTimeoutException lost) {
          heard = "";
        }
      }
    }
  }

  private static int freePort() throws Exception {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
