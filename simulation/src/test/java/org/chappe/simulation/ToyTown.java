package org.chappe.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.chappe.model.ClientId;
import org.chappe.model.Payload;
import org.chappe.node.Delivery;
import org.chappe.node.Effects;
import org.chappe.node.Node;
import org.chappe.simulation.Ledger.Letter;

/** A world of toy nodes under random faults, one of them with a bug when a test plants one. */
final class ToyTown {

  static final int NODES = 3;

  static final long SETTLED_WITHIN_NANOS = 60 * Simulation.SECOND;

  /** What a test may plant in the first node. */
  record Planted(UnaryOperator<Node> node, UnaryOperator<Probe> probe) {
    static final Planted NOTHING = new Planted(UnaryOperator.identity(), UnaryOperator.identity());

    static Planted node(UnaryOperator<Node> bug) {
      return new Planted(bug, UnaryOperator.identity());
    }
  }

  private static final class Inhabitant implements SimClient {
    private final ClientId id;
    private final SimHost host;
    private final Ledger ledger;
    private final Map<ClientId, Queue<Letter>> open = new LinkedHashMap<>();

    Inhabitant(int number, SimHost host, Ledger ledger) {
      this.id = ToyNode.client(number);
      this.host = host;
      this.ledger = ledger;
      host.onShown(this::shown);
      host.onReport(this::report);
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
      Queue<Letter> letters = open.computeIfAbsent(destination, to -> new ArrayDeque<>());
      letters.add(ledger.write(id, destination, text, true));
      host.command(new ToyNode.Write((int) destination.value(), text));
    }

    @Override
    public void poll() {}

    private void shown(SimHost at, Delivery delivery) {
      ledger.shown(at, id, delivery.message());
    }

    private void report(SimHost at, Effects.Report report) {
      if (report instanceof ToyNode.Accepted accepted) {
        ledger.accepted(oldest(accepted.destination()));
      } else if (report instanceof ToyNode.Refused refused) {
        ledger.refused(oldest(refused.destination()));
      }
    }

    private Letter oldest(ClientId destination) {
      return open.getOrDefault(destination, new ArrayDeque<>()).remove();
    }
  }

  final Simulation simulation;
  final Ledger ledger;
  final List<SimClient> inhabitants = new ArrayList<>();

  ToyTown(long seed, Planted planted) {
    simulation = new Simulation(seed);
    ledger = new Ledger(simulation, inhabitant -> 1);
    RandomGenerator random = simulation.fork();
    simulation.network().setFaults(Faults.random(random));
    simulation.network().setQuantum(random.nextBoolean() ? 1 : Simulation.MILLISECOND);
    long commitNanos = random.nextBoolean() ? 0 : 20 * Simulation.MILLISECOND;
    for (int number = 1; number <= NODES; number++) {
      add(number, commitNanos, number == 1 ? planted : Planted.NOTHING);
    }
  }

  private void add(int number, long commitNanos, Planted planted) {
    ToyNode toy = new ToyNode(number, NODES);
    SimHost host = simulation.addHost(
        "toy " + number,
        ToyNode.endpoint(number),
        new SimStore(simulation, commitNanos),
        (store, random) -> planted.node.apply(toy));
    host.setProbe(planted.probe.apply(toy));
    inhabitants.add(new Inhabitant(number, host, ledger));
  }

  /** A while of traffic under faults, then rest. */
  void live() {
    List<ClientId> readers = inhabitants.stream().map(SimClient::id).toList();
    Letters letters = new Letters(simulation);
    letters.plan(60, 3 * Simulation.SECOND, inhabitants, readers);
    simulation.run(4 * Simulation.SECOND);
    new Settlement(simulation, ledger, inhabitants).reach(SETTLED_WITHIN_NANOS);
  }
}
