package org.chappe.client.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.chappe.client.FakeHome;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Part;
import org.chappe.model.Payload;
import org.chappe.model.Receipt;
import org.chappe.model.RelayNumber;
import org.chappe.model.Via;
import org.chappe.node.Batch;
import org.chappe.node.Delivery;
import org.chappe.node.Effects;
import org.chappe.node.Endpoint;
import org.chappe.node.Input;
import org.chappe.node.Node;
import org.chappe.node.Verdict;
import org.chappe.store.Store;
import org.chappe.wire.Frame;
import org.jspecify.annotations.Nullable;

/** A client and a home on virtual time, with a network between them that a test may spoil. */
final class Rig {

  static final ClientId ANN = new ClientId(1_111_111_111L);
  static final ClientId BEN = new ClientId(2_222_222_222L);
  static final long EPOCH = 1_700_000_000_000L;
  static final RelayNumber RELAY = new RelayNumber(3);
  static final Endpoint HOME = Endpoint.ipv4(0x7F000001, 7003);
  static final Endpoint CLIENT = Endpoint.ipv4(0x7F000001, 40_000);
  static final long MILLI = 1_000_000L;
  static final long SECOND = 1_000 * MILLI;

  private static final long DELAY_NANOS = 5 * MILLI;
  private static final int STEPS_MAX = 1_000_000;

  private record Flying(long dueNanos, long order, Endpoint from, Endpoint to, Frame frame) {}

  final FakeHome home;
  final ClientNode client;
  final List<Message> delivered = new ArrayList<>();
  final List<Delivery> deliveries = new ArrayList<>();
  final List<ClientReport> reports = new ArrayList<>();
  final List<Frame> sentByClient = new ArrayList<>();
  final List<Verdict> verdicts = new ArrayList<>();

  /** Frames for which it holds are lost. */
  Predicate<Frame> isLost = frame -> false;

  /** Frames for which it holds come twice. */
  Predicate<Frame> isDoubled = frame -> false;

  long nowNanos = SECOND;

  private final PriorityQueue<Flying> flying = new PriorityQueue<>(
      Comparator.comparingLong(Flying::dueNanos).thenComparingLong(Flying::order));
  private long order;

  /** Batches that were handed over and aren't durable. */
  final Deque<Batch> uncommitted = new ArrayDeque<>();

  /** Whether batches become durable by themselves, at once. */
  boolean commits = true;

  private final ClientConfig config;
  private final @Nullable Store store;
  private final long seed;

  Rig() {
    this(ClientConfig.of(ANN, EPOCH), Session.FRAMES_MAX);
  }

  Rig(ClientConfig config, long sessionFramesMax) {
    this(config, null, sessionFramesMax, new FakeHome(RELAY), 7);
  }

  private Rig(
      ClientConfig config, @Nullable Store store, long sessionFramesMax, FakeHome home, long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    this.home = home;
    this.config = config;
    this.seed = seed;
    this.store = store;
    client = new ClientNode(config, store, random, sessionFramesMax);
  }

  /** A client that keeps a journal, which may be what another one left. */
  static Rig keeping(Store store) {
    return keeping(store, ClientConfig.UNLIMITED);
  }

  /** A client that keeps a journal and shows what the program allows. */
  static Rig keeping(Store store, long creditMessages) {
    ClientConfig config = new ClientConfig(ANN, EPOCH, creditMessages, ClientConfig.LINK);
    return new Rig(config, store, Session.FRAMES_MAX, new FakeHome(RELAY), 7);
  }

  /** Ann as somebody's device, with the journal of whom that somebody was before. */
  static Rig device(Store store, ClientId owner) {
    return device(store, owner, ClientConfig.UNLIMITED);
  }

  /** The same, which shows what the program allows. */
  static Rig device(Store store, ClientId owner, long creditMessages) {
    ClientConfig config =
        new ClientConfig(ANN, EPOCH, creditMessages, ClientConfig.LINK).ofDevice(owner);
    return new Rig(config, store, Session.FRAMES_MAX, new FakeHome(RELAY), 7);
  }

  /** Has mail pushed from now on. */
  Rig listening() {
    order(new ClientOrder.Listen(60));
    return this;
  }

  /** The next life of a client that died: the same home and journal; what was on its way or not durable is lost. */
  Rig reborn() {
    return reborn(config.epoch());
  }

  /** The same, with another time at which it begins. */
  Rig reborn(long epoch) {
    ClientConfig later =
        new ClientConfig(config.id(), epoch, config.creditMessages(), config.link());
    later = config.owner() == null ? later : later.ofDevice(config.owner());
    Rig next = new Rig(later, store, Session.FRAMES_MAX, home, seed + 1);
    next.nowNanos = nowNanos;
    return next;
  }

  /** The oldest batch that isn't durable becomes so. */
  void commitNext() {
    committed(writeNext());
  }

  /** The oldest batch that isn't durable becomes so, and the client doesn't hear of it yet; returns its number. */
  long writeNext() {
    Batch batch = uncommitted.remove();
    Objects.requireNonNull(store).commit(batch, () -> {});
    return batch.number();
  }

  /** The client hears that a batch is durable. */
  void committed(long batch) {
    client.step(nowNanos, new Input.Committed(batch), fromClient);
  }

