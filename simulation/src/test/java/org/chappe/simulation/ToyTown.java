package org.chappe.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.chappe.client.session.Stage;
import org.chappe.model.ClientId;
import org.chappe.model.Payload;
import org.chappe.node.Effects;
import org.chappe.node.Node;

/** A world of toy nodes under random faults, one of them with a bug when a test plants one. */
final class ToyTown {

  static final int NODES = 3;

  static final int LETTERS = 60;

  private static final long TRAFFIC_NANOS = 3 * Simulation.SECOND;

  static final long SETTLED_WITHIN_NANOS = 60 * Simulation.SECOND;

  /** What a test may plant in the first node. */
  record Planted(
      UnaryOperator<Node> node,
      UnaryOperator<Probe> probe,
      UnaryOperator<SimStore> open,
      ToyNode.LetsGo letsGo) {
    static final Planted NOTHING = node(UnaryOperator.identity());

    static Planted node(UnaryOperator<Node> bug) {
      return new Planted(
          bug, UnaryOperator.identity(), SimStore::open, ToyNode.LetsGo.ONCE_ACKNOWLEDGED);
    }

    static Planted probe(UnaryOperator<Probe> bug) {
      return new Planted(
          UnaryOperator.identity(), bug, SimStore::open, ToyNode.LetsGo.ONCE_ACKNOWLEDGED);
    }

    /** Begins to use its store in a way of its own. */
    static Planted open(UnaryOperator<SimStore> bug) {
      return new Planted(
          UnaryOperator.identity(),
          UnaryOperator.identity(),
          bug,
          ToyNode.LetsGo.ONCE_ACKNOWLEDGED);
    }

    static Planted letsGo(ToyNode.LetsGo bug) {
      return new Planted(UnaryOperator.identity(), UnaryOperator.identity(), SimStore::open, bug);
    }
  }

  /** Toys always tell how far a message has come, and never end a life. */
  private static final Wish WISH = new Wish(Stage.DELIVERED, 2);

  private static final class Inhabitant implements SimClient {
    private final ClientId id;
    private final SimHost host;
    private final Ledger ledger;
    private final Map<String, Letter> open = new LinkedHashMap<>();

    Inhabitant(int number, SimHost host, Ledger ledger) {
      this.id = ToyNode.client(number);
      this.host = host;
      this.ledger = ledger;
      host.effects().onShown((at, delivery) -> ledger.shown(at, id, delivery));
      host.effects().onReport((at, report) -> report(report));
      host.onDeath(at -> ledger.died(id));
      host.effects().onSent((at, frame) -> ledger.sentOn(frame));
      ledger.users().setJournal(id, host);
      ledger.watchDisks();
    }

    @Override
    public ClientId id() {
      return id;
    }

    @Override
    public SimHost host() {
      return host;
    }

    @Override
    public void write(ClientId destination, Payload text) {
      if (!host.isDown()) {
        open.put(text.text(), ledger.write(id, destination, text, WISH));
        host.command(new ToyNode.Write((int) destination.value(), text));
      }
    }

    @Override
    public void poll() {}

    private void report(Effects.Report report) {
      if (report instanceof ToyNode.Accepted accepted) {
        ledger.accepted(letter(accepted.text()));
      } else if (report instanceof ToyNode.Refused refused) {
        ledger.refused(letter(refused.text()));
      } else if (report instanceof ToyNode.Receipted told) {
        ledger.told(letter(told.text()), told.receipt());
      }
    }

    private Letter letter(Payload text) {
      Letter letter = open.get(text.text());
      if (letter == null) {
        throw ledger.toldOfNothing(id, text.text());
      }
      return letter;
    }
  }

  /** Everybody is at home at themselves. */
  private static final Users.Homes HOMES = new Users.Homes() {
    @Override
    public int homeOf(ClientId user) {
      return (int) user.value();
    }

    @Override
    public boolean isHome(SimHost host, ClientId user) {
      return host.endpoint().equals(ToyNode.endpoint((int) user.value()));
    }
  };

  final Simulation simulation;
  final Ledger ledger;
  private final Safekeeping safekeeping;
  final List<SimClient> inhabitants = new ArrayList<>();

  /** @param mortal whether nodes die and disks fail */
  ToyTown(long seed, Planted planted, boolean mortal) {
    simulation = new Simulation(seed);
    ledger = new Ledger(simulation, HOMES);
    safekeeping = new Safekeeping(simulation, ledger);
    RandomGenerator random = simulation.fork();
    simulation.network().setFaults(Faults.random(random));
    simulation.network().setQuantum(random.nextBoolean() ? 1 : Simulation.MILLISECOND);
    long syncNanos = random.nextBoolean() ? 0 : 20 * Simulation.MILLISECOND;
    for (int number = 1; number <= NODES; number++) {
      add(number, syncNanos, number == 1 ? planted : Planted.NOTHING);
    }
    if (mortal) {
      planDeaths(random, syncNanos);
    }
  }

  private void add(int number, long syncNanos, Planted planted) {
    ToyNode[] living = new ToyNode[1];
    SimHost host = simulation.addHost(
        "toy " + number,
        ToyNode.endpoint(number),
        new SimStore(simulation, syncNanos),
        (store, random) -> {
          living[0] = new ToyNode(number, NODES, planted.letsGo, planted.open.apply(store));
          return planted.node.apply(living[0]);
        });
    host.onLife(at -> at.setProbe(planted.probe.apply(living[0])));
    safekeeping.watch(host, ToyStore::shelf);
    inhabitants.add(new Inhabitant(number, host, ledger));
  }

  private void planDeaths(RandomGenerator random, long syncNanos) {
    SimHost first = simulation.hosts().get(0);
    first.onDeath(dead -> dead.store().damage());
    simulation.in(TRAFFIC_NANOS / 2, first::crash);
    Crashes crashes = new Crashes(simulation);
    crashes.revive(simulation.hosts());
    crashes.plan(simulation.hosts(), 8, TRAFFIC_NANOS);
    for (SimHost host : simulation.hosts()) {
      host.store().setFaults(DiskFaults.random(random, syncNanos));
      host.onDeath(dead -> ledger.checkAllSafe());
    }
  }

  /** A while of traffic under faults, then rest. */
  void live() {
    List<ClientId> readers = inhabitants.stream().map(SimClient::id).toList();
    Letters letters = new Letters(simulation);
    letters.plan(LETTERS, TRAFFIC_NANOS, inhabitants, readers);
    SimHost first = simulation.hosts().get(0);
    simulation.in(TRAFFIC_NANOS / 2, () -> first.store().setFull(true));
    simulation.run(TRAFFIC_NANOS + Simulation.SECOND);
    Settlement settlement = new Settlement(simulation, ledger, inhabitants);
    settlement.drain(first, SETTLED_WITHIN_NANOS);
    settlement.reach(SETTLED_WITHIN_NANOS);
    ledger.checkAllSafe();
  }
}
