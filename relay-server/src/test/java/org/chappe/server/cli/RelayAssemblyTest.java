package org.chappe.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.chappe.model.Payload;
import org.chappe.model.RelayNumber;
import org.chappe.node.Batch;
import org.chappe.node.StoreKey;
import org.chappe.server.admin.StatusDocument;
import org.chappe.server.cli.AdminClient.Reply;
import org.chappe.server.cli.RelayStarter.RunningRelay;
import org.chappe.server.station.Lives;
import org.chappe.server.station.StationLimits;
import org.chappe.server.store.DiskStore;
import org.chappe.server.store.StoreInspector;
import org.chappe.store.Store;
import org.chappe.topology.HostPort;
import org.chappe.topology.Limits;
import org.chappe.topology.Topology;
import org.chappe.topology.Topology.Relay;
import org.chappe.topology.TopologyReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

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
  void shouldTellHowItIsAndGiveThatAddressBack() throws Exception {
    Topology alone = alone(freePort(), freeTcpPort());
    Relay relay = alone.relays().get(0);

    try (RunningRelay running = assembly.start(alone, relay, List.of(), null)) {
      assertThat(running.ended().toCompletableFuture()).isNotDone();
      Reply reply = new AdminClient().status(admin(relay)).get(20, TimeUnit.SECONDS);
      StatusDocument status = Objects.requireNonNull(reply.status());
      assertThat(status.relay().line()).isEqualTo("alone");
      assertThat(status.relay().address()).isEqualTo(relay.address());
      assertThat(status.relay().data()).isNull();
      assertThat(status.relay().ready()).isTrue();
      assertThat(status.relay().uptimeSeconds()).isPositive();
      assertThat(status.counters().inputs()).containsKeys("accepted", "noSession");
      assertThat(status.counters().transport()).containsKey("datagramsRead");
    }

    assertThat(new AdminClient().status(admin(relay)).get(20, TimeUnit.SECONDS).problem())
        .isEqualTo("nothing listens there");
    assembly.start(alone, relay, List.of(), null).close();
  }

  @Test
  void shouldSayWhenTheAdminPortIsTakenAndLetGoOfAllElse(@TempDir Path data) throws Exception {
    Topology alone;
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      alone = alone(freePort(), other.getLocalPort());

      assertThat(failure(alone, data, ExitCodes.CANNOT_BIND))
          .isEqualTo("the admin port of relay 1 cannot listen on 127.0.0.1:" + other.getLocalPort()
              + ": the port is taken by another program");
    }
    assembly.start(alone, alone.relays().get(0), List.of(), data).close();
  }

  @Test
  void shouldLetGoOfTheAdminPortWhenTheRelayCannotListen() throws Exception {
    try (DatagramSocket other = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      int admin = freeTcpPort();

      failure(alone(other.getLocalPort(), admin), ExitCodes.CANNOT_BIND);

      new ServerSocket(admin, 1, InetAddress.getLoopbackAddress()).close();
    }
  }

  private static HostPort admin(Relay relay) {
    return Objects.requireNonNull(relay.admin());
  }

  private static Topology alone(int port, int adminPort) {
    HostPort admin = new HostPort("127.0.0.1", adminPort);
    Relay relay = new Relay(new RelayNumber(1), "127.0.0.1", port, admin);
    return new Topology("alone", 1, 0, Limits.DEFAULT, List.of(relay));
  }

  private static int freeTcpPort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
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

  @Test
  void shouldKeepAsMuchAsTheTopologySays() {
    Limits limits = new Limits(11, 12, 13, 1_400, 15, 16, 17);

    assertThat(RelayAssembly.stationLimits(limits))
        .isEqualTo(new StationLimits(
            11, 12_000_000, 13, 1_400, 15, new Lives(16, 17), StationLimits.DEFAULT.pairsMax()));
    assertThat(RelayAssembly.stationLimits(Limits.DEFAULT)).isEqualTo(StationLimits.DEFAULT);
  }

  @Test
  void shouldTakeNothingFromGuestsWhereTheTopologySaysSo(@TempDir Path directory) throws Exception {
    for (String accounts : List.of("required", "optional")) {
      int port = freePort();
      Path file = Files.writeString(
          directory.resolve("line.yaml"),
          "accounts: " + accounts + "\nrelays:\n- {number: 1, host: 127.0.0.1, port: " + port
              + "}\n");
      Topology topology = TopologyReader.read(file);
      try (RunningRelay running =
          assembly.start(topology, topology.relays().get(0), List.of(), null)) {
        assertThat(running.ended().toCompletableFuture()).isNotDone();
        assertThat(ask(port, "handshake/7/1234567890//"))
            .isEqualTo(
                accounts.equals("required")
                    ? "ack;xauth/7/1/1234567890/accounts are required here; create one first"
                    : "ack/7/1/1234567890/");
      }
    }
  }

  @Test
  void shouldSayThatMailCannotBeReadAndLetGoOfTheStore(@TempDir Path data) throws Exception {
    Topology alone = alone("127.0.0.1", freePort());
    storeMail(data);
    Path table = tableOf(data);
    byte[] bytes = Files.readAllBytes(table);
    bytes[2_000] ^= 0x10;
    Files.write(table, bytes);

    for (int attempt = 0; attempt < 2; attempt++) {
      assertThat(failure(alone, data, ExitCodes.DATA_DAMAGED))
          .contains(data.toString(), table.getFileName().toString(), "relay-server store check");
    }
  }

  private static void storeMail(Path data) throws Exception {
    try (DiskStore store = DiskStore.open(data, new RelayNumber(1))) {
      for (int n = 0; n < 100; n++) {
        StoreKey key = new StoreKey(Store.MAIL_SPACE, 7, n);
        Payload value = Payload.of("message " + n + " " + "x".repeat(200));
        store.commit(new Batch(n, List.of(new Batch.Change(key, value))), () -> {});
      }
    }
    StoreInspector.compact(data); // from the log into a table
  }

  private static Path tableOf(Path data) throws Exception {
    try (Stream<Path> files = Files.list(data.resolve("db"))) {
      return files
          .filter(file -> file.toString().endsWith(".sst"))
          .max(Comparator.comparing(file -> file.toFile().length()))
          .orElseThrow();
    }
  }

  private String failure(Topology topology, int exitCode) {
    return failure(topology, null, exitCode);
  }

  private String failure(Topology topology, @Nullable Path data, int exitCode) {
    UserError error = catchThrowableOfType(
        UserError.class, () -> assembly.start(topology, topology.relays().get(0), List.of(), data));
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
