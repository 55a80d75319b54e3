package org.chappe.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.chappe.client.session.ClientConfig;
import org.chappe.link.LinkConfig;
import org.chappe.model.ClientId;
import org.chappe.node.Endpoint;
import org.chappe.node.Node;
import org.chappe.node.StoreKey;
import org.chappe.server.chain.Line;
import org.chappe.server.directory.Directory;
import org.chappe.server.membership.JoinPolicy;
import org.chappe.server.node.Joining;
import org.chappe.server.node.RelayConfig;
import org.chappe.server.node.RelayNode;
import org.chappe.server.node.RelayOrder;
import org.chappe.server.node.RelayReport;
import org.chappe.server.station.StationLimits;
import org.chappe.simulation.Safekeeping.Shelf;
import org.jspecify.annotations.Nullable;

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

    /** The same on disks that take time. */
    Setup withCommits(long nanosMax) {
      return new Setup(relays, lanes, link, clientLink, station, sessionsMax, nanosMax);
    }
  }

  /** A relay that has been a user's home. */
  private record Stay(SimHost relay, ClientId user) {}

  /** The space of a station's mail. */
  static final int MAIL = 1;

  static final long YEAR_MILLIS = 365 * 86_400_000L;

  private static final long FIRST_CLIENT = 1_000_000_001L;

  private final Simulation simulation;
  private final Ledger ledger;
  private final Safekeeping safekeeping;
  private final Setup setup;
  private final List<Integer> listed;
  private final Map<Integer, SimHost> relays = new TreeMap<>();
  private final Map<Integer, Endpoint> places = new LinkedHashMap<>();
  private final Map<Integer, List<Endpoint>> introducers = new LinkedHashMap<>();
  private final Map<Integer, RelayNode> nodes = new LinkedHashMap<>();
  private final Map<Integer, Long> clockErrorsMillis = new LinkedHashMap<>();
  private final List<SimClient> clients = new ArrayList<>();
  private final Set<Stay> hadHere = new LinkedHashSet<>();
  private final Drops drops = new Drops(nodes.values());
  private UnaryOperator<Node> planted = UnaryOperator.identity();
  private @Nullable RandomGenerator clocks;

  /** Relays from 1 on. */
  SimLine(Simulation simulation, Setup setup) {
    this(simulation, setup, IntStream.rangeClosed(1, setup.relays).boxed().toList());
  }

  /** Relays of these numbers, all of which stand in the topology file. */
  SimLine(Simulation simulation, Setup setup, List<Integer> listed) {
    this.simulation = simulation;
    this.listed = listed;
    this.ledger = new Ledger(simulation, homes());
    this.safekeeping = new Safekeeping(simulation, ledger);
    this.setup = setup;
    ledger.askAboutReceipts(drops::receipts);
    ledger.cries().askAboutDropped(drops::cries);
    listed.forEach(number -> relays.put(number, addRelay(number)));
  }

  private SimHost addRelay(int number) {
    SimHost host = simulation.addHost(
        "relay " + number,
        placeOf(number),
        new SimStore(simulation, setup.commitNanosMax),
        (store, random) -> boot(number, store.open(), random));
    host.onLife(at -> at.setProbe(new RelayProbe(node(number), config(number), at.store())));
    host.effects().onReport((at, report) -> {
      if (report instanceof RelayReport.ClientAttached attached) {
        hadHere.add(new Stay(at, attached.client()));
      } else if (report instanceof RelayReport.Denied || report instanceof RelayReport.Left) {
        if (report instanceof RelayReport.Left) {
          simulation.encounters().count(Encounter.RELAY_LEFT);
        }
        drops.remember(nodes.remove(number));
        relays.remove(number);
        at.retire();
      } else if (report instanceof RelayReport.NeighbourDown) {
        ledger.copiesLost();
      }
    });
    host.effects().onSent((at, frame) -> ledger.sentOn(frame));
    host.onDeath(dead -> relayDied());
    safekeeping.watch(host, SimLine::relayShelf);
    ledger.watchDisks();
    return host;
  }

  private static Shelf relayShelf(StoreKey key) {
    return key.space() == MAIL ? Shelf.MAIL : Shelf.NOTHING;
  }

  private void relayDied() {
    simulation.encounters().count(Encounter.RELAY_DIED);
    ledger.copiesLost();
    ledger.checkAllSafe();
    if (relays.values().stream().allMatch(SimHost::isDown)) {
      simulation.encounters().count(Encounter.ALL_RELAYS_DOWN);
    }
  }

  private RelayNode boot(int number, SimStore store, RandomGenerator random) {
    if (clocks != null) {
      setClockError(number, clockErrorMillis(clocks));
    }
    RelayNode node = new RelayNode(config(number), store, random);
    drops.remember(nodes.put(number, node));
    return node;
  }

  private long clockErrorMillis(RandomGenerator random) {
    if (random.nextBoolean()) {
      return 0;
    }
    simulation.encounters().count(Encounter.CLOCK_JUMPED);
    return random.nextLong(-10 * YEAR_MILLIS, 10 * YEAR_MILLIS);
  }

  /** How far a relay's clock is ahead, in milliseconds, from the next time on that it begins to live. */
  void setClockError(int number, long millis) {
    clockErrorsMillis.put(number, millis);
  }

  /** From now on a relay that begins to live may take it to be another year, up to ten away. */
  void letClocksJump() {
    clocks = simulation.fork();
    ledger.clocksJump();
  }

  /** Milliseconds since 1970, as a good clock would tell. */
  long nowMillis() {
    return EPOCH_MILLIS + simulation.elapsed() / Simulation.MILLISECOND;
  }

  /** A relay dies and lives again at once, on what its disk has. */
  void restart(int number) {
    relay(number).crash();
    relay(number).restart();
  }

  /** A relay dies, and its disk is gone for good: its next life begins on an empty one. */
  void loseDisk(int number) {
    SimHost relay = relay(number);
    relay.crash();
    relay.store().wipe();
    ledger.diskLost(relay);
    simulation.note(relay + " has lost its disk");
    simulation.encounters().count(Encounter.DISK_LOST);
  }

  /** As a relay is set up that begins to live now. */
  RelayConfig config(int number) {
    List<Endpoint> asked = introducers.getOrDefault(number, List.of());
    List<Integer> numbers = asked.isEmpty() ? listed : List.of(number);
    Map<Integer, Endpoint> endpoints = new LinkedHashMap<>();
    numbers.forEach(each -> endpoints.put(each, placeOf(each)));
    RelayConfig config = new RelayConfig(
        new Line(number, numbers),
        endpoints,
        asked.isEmpty() ? setup.lanes : 1,
        nowMillis() + clockErrorsMillis.getOrDefault(number, 0L),
        setup.link,
        setup.station,
        setup.sessionsMax);
    return config.withJoining(
        asked.isEmpty() ? Joining.listed(JoinPolicy.OPEN, 0) : Joining.newcomer(asked, false));
  }

  Endpoint placeOf(int number) {
    return places.getOrDefault(number, Endpoint.ipv4(0x0A00_0000 + number, 7000 + number));
  }

  /** A relay that isn't in the topology file comes to life and asks others to be let in, one after the other. */
  SimHost join(int number, int... asked) {
    simulation.encounters().count(Encounter.RELAY_CAME);
    introducers.put(number, IntStream.of(asked).mapToObj(this::placeOf).toList());
    SimHost host = addRelay(number);
    relays.put(number, host);
    return host;
  }

  /** A relay is told to leave; once it has, it is gone for good. */
  void leave(int number) {
    relay(number).command(new RelayOrder.Leave());
  }

  /** The numbers of the relays that haven't left, ascending. */
  List<Integer> numbers() {
    return List.copyOf(relays.keySet());
  }

  /** Whether a relay has left, or was denied. */
  boolean isGone(int number) {
    return !relays.containsKey(number);
  }

  /** A relay that joined is at another address from its next life on. */
  void moveAway(int number) {
    Endpoint place = Endpoint.ipv4(0x0A03_0000 + number, 7000 + number);
    places.put(number, place);
    relay(number).moveTo(place);
  }

  Simulation simulation() {
    return simulation;
  }

  Ledger ledger() {
    return ledger;
  }

  /** The relay with a number. */
  SimHost relay(int number) {
    SimHost relay = relays.get(number);
    if (relay == null) {
      throw new IllegalArgumentException("there is no relay " + number);
    }
    return relay;
  }

  /** The node that is running at a relay now. */
  RelayNode node(int number) {
    RelayNode node = nodes.get(number);
    if (node == null) {
      throw new IllegalArgumentException("there is no relay " + number);
    }
    return node;
  }

  private Users.Homes homes() {
    return new Users.Homes() {
      @Override
      public int homeOf(ClientId user) {
        return SimLine.this.homeOf(user);
      }

      @Override
      public boolean isHome(SimHost host, ClientId user) {
        for (Map.Entry<Integer, RelayNode> at : nodes.entrySet()) {
          if (relay(at.getKey()) == host) {
            return hadHere.contains(new Stay(host, user))
                || at.getValue().directory().homeOf(user) == at.getKey();
          }
        }
        return false;
      }
    };
  }

  /** Where a client is at home, as far as the best informed relay knows. */
  int homeOf(ClientId client) {
    Directory best = nodes.values().iterator().next().directory();
    for (RelayNode node : nodes.values()) {
      boolean better = node.directory().versionOf(client) > best.versionOf(client);
      best = better ? node.directory() : best;
    }
    return best.homeOf(client);
  }

  Safekeeping safekeeping() {
    return safekeeping;
  }

  Setup setup() {
    return setup;
  }

  int size() {
    return relays.size();
  }

  List<SimHost> relays() {
    return List.copyOf(relays.values());
  }

  List<SimClient> clients() {
    return List.copyOf(clients);
  }

  List<ClientId> clientIds() {
    return clients.stream().map(SimClient::id).toList();
  }

  /** From now on clients that are added have a bug. */
  void plant(UnaryOperator<Node> bug) {
    planted = bug;
  }

  UnaryOperator<Node> planted() {
    return planted;
  }

  /** Adds a client whose home is to be the relay; it attaches when it is told to. */
  ChappeClient addClient(int home) {
    return addClient(home, false);
  }

  /** Adds one whose ID may have an account, for an {@link Owner}. */
  ChappeClient addOwner(int home) {
    return addClient(home, true);
  }

  private ChappeClient addClient(int home, boolean isOwner) {
    ChappeClient client = new ChappeClient(this, nextId(), nextEndpoint(), home, isOwner);
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

  /** Ends all faults but the full disk of one relay, and returns once that has handed on what it can. */
  void drain(int number, long limitNanos) {
    new Settlement(simulation, ledger, clients).drain(relay(number), limitNanos);
  }

  /** Ends the faults and returns how long it took until everything was at rest, in nanoseconds. */
  long settle(long limitNanos) {
    long took = new Settlement(simulation, ledger, clients).reach(limitNanos);
    ledger.checkAllSafe();
    return took;
  }
}
