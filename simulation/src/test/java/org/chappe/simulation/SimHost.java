package org.chappe.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.chappe.model.Message;
import org.chappe.node.Batch;
import org.chappe.node.Delivery;
import org.chappe.node.Effects;
import org.chappe.node.Endpoint;
import org.chappe.node.Input;
import org.chappe.node.Node;
import org.chappe.node.Verdict;
import org.chappe.simulation.EventLog.Kind;
import org.chappe.wire.Decoded;
import org.chappe.wire.Frame;
import org.jspecify.annotations.Nullable;

/**
 * One machine: a node, its address, its disk and its own clock.
 *
 * <p>It keeps the driver's discipline: all that came in one instant is stepped through, then the commits that are
 * done, then the deadline for as long as it has passed. A sync that fails is the end of the node.
 *
 * <p>A node may die at any instant, also in the middle of a step: what it did to the world before is done, everything
 * else is gone. Its next life begins with what the disk has, and with another clock.
 */
final class SimHost implements Effects {

  /** A node that wants more turns than this within one instant is livelocked. */
  static final int TURNS_MAX = 1_000;

  /** How a node comes to life on what its disk holds. */
  interface Boot {
    /**
     * Begins a life.
     *
     * @throws SimStore.Damaged if the disk doesn't open
     */
    Node boot(SimStore store, RandomGenerator random);
  }

  /** The end of a node in the middle of a step; nothing in a node may hold it up. */
  private static final class Died extends Error {
    private static final long serialVersionUID = 1;

    Died() {
      super("the node dies here", null, false, false);
    }
  }

  private static final long CLOCK_NANOS_MAX = 1_000 * Simulation.SECOND;

  private final Simulation simulation;
  private final String name;
  private Endpoint endpoint;
  private final SimStore store;
  private final Boot boot;
  private final RandomGenerator clocks;
  private final Queue<Input> arrived = new ArrayDeque<>();
  private final Queue<Batch> committed = new ArrayDeque<>();
  private final Map<CrashPoint, Integer> crashAfter = new EnumMap<>(CrashPoint.class);
  private @Nullable Node node;
  private boolean stepping;
  private boolean retired;
  private int lives;
  private long diedNanos;
  private long clockOffsetNanos;
  private Probe probe = Probe.BLIND;
  private BiConsumer<SimHost, Delivery> onShown = SimHost::nobodyIsThere;
  private BiConsumer<SimHost, Report> onReport = (host, report) -> {};
  private BiConsumer<SimHost, Frame> onSent = (host, frame) -> {};
  private final List<Consumer<SimHost>> onDeath = new ArrayList<>();
  private final List<Consumer<SimHost>> onLife = new ArrayList<>();
  private long wakeNanos;

  SimHost(Simulation simulation, String name, Endpoint endpoint, SimStore store, Boot boot) {
    this.simulation = simulation;
    this.name = name;
    this.endpoint = endpoint;
    this.store = store;
    this.boot = boot;
    this.clocks = simulation.fork();
    store.onFailure(this::syncFailed);
    live();
  }

  private void live() {
    clockOffsetNanos = clocks.nextLong(CLOCK_NANOS_MAX);
    node = boot.boot(store, simulation.fork());
    lives++;
    wakeNanos = simulation.now();
  }

  String name() {
    return name;
  }

  Endpoint endpoint() {
    return endpoint;
  }

  /** The machine has another address from now on; what is on its way to the old one gets lost. */
  void moveTo(Endpoint newEndpoint) {
    Endpoint before = endpoint;
    endpoint = newEndpoint;
    simulation.network().moved(this, before);
    simulation.encounters().count(Encounter.ADDRESS_CHANGED);
    simulation.note(name + " is at " + newEndpoint + " now");
  }

  SimStore store() {
    return store;
  }

  Probe probe() {
    return probe;
  }

  /** What the invariants may look at. */
  void setProbe(Probe newProbe) {
    probe = newProbe;
  }

  /** Who takes what the node shows to its user. */
  void onShown(BiConsumer<SimHost, Delivery> listener) {
    onShown = listener;
  }

  /** Who takes what the node reports to its program. */
  void onReport(BiConsumer<SimHost, Report> listener) {
    onReport = listener;
  }

  /** Who hears of each frame that the node sends. */
  void onSent(BiConsumer<SimHost, Frame> listener) {
    onSent = listener;
  }

  /** Who hears when the node has died. */
  void onDeath(Consumer<SimHost> listener) {
    onDeath.add(listener);
  }

  /** Who hears of the life that is now, and of each that begins. */
  void onLife(Consumer<SimHost> listener) {
    onLife.add(listener);
    listener.accept(this);
  }

  boolean isDown() {
    return node == null;
  }

  /** How many nodes have lived here, the one that does now included. */
  int lives() {
    return lives;
  }

  /** The node dies now; nothing happens if there is none. */
  void crash() {
    if (node == null) {
      return;
    }
    simulation.note(name + " dies");
    if (lives > 1 && simulation.now() - diedNanos < Simulation.SECOND) {
      simulation.encounters().count(Encounter.DIED_AGAIN_AT_ONCE);
    }
    diedNanos = simulation.now();
    node = null;
    arrived.clear();
    committed.clear();
    crashAfter.clear();
    wakeNanos = Node.NEVER;
    store.crash();
    List.copyOf(onDeath).forEach(listener -> listener.accept(this));
  }

  /** The node ends for good. */
  void retire() {
    simulation.note(name + " ends");
    retired = true;
    probe = Probe.BLIND;
    if (stepping) {
      throw new Died();
    }
    crash();
  }

