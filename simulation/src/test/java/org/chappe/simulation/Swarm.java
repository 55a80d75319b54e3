package org.chappe.simulation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.chappe.client.session.ClientConfig;
import org.chappe.link.LinkConfig;
import org.chappe.server.node.RelayConfig;
import org.chappe.server.station.StationLimits;

/**
 * A line of random length, with random clients who do random things under random faults, and then rest. Each seed has
 * its own selection of all that, so that seeds go to corners which a mixture of everything would never reach.
 */
final class Swarm {

  static final long SETTLED_WITHIN_NANOS = 120 * Simulation.SECOND;

  private static final int LETTERS_MAX = 200;

  private static final int RELAYS_MAX = 7;

  private static final int CLIENTS_MAX = 6;

  /** In one of so many seeds nobody comes to fetch for so long that writers lose patience with a full store. */
  private static final int FEW = 20;

  private static final long PATIENCE_NANOS = 70 * Simulation.SECOND;

  private static final int DEATHS_MAX = 8;

  /** A relay's configuration wants room for so many sessions at least. */
  private static final int SESSIONS_MIN = 16;

  /** So much shorter a relay's queue for control frames may be than it normally is. */
  private static final int CONTROL_FRAMES_SPARED_MAX = 56;

  private final Simulation simulation;
  private final RandomGenerator random;
  private final SimLine line;
  private final List<ChappeClient> clients = new ArrayList<>();
  private final List<SimHost> classics = new ArrayList<>();
  private final long spanNanos;
  private final Roaming roaming;

  Swarm(long seed) {
    simulation = new Simulation(seed);
    random = simulation.fork();
    spanNanos = random.nextLong(Simulation.SECOND, 12 * Simulation.SECOND);
    line = new SimLine(simulation, setup());
    roaming = new Roaming(line, new SplittableRandom(~seed));
    simulation.network().setQuantum(oneOf(1L, 100_000L, 5_000_000L));
    simulation.network().setPadding(oneOf(0, 0, 64, 256));
    addClients();
    setFaults();
  }

  /** The whole life of a seed. */
  static Simulation live(long seed) {
    Swarm swarm = new Swarm(seed);
    swarm.planPartitions();
    swarm.planDeaths();
    swarm.planFullDisks();
    swarm.planLetters();
    swarm.simulation.run(swarm.spanNanos);
    if (swarm.random.nextInt(FEW) == 0) {
      swarm.line.relay(swarm.anyRelay()).store().setFull(swarm.random.nextBoolean());
      swarm.simulation.run(PATIENCE_NANOS);
    }
    if (swarm.random.nextInt(FEW) == 0) {
      swarm.line.drain(swarm.anyRelay(), SETTLED_WITHIN_NANOS);
    }
    swarm.line.settle(SETTLED_WITHIN_NANOS);
    swarm.countDoubled();
    return swarm.simulation;
  }

  private void countDoubled() {
    for (int number = 1; number <= line.size(); number++) {
      if (line.node(number).station().duplicates() > 0) {
        simulation.encounters().count(Encounter.MESSAGE_DOUBLED);
      }
      if (line.node(number).station().outgoing().copiesRepeated() > 0) {
        simulation.encounters().count(Encounter.COPY_REPEATED);
      }
    }
  }

  Simulation simulation() {
    return simulation;
  }

  private SimLine.Setup setup() {
    int lanes = 1 + random.nextInt(4);
    return new SimLine.Setup(
        1 + random.nextInt(RELAYS_MAX),
        lanes,
        relayLink(),
        clientLink(),
        station(),
        oneOf(RelayConfig.SESSIONS_MAX, sessionsNeeded(lanes)),
        oneOf(0L, 0L, Simulation.MILLISECOND, 20 * Simulation.MILLISECOND));
  }

  /** Queues as short as they may be, or a few places longer, or as they normally are. */
  private LinkConfig relayLink() {
    if (random.nextBoolean()) {
      return LinkConfig.DEFAULT;
    }
    return new LinkConfig(
        1 + random.nextInt(LinkConfig.WINDOW_FRAMES_MAX),
        LinkConfig.WINDOW_FRAMES_MAX + 1 + random.nextInt(oneOf(1, 8, 200)),
        LinkConfig.DEFAULT.controlQueueFrames() - random.nextInt(CONTROL_FRAMES_SPARED_MAX),
        LinkConfig.DEFAULT.timeoutNanosMax());
  }

  /** The usual window: nothing tells the peer of a smaller one, and mail would come one frame a timeout. */
  private LinkConfig clientLink() {
    if (random.nextBoolean()) {
      return ClientConfig.LINK;
    }
    return new LinkConfig(
        LinkConfig.WINDOW_FRAMES_MAX,
        1 + random.nextInt(8),
        ClientConfig.LINK.controlQueueFrames(),
        ClientConfig.LINK.timeoutNanosMax());
  }

  private StationLimits station() {
    StationLimits usual = StationLimits.DEFAULT;
    if (random.nextInt(4) > 0) {
      return usual;
    }
    return new StationLimits(
        oneOf(usual.messagesMax(), 8 + random.nextInt(57), 1 + random.nextInt(8)),
        usual.pairsMax());
  }

