package org.chappe.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.chappe.node.Batch;
import org.chappe.node.Endpoint;
import org.chappe.node.Input;
import org.chappe.node.Node;
import org.chappe.node.Verdict;
import org.chappe.simulation.EventLog.Kind;
import org.chappe.wire.Decoded;
import org.jspecify.annotations.Nullable;

/**
 * One machine: a node, its address, its disk and its own clock.
 *
 * <p>It keeps the driver's discipline: all that came in one instant is stepped through, then the commits that are
 * done, then the deadline for as long as it has passed. A sync that fails is the end of the node.
 *
 * <p>A node may die at any instant, also in the middle of a step: what it did to the world before is done, everything
 * else is gone. Its next life begins with what the disk has, and with another clock.
 *
 * <p>It may also be stopped for a while: then its clock and its disk go on, its socket fills up, and all that it missed is
 * there at once when it goes on.
 */
final class SimHost {

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

  private static final long CLOCK_NANOS_MAX = 1_000 * Simulation.SECOND;

  private final Simulation simulation;
  private final String name;
  private Endpoint endpoint;
  private final SimStore store;
  private final Boot boot;
  private final RandomGenerator clocks;
  private final SimSocket socket = new SimSocket();
  private final Queue<Batch> committed = new ArrayDeque<>();
  private final CrashPlan crashPlan = new CrashPlan();
  private final SimEffects effects;
  private @Nullable Node node;
  private boolean stepping;
  private boolean retired;
  private boolean paused;
  private int lives;
  private long diedNanos;
  private long clockOffsetNanos;
  private long leaptNanos;
  private Probe probe = Probe.BLIND;
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
    this.effects = new SimEffects(simulation, this, crashPlan);
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

  /** What the node does to the world. */
  SimEffects effects() {
    return effects;
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
    paused = false;
    socket.close();
    committed.clear();
    crashPlan.clear();
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
      throw new SimEffects.Died();
    }
    crash();
  }

  /** The node dies when it has come to such a point so many times more, 1 or more, unless it dies before. */
  void crashAt(CrashPoint point, int times) {
    if (node != null) {
      crashPlan.add(point, times);
    }
  }

  private void syncFailed() {
    simulation.note("a sync fails at " + name);
    if (stepping) {
      throw new SimEffects.Died();
    }
    crash();
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

  // ---- stopped, and later than it thinks ----

  /** The process is stopped, as by SIGSTOP, until {@link #resume}; it may die before. */
  void pause() {
    if (node != null && !paused) {
      simulation.note(name + " is stopped");
      paused = true;
      wakeNanos = Node.NEVER;
    }
  }

  /** The process goes on. */
  void resume() {
    if (paused) {
      simulation.note(name + " goes on");
      paused = false;
      wakeNanos = simulation.now();
    }
  }

  boolean isPaused() {
    return paused;
  }

  /** The host's clock is suddenly ahead by so much more, as when a whole machine was frozen; it never goes back. */
  void leap(long nanos) {
    if (node != null) {
      simulation.note(name + " is " + nanos / Simulation.MILLISECOND + " ms later");
      clockOffsetNanos += nanos;
      leaptNanos += nanos;
      wakeSoon();
    }
  }

  /** By how much the clock has leapt so far, in nanoseconds. */
  long leaptNanos() {
    return leaptNanos;
  }

  /** The disk's faults end, and the node lives and goes on. */
  void heal() {
    crashPlan.clear();
    store.heal();
    restart();
    resume();
  }

  // ---- what comes ----

  /** A datagram came; the node sees it when the host is next woken, in this instant. */
  void arrive(Endpoint from, Decoded decoded) {
    if (node == null) {
      return;
    }
    if (paused && !socket.hasRoom()) {
      simulation.encounters().count(Encounter.SOCKET_OVERFLOWED);
      return;
    }
    socket.add(new Input.FrameArrived(from, decoded));
    wakeSoon();
  }

  /** The program wants something. */
  void command(Input.Order order) {
    simulation.note(name + " is told " + order);
    if (node != null) {
      socket.add(new Input.Command(order));
      wakeSoon();
    }
  }

  private void wakeSoon() {
    wakeNanos = paused ? Node.NEVER : simulation.now();
  }

  /** A batch of a life is durable; the node hears of it when it is next woken, if it is the same. */
  void committed(int life, Batch batch) {
    if (life == lives) {
      committed.add(batch);
      wakeSoon();
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
    } catch (SimEffects.Died e) {
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
    for (Input input = socket.poll(); input != null; input = socket.poll()) {
      step(living, input);
      busy = true;
    }
    for (Batch batch = committed.poll(); batch != null; batch = committed.poll()) {
      effects.passed(CrashPoint.BEFORE_COMMITTED);
      step(living, new Input.Committed(batch.number()));
      effects.passed(CrashPoint.AFTER_COMMITTED);
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
      verdict = living.step(localNow(), input, effects);
    } catch (RuntimeException e) {
      throw simulation.violation(Invariant.NO_CRASH, name + " threw at " + input, e);
    }
    probe.observe(verdict, simulation.encounters());
    String what = input.getClass().getSimpleName();
    simulation.log().add(simulation.elapsed(), Kind.STEPPED, name, what, verdict.name());
  }

  private long localNow() {
    return simulation.now() + clockOffsetNanos;
  }

  @Override
  public String toString() {
    return name;
  }
}
