package org.chappe.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.chappe.client.RelayClientConfig;
import org.chappe.client.session.ClientConfig;
import org.chappe.client.session.ClientNode;
import org.chappe.client.session.ClientOrder;
import org.chappe.link.LinkConfig;
import org.chappe.model.ClientId;
import org.chappe.model.RelayNumber;
import org.chappe.node.Endpoint;
import org.chappe.server.chain.Line;
import org.chappe.server.node.RelayConfig;
import org.chappe.server.node.RelayNode;
import org.chappe.server.station.StationLimits;
import org.chappe.store.MemoryStore;
import org.chappe.transport.BindFailure;
import org.chappe.transport.Committer;
import org.chappe.transport.DriverConfig;
import org.chappe.transport.Endpoints;
import org.chappe.transport.ImpairmentSpec;
import org.chappe.transport.NodeDriver;
import org.chappe.transport.NodeListener;

/** Relays and clients on real sockets of the loopback interface, all in this process. */
final class RealLine implements AutoCloseable {

  private static final String HOST = "127.0.0.1";

  /** Somebody else may take a port between its choice and its use. */
  private static final int ATTEMPTS_MAX = 5;

  private static final int LEASE_SECONDS = 60;

  private final boolean nativeTransport;
  private final StationLimits limits;
  private final boolean accountsRequired;
  private final List<ImpairmentSpec> impairments;
  private final Consumer<MemoryStore> past;
  private final List<NodeDriver> drivers = new ArrayList<>();
  private final Map<Integer, Endpoint> endpoints = new LinkedHashMap<>();
  private final Map<Integer, HeldDisk> disks = new LinkedHashMap<>();
  private final Cut cut = new Cut(endpoints);
  private final AtomicLong aheadNanos = new AtomicLong();

  private RealLine(
      boolean nativeTransport,
      StationLimits limits,
      boolean accountsRequired,
      List<ImpairmentSpec> impairments,
      Consumer<MemoryStore> past) {
    this.nativeTransport = nativeTransport;
    this.limits = limits;
    this.accountsRequired = accountsRequired;
    this.impairments = impairments;
    this.past = past;
  }

  /** @param nativeTransport whether epoll is used where it is there */
  static RealLine start(int relays, boolean nativeTransport) throws BindFailure {
    return start(relays, nativeTransport, StationLimits.DEFAULT);
  }

  /** @param limits what each relay keeps */
  static RealLine start(int relays, boolean nativeTransport, StationLimits limits)
      throws BindFailure {
    return start(
        relays, () -> new RealLine(nativeTransport, limits, false, List.of(), RealLine::forgetAll));
  }

  /** Only those who have an account may use it. */
  static RealLine startForAccounts(int relays) throws BindFailure {
    return start(
        relays,
        () -> new RealLine(true, StationLimits.DEFAULT, true, List.of(), RealLine::forgetAll));
  }

  /** @param spec how each relay spoils what it sends, as {@code --impair} takes it */
  static RealLine startImpaired(int relays, String spec) throws BindFailure {
    List<ImpairmentSpec> spoiled = List.of(ImpairmentSpec.parse(spec));
    return start(
        relays,
        () -> new RealLine(true, StationLimits.DEFAULT, false, spoiled, RealLine::forgetAll));
  }

  /** @param past puts into each relay's store what it has kept of an earlier life */
  static RealLine startAgain(int relays, Consumer<MemoryStore> past) throws BindFailure {
    return start(relays, () -> new RealLine(true, StationLimits.DEFAULT, false, List.of(), past));
  }

  private static RealLine start(int relays, Supplier<RealLine> some) throws BindFailure {
    for (int attempt = 1; ; attempt++) {
      RealLine line = some.get();
      try {
        line.startRelays(relays);
        return line;
      } catch (BindFailure e) {
        line.close();
        if (attempt == ATTEMPTS_MAX) {
          throw e;
        }
      }
    }
  }

  private static void forgetAll(MemoryStore store) {}

  private void startRelays(int relays) throws BindFailure {
    int number = 1;
    for (int port : freePorts(relays)) {
      endpoints.put(number++, Endpoints.resolve(HOST, port));
    }
    for (Map.Entry<Integer, Endpoint> relay : endpoints.entrySet()) {
      startRelay(relay.getKey(), relay.getValue().port());
    }
  }

  private static List<Integer> freePorts(int count) {
    List<DatagramSocket> held = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        held.add(new DatagramSocket(0, InetAddress.getLoopbackAddress()));
      }
      return held.stream().map(DatagramSocket::getLocalPort).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      held.forEach(DatagramSocket::close);
    }
  }

  private void startRelay(int number, int port) throws BindFailure {
    RelayConfig config = new RelayConfig(
            new Line(number, List.copyOf(endpoints.keySet())),
            endpoints,
            1,
            System.currentTimeMillis(),
            LinkConfig.DEFAULT,
            limits,
            RelayConfig.SESSIONS_MAX)
        .withAccountsRequired(accountsRequired);
    MemoryStore store = new MemoryStore();
    past.accept(store);
    HeldDisk disk = new HeldDisk(store);
    disks.put(number, disk);
    drivers.add(NodeDriver.start(
        driver("relay-" + number, port).withImpairments(impairments),
        local -> PlantedBug.ahead(
            cut.around(number, new RelayNode(config, store, new SecureRandom())), aheadNanos::get),
        disk,
        NodeListener.SILENT));
  }

  private DriverConfig driver(String name, int port) {
    Map<Endpoint, RelayNumber> relays = new LinkedHashMap<>();
    endpoints.forEach((number, endpoint) -> relays.put(endpoint, new RelayNumber(number)));
    return DriverConfig.of(name, HOST, port)
        .withRelays(relays)
        .withNativeTransport(nativeTransport);
  }

  /** A client that is on its way to a home and listens. */
  NodeDriver addClient(ClientId id, int home, NodeListener listener) throws BindFailure {
    ClientConfig config = ClientConfig.of(id, System.currentTimeMillis());
    NodeDriver client = NodeDriver.start(
        driver("client-" + id, 0),
        local -> new ClientNode(config, null, new SecureRandom()),
        Committer.MEMORY,
        listener);
    drivers.add(client);
    Endpoint endpoint = endpoints.getOrDefault(home, client.local());
    client.command(new ClientOrder.Attach(new RelayNumber(home), endpoint));
    client.command(new ClientOrder.Listen(LEASE_SECONDS));
    return client;
  }

  /** What a client of the embeddable kind needs to know in order to be at home at a relay. */
  RelayClientConfig clientConfig(ClientId id, int home) {
    Endpoint endpoint = Objects.requireNonNull(endpoints.get(home));
    return RelayClientConfig.of(id, new RelayNumber(home), HOST, endpoint.port());
  }

  /** The disk of a relay. */
  HeldDisk disk(int number) {
    return Objects.requireNonNull(disks.get(number));
  }

  /** What doesn't come through. */
  Cut cut() {
    return cut;
  }

  /** For the relays so much time passes at once. */
  void leap(Duration time) {
    aheadNanos.addAndGet(time.toNanos());
  }

  /** A relay is gone, from one moment to the next. */
  void stopRelay(int number) {
    drivers.get(number - 1).close();
  }

  List<NodeDriver> drivers() {
    return List.copyOf(drivers);
  }

  @Override
  public void close() {
    drivers.forEach(NodeDriver::close);
  }
}
