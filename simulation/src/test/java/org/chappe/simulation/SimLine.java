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
  private final Map<Integer, Long> incarnations = new LinkedHashMap<>();
  private final List<SimClient> clients = new ArrayList<>();

  SimLine(Simulation simulation, Setup setup) {
    this.simulation = simulation;
    this.ledger = new Ledger(simulation, homes());
    this.setup = setup;
    for (int number = 1; number <= setup.relays; number++) {
      relays.add(addRelay(number));
    }
  }

  private SimHost addRelay(int number) {
    SimHost host = simulation.addHost(
        "relay " + number,
        endpoint(number),
        new SimStore(simulation, setup.commitNanosMax),
        (store, random) -> boot(number, store.open(), random));
    host.onLife(at -> at.setProbe(new RelayProbe(node(number), config(number))));
    return host;
  }

  private RelayNode boot(int number, SimStore store, RandomGenerator random) {
    incarnations.merge(number, now(), (last, now) -> Math.max(last + 1, now));
    RelayNode node = new RelayNode(config(number), store, random);
    nodes.put(number, node);
    return node;
  }

  /** Milliseconds since 1970, as a good clock would tell. */
  private long now() {
    return EPOCH_MILLIS + simulation.elapsed() / Simulation.MILLISECOND;
  }

  /** A relay dies and lives again at once, on what its disk has. */
  void restart(int number) {
    relay(number).crash();
    relay(number).restart();
  }

  private RelayConfig config(int number) {
    List<Integer> numbers = IntStream.rangeClosed(1, setup.relays).boxed().toList();
    Map<Integer, Endpoint> endpoints = new LinkedHashMap<>();
    numbers.forEach(each -> endpoints.put(each, endpoint(each)));
    return new RelayConfig(
        new Line(number, numbers),
        endpoints,
        setup.lanes,
        incarnations.getOrDefault(number, EPOCH_MILLIS),
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

  private Ledger.Homes homes() {
    return new Ledger.Homes() {
      @Override
      public int homeOf(ClientId user) {
        return SimLine.this.homeOf(user);
      }

      @Override
      public boolean isHome(SimHost host, ClientId user) {
        int number = 1 + relays.indexOf(host);
        return number > 0 && node(number).directory().homeOf(user) == number;
      }
    };
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
