package org.chappe.simulation;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.BiConsumer;
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

/**
 * One machine: a node, its address, its disk and its own clock.
 *
 * <p>It keeps the driver's discipline: all that came in one instant is stepped through, then the commits that are
 * done, then the deadline for as long as it has passed.
 */
final class SimHost implements Effects {

  /** A node that wants more turns than this within one instant is livelocked. */
  static final int TURNS_MAX = 1_000;

  /** How a node comes to life on what its disk holds. */
  interface Boot {
    Node boot(SimStore store, RandomGenerator random);
  }

  private final Simulation simulation;
  private final String name;
  private final Endpoint endpoint;
  private SimStore store;
  private Node node;
  private final long clockOffsetNanos;
  private final Queue<Input> arrived = new ArrayDeque<>();
  private final Queue<Batch> committed = new ArrayDeque<>();
  private Probe probe = Probe.BLIND;
  private BiConsumer<SimHost, Delivery> onShown = SimHost::nobodyIsThere;
  private BiConsumer<SimHost, Report> onReport = (host, report) -> {};
  private long wakeNanos;

  SimHost(
      Simulation simulation,
      String name,
      Endpoint endpoint,
      SimStore store,
      Boot boot,
      long clockOffsetNanos) {
    this.simulation = simulation;
    this.name = name;
    this.endpoint = endpoint;
    this.store = store;
    this.clockOffsetNanos = clockOffsetNanos;
    this.node = boot.boot(store, simulation.fork());
  }

  String name() {
    return name;
  }

  Endpoint endpoint() {
    return endpoint;
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

  /** The machine loses what it had in memory and comes up again at once, on a disk that may be another one. */
  void restart(SimStore newStore, Boot boot) {
    simulation.note(name + " restarts");
    arrived.clear();
    committed.clear();
    store = newStore;
    node = boot.boot(newStore, simulation.fork());
    wakeNanos = simulation.now();
  }

  /** A datagram came; the node sees it when the host is next woken, in this instant. */
  void arrive(SimHost from, Decoded decoded) {
    take(new Input.FrameArrived(from.endpoint, decoded));
  }

  /** The program wants something. */
  void command(Input.Order order) {
    simulation.note(name + " is told " + order);
    take(new Input.Command(order));
  }

  private void take(Input input) {
    arrived.add(input);
    wakeNanos = simulation.now();
  }

  /** When the host has something to do next, in the simulation's time. */
  long wakeNanos() {
    return wakeNanos;
  }

  /** Lets the node do all that is to do in this instant, and looks at its bounds. */
  void wake() {
    int turns = 0;
    while (turn()) {
      if (++turns == TURNS_MAX) {
        throw simulation.violation(
            Invariant.NO_LIVELOCK,
            name + " still wants the same instant after " + turns + " turns");
      }
    }
    long deadline = node.nextDeadline();
    wakeNanos = deadline == Node.NEVER ? Node.NEVER : deadline - clockOffsetNanos;
    probe.observe(simulation.encounters());
    String broken = probe.brokenBound();
    if (broken != null) {
      throw simulation.violation(Invariant.BOUNDS, name + ": " + broken);
    }
  }

  /** One round of frames and orders, commits, deadline; whether there was anything. */
  private boolean turn() {
    boolean busy = false;
    for (Input input = arrived.poll(); input != null; input = arrived.poll()) {
      step(input);
      busy = true;
    }
    for (Batch batch = committed.poll(); batch != null; batch = committed.poll()) {
      step(new Input.Committed(batch.number()));
      busy = true;
    }
    if (node.nextDeadline() <= localNow()) {
      step(Input.DEADLINE_REACHED);
      busy = true;
    }
    return busy;
  }

  private void step(Input input) {
    Verdict verdict;
    try {
      verdict = node.step(localNow(), input, this);
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
    simulation.network().send(this, to, frame);
  }

  @Override
  public void commit(Batch batch) {
    log(Kind.COMMITTED, "batch", Long.toString(batch.number()));
    Node asking = node;
    store.commit(batch, () -> committed(asking, batch));
  }

  @SuppressWarnings("ReferenceEquality") // a node that was restarted meanwhile is another one
  private void committed(Node asking, Batch batch) {
    if (asking == node) {
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
  }

  @Override
  public void report(Report report) {
    log(Kind.REPORTED, "report", report.toString());
    onReport.accept(this, report);
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
