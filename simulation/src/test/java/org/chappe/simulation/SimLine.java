package org.chappe.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.chappe.client.session.ClientConfig;
import org.chappe.link.LinkConfig;
import org.chappe.model.ClientId;
import org.chappe.node.Endpoint;
import org.chappe.server.chain.Line;
import org.chappe.server.directory.Directory;
import org.chappe.server.node.RelayConfig;
import org.chappe.server.node.RelayNode;
import org.chappe.server.station.StationLimits;

/** A line of real relays in a simulation, and the clients that were added to it. */
final class SimLine {

  /** The millisecond at which every run begins. */
  static final long EPOCH_MILLIS = 1_700_000_000_000L;

  /**
   * How the relays are set up.
   *
   * @param relays how many, 1 or more
   * @param lanes sessions for messages on each link
   * @param link the numbers of every link
   * @param clientLink the numbers of the links of clients
   * @param station how much each relay keeps
   * @param sessionsMax how many sessions each relay holds at once
   * @param commitNanosMax how long a commit takes at most, in nanoseconds
   */
  record Setup(
      int relays,
      int lanes,
      LinkConfig link,
      LinkConfig clientLink,
      StationLimits station,
      int sessionsMax,
      long commitNanosMax) {
    static Setup of(int relays) {
      return new Setup(
          relays,
          1,
          LinkConfig.DEFAULT,
          ClientConfig.LINK,
          StationLimits.DEFAULT,
          RelayConfig.SESSIONS_MAX,
          0);
    }
  }

  private static final long FIRST_CLIENT = 1_000_000_001L;

  private final Simulation simulation;
  private final Ledger ledger;
  private final Setup setup;
  private final List<SimHost> relays = new ArrayList<>();
  private final Map<Integer, RelayNode> nodes = new LinkedHashMap<>();
  private final List<SimClient> clients = new ArrayList<>();

  SimLine(Simulation simulation, Setup setup) {
    this.simulation = simulation;
    this.ledger = new Ledger(simulation, this::homeOf);
    this.setup = setup;
    for (int number = 1; number <= setup.relays; number++) {
      relays.add(addRelay(number));
    }
  }

  private SimHost addRelay(int number) {
    RelayConfig config = config(number, EPOCH_MILLIS);
    SimHost host = simulation.addHost(
        "relay " + number,
        endpoint(number),
        new SimStore(simulation, setup.commitNanosMax),
        (store, random) -> boot(config, store, random));
    host.setProbe(probe(config));
    return host;
  }

  private RelayNode boot(RelayConfig config, SimStore store, RandomGenerator random) {
    RelayNode node = new RelayNode(config, store, random);
    nodes.put(config.line().self(), node);
    return node;
  }

  private RelayProbe probe(RelayConfig config) {
    return new RelayProbe(node(config.line().self()), config);
  }

  /** A relay's process ends and begins again with nothing in memory and nothing in its store. */
  void restart(int number) {
    restart(number, new SimStore(simulation, setup.commitNanosMax));
  }

  /** A relay's process ends and begins again with nothing in memory on what its disk holds. */
  void reboot(int number) {
    SimStore disk = relay(number).store();
    disk.reopen();
    restart(number, disk);
  }

  private void restart(int number, SimStore disk) {
    RelayConfig config =
        config(number, EPOCH_MILLIS + 1 + simulation.elapsed() / Simulation.MILLISECOND);
    relay(number).restart(disk, (store, random) -> boot(config, store, random));
    relay(number).setProbe(probe(config));
  }

  private RelayConfig config(int number, long incarnation) {
    List<Integer> numbers = IntStream.rangeClosed(1, setup.relays).boxed().toList();
    Map<Integer, Endpoint> endpoints = new LinkedHashMap<>();
    numbers.forEach(each -> endpoints.put(each, endpoint(each)));
    return new RelayConfig(
        new Line(number, numbers),
        endpoints,
        setup.lanes,
        incarnation,
        setup.link,
        setup.station,
        setup.sessionsMax);
  }

  private static Endpoint endpoint(int number) {
    return Endpoint.ipv4(0x0A00_0000 + number, 7000 + number);
  }

  Simulation simulation() {
    return simulation;
  }

  Ledger ledger() {
    return ledger;
  }

  /** The relay with a number, from 1. */
  SimHost relay(int number) {
    return relays.get(number - 1);
  }

  /** The node that is running at a relay now. */
  RelayNode node(int number) {
    RelayNode node = nodes.get(number);
    if (node == null) {
      throw new IllegalArgumentException("there is no relay " + number);
    }
    return node;
  }

  /** Where a client is at home, as far as the best informed relay knows. */
  private int homeOf(ClientId client) {
    Directory best = node(1).directory();
    for (RelayNode node : nodes.values()) {
      boolean better = node.directory().versionOf(client) > best.versionOf(client);
      best = better ? node.directory() : best;
    }
    return best.homeOf(client);
  }

  Setup setup() {
    return setup;
  }

  int size() {
    return relays.size();
  }

  List<SimHost> relays() {
    return List.copyOf(relays);
  }

  List<SimClient> clients() {
    return List.copyOf(clients);
  }

  List<ClientId> clientIds() {
    return clients.stream().map(SimClient::id).toList();
  }

  /** Adds a client whose home is to be the relay; it attaches when it is told to. */
  ChappeClient addClient(int home) {
    ChappeClient client = new ChappeClient(this, nextId(), nextEndpoint(), home);
    clients.add(client);
    return client;
  }

  /** Adds a classic client, which is registered by its first request. */
  ClassicClient addClassic(int home) {
    ClassicClient client = new ClassicClient(this, nextId(), nextEndpoint(), home);
    clients.add(client);
    return client;
  }

  private ClientId nextId() {
    return new ClientId(FIRST_CLIENT + clients.size());
  }

  private Endpoint nextEndpoint() {
    return Endpoint.ipv4(0x0A01_0001 + clients.size(), 40_000 + clients.size());
  }

  /** Ends the faults and returns how long it took until everything was at rest, in nanoseconds. */
  long settle(long limitNanos) {
    return new Settlement(simulation, ledger, clients).reach(limitNanos);
  }
}
