package org.chappe.simulation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.chappe.model.Payload;
import org.chappe.server.station.CustodyTimes;

/**
 * A line of random length, with random clients who do random things under random faults, and then rest. Each seed has
 * its own selection of all that, so that seeds go to corners which a mixture of everything would never reach.
 */
final class Swarm {

  /**
   * After the faults have ended everything accepted is shown, and every receipt told, within 120 s: the 60 s in which the
   * directories agree, then at worst a whole custody timeout that had backed off to its longest
   * ({@link CustodyTimes#TIMEOUT_NANOS_MAX}, 60 s), for a copy whose home had turned it away until then.
   */
  static final long SETTLED_WITHIN_NANOS = 120 * Simulation.SECOND;

  /** Sets the generator of what was added later apart, so that the rest of each seed stayed as it was. */
  private static final long FURTHER = 0x5DEECE66DL;

  /** Sets the generator of what is written to all apart. */
  private static final long CRIES = 0x2545F4914F6CDD1DL;

  /** Sets the generator of accounts apart. */
  private static final long ACCOUNTS = 0x27BB2EE687B0B0FDL;

  /** Sets the generator of those who watch apart. */
  private static final long SPECTATORS = 0x369DEA0F31A53F85L;

  private static final int CRIES_MAX = 12;

  private static final int LETTERS_MAX = 200;

  static final int CLIENTS_MAX = 6;

  /** In one of so many seeds nobody comes to fetch for so long that writers lose patience with a full store. */
  private static final int FEW = 20;

  private static final long PATIENCE_NANOS = 70 * Simulation.SECOND;

  private static final int DEATHS_MAX = 8;

  private final Simulation simulation;
  private final RandomGenerator random;
  private final SimLine line;
  private final List<ChappeClient> clients = new ArrayList<>();
  private final List<SimHost> classics = new ArrayList<>();
  private final long spanNanos;
  private final Roaming roaming;
  private final RandomGenerator further;
  private final LineFaults lineFaults;
  private final Comings comings;
  private final Owners owners;
  private final Spectators spectators;

  Swarm(long seed) {
    simulation = new Simulation(seed);
    random = simulation.fork();
    further = new SplittableRandom(seed ^ FURTHER);
    spanNanos = random.nextLong(Simulation.SECOND, 12 * Simulation.SECOND);
    line = new SimLine(simulation, new RandomSetup(simulation, random, further).next());
    roaming = new Roaming(line, new SplittableRandom(~seed));
    lineFaults = new LineFaults(line, further, spanNanos);
    comings = new Comings(line, further, spanNanos);
    owners = new Owners(line, new SplittableRandom(seed ^ ACCOUNTS), spanNanos);
    spectators = new Spectators(line, new SplittableRandom(seed ^ SPECTATORS), spanNanos);
    simulation.network().setQuantum(oneOf(1L, 100_000L, 5_000_000L));
    simulation.network().setPadding(oneOf(0, 0, 64, 256));
    addClients();
    owners.plan();
    setFaults();
  }

  /** The whole life of a seed. */
  static Simulation live(long seed) {
    Swarm swarm = new Swarm(seed);
    swarm.planPartitions();
    swarm.planDeaths();
    swarm.planFullDisks();
    swarm.lineFaults.plan();
    swarm.comings.plan(swarm.clients);
    swarm.planLetters();
    swarm.planCries(seed);
    swarm.spectators.plan(swarm.owners.others(swarm.clients));
    swarm.simulation.run(swarm.spanNanos);
    if (swarm.random.nextInt(FEW) == 0) {
      swarm.line.relay(swarm.anyRelay()).store().setFull(swarm.random.nextBoolean());
      swarm.simulation.run(PATIENCE_NANOS);
    }
    if (swarm.random.nextInt(FEW) == 0) {
      swarm.line.drain(swarm.anyRelay(), SETTLED_WITHIN_NANOS);
    }
    swarm.line.settle(SETTLED_WITHIN_NANOS);
    swarm.spectators.check();
    swarm.countDoubled();
    return swarm.simulation;
  }

  private void countDoubled() {
    for (int number : line.numbers()) {
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
        ChappeClient client = owners.addClient(anyRelay());
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

  /** In half of the seeds something is written to all. */
  private void planCries(long seed) {
    RandomGenerator own = new SplittableRandom(seed ^ CRIES);
    int count = clients.isEmpty() || own.nextBoolean() ? 0 : 1 + own.nextInt(CRIES_MAX);
    for (int i = 0; i < count; i++) {
      ChappeClient writer = clients.get(own.nextInt(clients.size()));
      Payload text = Payload.of("to all " + i);
      simulation.in(own.nextLong(spanNanos), () -> writer.cry(text));
    }
  }

  private int anyRelay() {
    return 1 + random.nextInt(line.setup().relays());
  }

  private long sometime() {
    return random.nextLong(spanNanos);
  }

  @SafeVarargs
  private final <T> T oneOf(T... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
