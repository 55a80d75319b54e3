package org.chappe.client.session;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.chappe.client.FakeHome;
import org.chappe.model.Message;
import org.chappe.model.Payload;
import org.chappe.model.RelayNumber;
import org.chappe.node.Batch;
import org.chappe.node.Delivery;
import org.chappe.node.Effects;
import org.chappe.node.Endpoint;
import org.chappe.node.Input;
import org.chappe.node.Node;
import org.chappe.node.Verdict;
import org.chappe.wire.Frame;

/** A client and several homes on virtual time, each as far away as the test says. */
final class TownRig {

  private static final int STEPS_MAX = 1_000_000;

  /** A home, how long the way to it is, and what gets lost on it. */
  static final class Spot {
    final FakeHome home;
    final Endpoint endpoint;
    long delayNanos = 5 * Rig.MILLI;
    boolean isDown;

    /** Frames for which it holds are lost, to it or from it. */
    Predicate<Frame> isLost = frame -> false;

    Spot(int number) {
      home = new FakeHome(new RelayNumber(number));
      endpoint = Endpoint.ipv4(0x7F000001, 7000 + number);
    }

    Home asHome(int number) {
      return new Home(new RelayNumber(number), endpoint);
    }
  }

  private record Flying(long dueNanos, long order, Endpoint from, Endpoint to, Frame frame) {}

  final ClientNode client;
  final List<ClientReport> reports = new ArrayList<>();
  final List<Verdict> verdicts = new ArrayList<>();
  final List<String> shown = new ArrayList<>();
  long nowNanos = Rig.SECOND;
  int sentByClient;

  private final Map<Integer, Spot> spots = new LinkedHashMap<>();
  private final Map<Endpoint, Spot> byEndpoint = new LinkedHashMap<>();
  private final PriorityQueue<Flying> flying = new PriorityQueue<>(
      Comparator.comparingLong(Flying::dueNanos).thenComparingLong(Flying::order));
  private final List<Batch> uncommitted = new ArrayList<>();
  private long order;

  TownRig(int homes) {
    for (int number = 1; number <= homes; number++) {
      Spot spot = new Spot(number);
      spots.put(number, spot);
      byEndpoint.put(spot.endpoint, spot);
    }
    client = new ClientNode(
        ClientConfig.of(Rig.ANN, Rig.EPOCH),
        null,
        RandomGeneratorFactory.of("L64X128MixRandom").create(7));
  }

  Spot at(int number) {
    return Objects.requireNonNull(spots.get(number));
  }

  FakeHome home(int number) {
    return at(number).home;
  }

  /** Names all homes, the lowest number first. */
  TownRig attach(boolean nearest) {
    List<Home> homes = IntStream.rangeClosed(1, spots.size())
        .mapToObj(number -> at(number).asHome(number))
        .toList();
    order(new ClientOrder.Attach(homes, nearest, false));
    return this;
  }

  void order(ClientOrder wanted) {
    client.step(nowNanos, new Input.Command(wanted), fromClient);
  }

  void send(long token, String text) {
    order(new ClientOrder.Send(token, Rig.BEN, Payload.of(text)));
  }

  Verdict inject(Endpoint from, Frame frame) {
    return client.step(nowNanos, new Input.FrameArrived(from, frame), fromClient);
  }

  void leave(int number, Message message) {
    home(number).leaveMail(message);
    home(number).step(nowNanos, Input.DEADLINE_REACHED, new Side(at(number).endpoint));
  }

  TownRig run(long nanos) {
    long endNanos = nowNanos + nanos;
    for (int step = 0; step < STEPS_MAX; step++) {
      long nextNanos = nextNanos();
      if (nextNanos > endNanos) {
        nowNanos = endNanos;
        return this;
      }
      nowNanos = Math.max(nowNanos, nextNanos);
      stepOnce();
    }
    throw new AssertionError(
        "the clock doesn't move: somebody has a deadline that it never serves");
  }

  private long nextNanos() {
    long next = flying.isEmpty() ? Node.NEVER : flying.peek().dueNanos();
    for (Spot spot : spots.values()) {
      next = Math.min(next, spot.home.nextDeadline());
    }
    return uncommitted.isEmpty() ? Math.min(next, client.nextDeadline()) : nowNanos;
  }

  private void stepOnce() {
    if (!uncommitted.isEmpty()) {
      client.step(nowNanos, new Input.Committed(uncommitted.remove(0).number()), fromClient);
    } else if (!flying.isEmpty() && flying.peek().dueNanos() <= nowNanos) {
      arrive(flying.remove());
    } else if (client.nextDeadline() <= nowNanos) {
      client.step(nowNanos, Input.DEADLINE_REACHED, fromClient);
    } else {
      for (Spot spot : spots.values()) {
        if (spot.home.nextDeadline() <= nowNanos) {
          spot.home.step(nowNanos, Input.DEADLINE_REACHED, new Side(spot.endpoint));
        }
      }
    }
  }

  private void arrive(Flying next) {
    Input input = new Input.FrameArrived(next.from(), next.frame());
    Spot to = byEndpoint.get(next.to());
    if (to == null) {
      verdicts.add(client.step(nowNanos, input, fromClient));
    } else if (!to.isDown) {
      to.home.step(nowNanos, input, new Side(to.endpoint));
    }
  }

  <R extends ClientReport> List<R> reports(Class<R> kind) {
    return reports.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** The numbers of the relays that the client was attached to, in order. */
  List<Integer> attachedTo() {
    return reports(ClientReport.Attached.class).stream()
        .map(report -> ((RelayNumber) report.relay()).value())
        .toList();
  }

  List<String> takenBy(int number) {
    return home(number).taken.stream().map(message -> message.text().text()).toList();
  }

  ClientStatistics statistics() {
    order(new ClientOrder.Survey());
    List<ClientReport.Surveyed> surveyed = reports(ClientReport.Surveyed.class);
    return surveyed.get(surveyed.size() - 1).statistics();
  }

  private final Effects fromClient = new Side(Rig.CLIENT);

  private final class Side implements Effects {
    private final Endpoint self;

    Side(Endpoint self) {
      this.self = self;
    }

    @Override
    public void send(Endpoint to, Frame frame) {
      boolean isClient = self.equals(Rig.CLIENT);
      sentByClient += isClient ? 1 : 0;
      Spot spot = Objects.requireNonNull(byEndpoint.get(isClient ? to : self));
      if (!spot.isDown && !spot.isLost.test(frame)) {
        flying.add(new Flying(nowNanos + spot.delayNanos, order++, self, to, frame));
      }
    }

    @Override
    public void commit(Batch batch) {
      uncommitted.add(batch);
    }

    @Override
    public void deliver(Delivery delivery) {
      shown.add(delivery.message().text().text());
    }

    @Override
    public void report(Report report) {
      reports.add((ClientReport) report);
    }
  }
}