  /** A rig whose client has a session. */
  static Rig attached() {
    return new Rig().attach();
  }

  Rig attach() {
    order(new ClientOrder.Attach(RELAY, HOME));
    return run(SECOND);
  }

  void order(ClientOrder wanted) {
    client.step(nowNanos, new Input.Command(wanted), fromClient);
  }

  void send(long token, String text) {
    order(new ClientOrder.Send(token, BEN, Payload.of(text)));
  }

  /** A datagram out of nowhere; returns what the client made of it. */
  Verdict inject(Endpoint from, Frame frame) {
    return client.step(nowNanos, new Input.FrameArrived(from, frame), fromClient);
  }

  /** Lets so much time pass. */
  Rig run(long nanos) {
    long endNanos = nowNanos + nanos;
    for (int step = 0; step < STEPS_MAX; step++) {
      long nextNanos = Math.min(
          Math.min(client.nextDeadline(), home.nextDeadline()),
          flying.isEmpty() ? Node.NEVER : flying.peek().dueNanos());
      nextNanos = commits && !uncommitted.isEmpty() ? nowNanos : nextNanos;
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

  private void stepOnce() {
    if (commits && !uncommitted.isEmpty()) {
      commitNext();
    } else if (!flying.isEmpty() && flying.peek().dueNanos() <= nowNanos) {
      Flying next = flying.remove();
      Input input = new Input.FrameArrived(next.from(), next.frame());
      if (next.to().equals(HOME)) {
        home.step(nowNanos, input, fromHome);
      } else {
        verdicts.add(client.step(nowNanos, input, fromClient));
      }
    } else if (client.nextDeadline() <= nowNanos) {
      client.step(nowNanos, Input.DEADLINE_REACHED, fromClient);
    } else {
      home.step(nowNanos, Input.DEADLINE_REACHED, fromHome);
    }
  }

  /** All reports of a kind so far. */
  <R extends ClientReport> List<R> reports(Class<R> kind) {
    return reports.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  List<String> deliveredTexts() {
    return delivered.stream().map(message -> message.text().text()).toList();
  }

  List<String> takenTexts() {
    return home.taken.stream().map(message -> message.text().text()).toList();
  }

  /** The answer to a survey. */
  ClientStatistics statistics() {
    order(new ClientOrder.Survey());
    List<ClientReport.Surveyed> surveyed = reports(ClientReport.Surveyed.class);
    return surveyed.get(surveyed.size() - 1).statistics();
  }

  /** Sends a text of which more is to be known than that it is accepted. */
  void send(long token, String text, Stage until) {
    order(new ClientOrder.Send(token, BEN, Payload.of(text), until, Message.UNLIMITED));
  }

  /** Leaves a receipt from Ben for the message of this rig's epoch with a number. */
  void leaveReceipt(Receipt kind, long n, String words) {
    leave(fromBen(new MessageId(EPOCH, n), null, kind, words));
  }

  /** Leaves mail at the home, which pushes it at once if it may. */
  void leave(Message message) {
    home.leaveMail(message);
    home.step(nowNanos, Input.DEADLINE_REACHED, fromHome);
  }

  /** Mail for Ann. */
  static Message fromBen(MessageId id, @Nullable Part part, Receipt receipt, String text) {
    return new Message(
        BEN,
        ANN,
        id,
        part,
        Message.UNLIMITED,
        Message.NOBODY,
        Message.UNLIMITED,
        receipt,
        Via.DIRECT,
        null,
        Payload.of(text));
  }

  /** Effects of which only the reports and what is written down are of interest. */
  static final class Heard implements Effects {
    final List<Report> reports = new ArrayList<>();
    private final @Nullable Store store;

    Heard() {
      this(null);
    }

    /** Makes batches durable at once. */
    Heard(@Nullable Store store) {
      this.store = store;
    }

    @Override
    public void send(Endpoint to, Frame frame) {}

    @Override
    public void commit(Batch batch) {
      if (store != null) {
        store.commit(batch, () -> {});
      }
    }

    @Override
    public void deliver(Delivery delivery) {}

    @Override
    public void report(Report report) {
      reports.add(report);
    }
  }

  private final Effects fromHome = new Side(HOME);
  private final Effects fromClient = new Side(CLIENT);

  private final class Side implements Effects {
    private final Endpoint self;

    Side(Endpoint self) {
      this.self = self;
    }

    @Override
    public void send(Endpoint to, Frame frame) {
      if (self.equals(CLIENT)) {
        sentByClient.add(frame);
      }
      if (isLost.test(frame)) {
        return;
      }
      flying.add(new Flying(nowNanos + DELAY_NANOS, order++, self, to, frame));
      if (isDoubled.test(frame)) {
        flying.add(new Flying(nowNanos + 2 * DELAY_NANOS, order++, self, to, frame));
      }
    }

    @Override
    public void commit(Batch batch) {
      uncommitted.add(batch);
    }

    @Override
    public void deliver(Delivery delivery) {
      delivered.add(delivery.message());
      deliveries.add(delivery);
    }

    @Override
    public void report(Report report) {
      reports.add((ClientReport) report);
    }
  }
}