  /** The node dies when it has come to such a point so many times more, 1 or more, unless it dies before. */
  void crashAt(CrashPoint point, int times) {
    if (node != null) {
      crashAfter.put(point, times);
    }
  }

  private void syncFailed() {
    simulation.note("a sync fails at " + name);
    if (stepping) {
      throw new Died();
    }
    crash();
  }

  private void passed(CrashPoint point) {
    Integer left = crashAfter.computeIfPresent(point, (any, times) -> times - 1);
    if (left != null && left == 0) {
      simulation.encounters().count(point.encounter);
      throw new Died();
    }
  }

  /** A node comes to life on what the disk holds; false if the disk doesn't open. Nothing happens if one lives. */
  boolean restart() {
    if (node != null || retired) {
      return !retired;
    }
    try {
      live();
    } catch (SimStore.Damaged e) {
      simulation.note(name + " finds its disk damaged");
      simulation.encounters().count(Encounter.DAMAGE_REFUSED);
      return false;
    }
    simulation.note(name + " lives again");
    List.copyOf(onLife).forEach(listener -> listener.accept(this));
    return true;
  }

  /** The disk's faults end, and the node lives. */
  void heal() {
    crashAfter.clear();
    store.heal();
    restart();
  }

  /** A datagram came; the node sees it when the host is next woken, in this instant. */
  void arrive(Endpoint from, Decoded decoded) {
    take(new Input.FrameArrived(from, decoded));
  }

  /** The program wants something. */
  void command(Input.Order order) {
    simulation.note(name + " is told " + order);
    take(new Input.Command(order));
  }

  private void take(Input input) {
    if (node != null) {
      arrived.add(input);
      wakeNanos = simulation.now();
    }
  }

  /** When the host has something to do next, in the simulation's time. */
  long wakeNanos() {
    return wakeNanos;
  }

  /** Lets the node do all that is to do in this instant, and looks at its bounds. */
  void wake() {
    stepping = true;
    try {
      if (node != null) {
        wake(node);
      }
    } catch (Died e) {
      crash();
    } finally {
      stepping = false;
    }
  }

  private void wake(Node living) {
    int turns = 0;
    while (turn(living)) {
      if (++turns == TURNS_MAX) {
        throw simulation.violation(
            Invariant.NO_LIVELOCK,
            name + " still wants the same instant after " + turns + " turns");
      }
    }
    long deadline = living.nextDeadline();
    wakeNanos = deadline == Node.NEVER ? Node.NEVER : deadline - clockOffsetNanos;
    probe.observe(simulation.encounters());
    String broken = probe.brokenBound();
    if (broken != null) {
      throw simulation.violation(Invariant.BOUNDS, name + ": " + broken);
    }
  }

  /** One round of frames and orders, commits, deadline; whether there was anything. */
  private boolean turn(Node living) {
    boolean busy = false;
    for (Input input = arrived.poll(); input != null; input = arrived.poll()) {
      step(living, input);
      busy = true;
    }
    for (Batch batch = committed.poll(); batch != null; batch = committed.poll()) {
      passed(CrashPoint.BEFORE_COMMITTED);
      step(living, new Input.Committed(batch.number()));
      passed(CrashPoint.AFTER_COMMITTED);
      busy = true;
    }
    if (living.nextDeadline() <= localNow()) {
      step(living, Input.DEADLINE_REACHED);
      busy = true;
    }
    return busy;
  }

  private void step(Node living, Input input) {
    Verdict verdict;
    try {
      verdict = living.step(localNow(), input, this);
    } catch (RuntimeException e) {
      throw simulation.violation(Invariant.NO_CRASH, name + " threw at " + input, e);
    }
    probe.observe(verdict, simulation.encounters());
    log(Kind.STEPPED, input.getClass().getSimpleName(), verdict.name());
  }

  private long localNow() {
    return simulation.now() + clockOffsetNanos;
  }

  @Override
  public void send(Endpoint to, Frame frame) {
    probe.observe(frame, simulation.encounters());
    onSent.accept(this, frame);
    simulation.network().send(this, to, frame);
    passed(CrashPoint.EFFECT);
  }

  @Override
  public void commit(Batch batch) {
    log(Kind.COMMITTED, "batch", Long.toString(batch.number()));
    int life = lives;
    store.commit(batch, () -> committed(life, batch));
    passed(CrashPoint.COMMIT);
    passed(CrashPoint.EFFECT);
  }

  private void committed(int life, Batch batch) {
    if (life == lives) {
      committed.add(batch);
      wakeNanos = simulation.now();
    }
  }

  @Override
  public void deliver(Delivery delivery) {
    Message message = delivery.message();
    log(
        Kind.SHOWN,
        message.source() + " -> " + message.destination(),
        message.text().text());
    onShown.accept(this, delivery);
    passed(CrashPoint.EFFECT);
  }

  @Override
  public void report(Report report) {
    log(Kind.REPORTED, "report", report.toString());
    onReport.accept(this, report);
    passed(CrashPoint.EFFECT);
  }

  private void log(Kind kind, String whom, String text) {
    simulation.log().add(simulation.elapsed(), kind, name, whom, text);
  }

  private void nobodyIsThere(Delivery delivery) {
    throw simulation.violation(
        Invariant.NO_INVENTION,
        name + " has no user and yet shows \"" + delivery.message().text() + "\"");
  }

  @Override
  public String toString() {
    return name;
  }
}