  /** On each lane to all other relays, and for each client, one session in use and one that is to replace it. */
  private static int sessionsNeeded(int lanes) {
    int lanesInAll = (RELAYS_MAX - 1) * (1 + lanes);
    return Math.max(SESSIONS_MIN, 2 * (lanesInAll + CLIENTS_MAX));
  }

  private void addClients() {
    int count = 2 + random.nextInt(CLIENTS_MAX - 1);
    Supplier<Wish> wishes = wishes();
    for (int i = 0; i < count; i++) {
      if (random.nextInt(4) == 0) {
        ClassicClient classic = line.addClassic(anyRelay());
        classics.add(classic.host());
        simulation.in(sometime(), classic::poll);
        simulation.in(sometime(), classic::poll);
      } else {
        ChappeClient client = line.addClient(anyRelay());
        client.returnWhenRevived();
        roaming.plan(client, spanNanos);
        client.wish(wishes);
        clients.add(client);
        planLife(client);
      }
    }
  }

  /** In half of the seeds writers wait for receipts, in some letters live for seconds. */
  private Supplier<Wish> wishes() {
    Supplier<Wish> wishes = random.nextBoolean() ? () -> Wish.NONE : () -> Wish.random(random);
    return random.nextInt(3) > 0 ? wishes : () -> wishes.get().perhapsShort(random);
  }

  /** Most come at once, some late; some listen, some ask now and then; some move, sign off or go quiet. */
  private void planLife(ChappeClient client) {
    simulation.in(random.nextInt(3) == 0 ? sometime() : 0, client::attach);
    if (random.nextBoolean()) {
      int leaseSeconds = 1 + random.nextInt(30);
      simulation.in(0, () -> client.listen(leaseSeconds));
    } else {
      simulation.in(sometime(), client::poll);
      simulation.in(sometime(), client::poll);
    }
    for (int changes = random.nextInt(4); changes > 0; changes--) {
      simulation.in(sometime(), change(client));
    }
  }

  private Runnable change(ChappeClient client) {
    int relay = anyRelay();
    long awayNanos = random.nextLong(3 * Simulation.SECOND);
    return switch (random.nextInt(4)) {
      case 0 ->
        () -> client.terminate(() -> simulation.in(awayNanos, () -> client.moveTo(line, relay)));
      case 1 ->
        () -> {
          client.leave();
          simulation.in(awayNanos, client::attach);
        };
      default -> () -> client.moveTo(line, relay);
    };
  }

  private void setFaults() {
    if (random.nextInt(8) == 0) {
      return;
    }
    SimNetwork network = simulation.network();
    Faults faults = Faults.random(random);
    network.setFaults(faults);
    for (int number = 1; number < line.size(); number++) {
      network.setFaults(line.relay(number), line.relay(number + 1), faults.weakened(random));
      network.setFaults(line.relay(number + 1), line.relay(number), faults.weakened(random));
    }
    for (SimHost relay : line.relays()) {
      for (SimHost classic : classics) {
        network.setFaults(relay, classic, faults.prompt());
        network.setFaults(classic, relay, faults.prompt());
      }
    }
  }

  private void planPartitions() {
    for (int partitions = random.nextInt(4); partitions > 0; partitions--) {
      Set<SimHost> island = new LinkedHashSet<>();
      simulation.hosts().stream().filter(host -> random.nextInt(3) == 0).forEach(island::add);
      long from = sometime();
      simulation.in(from, () -> simulation.network().cutOff(island));
      simulation.in(from + sometime(), () -> simulation.network().join(island));
    }
  }

  /** In some seeds relays die, in some clients, in some both, and disks fail. */
  private void planDeaths() {
    List<SimHost> mortals = new ArrayList<>();
    if (random.nextBoolean()) {
      mortals.addAll(line.relays());
    }
    if (random.nextInt(3) == 0) {
      clients.forEach(client -> mortals.add(client.host()));
    }
    if (mortals.isEmpty()) {
      return;
    }
    if (random.nextBoolean()) {
      line.letClocksJump();
    }
    Crashes crashes = new Crashes(simulation);
    crashes.revive(mortals);
    crashes.plan(mortals, 1 + random.nextInt(DEATHS_MAX), spanNanos);
    for (SimHost host : mortals) {
      host.store().setFaults(DiskFaults.random(random, line.setup().commitNanosMax()));
    }
  }

  /** In some seeds disks of relays are full for a while, and some are until the end. */
  private void planFullDisks() {
    if (random.nextInt(4) > 0) {
      return;
    }
    for (int times = 1 + random.nextInt(4); times > 0; times--) {
      SimStore disk = line.relay(anyRelay()).store();
      long from = sometime();
      simulation.in(from, () -> disk.setFull(!simulation.haveFaultsEnded()));
      simulation.in(from + sometime(), () -> disk.setFull(false));
    }
  }

  private void planLetters() {
    Letters letters = new Letters(simulation);
    int count = 1 + random.nextInt(random.nextBoolean() ? 20 : LETTERS_MAX);
    letters.plan(count, spanNanos, line.clients(), line.clientIds());
  }

  private int anyRelay() {
    return 1 + random.nextInt(line.size());
  }

  private long sometime() {
    return random.nextLong(spanNanos);
  }

  @SafeVarargs
  private final <T> T oneOf(T... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
