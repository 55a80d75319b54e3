package org.chappe.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.chappe.client.session.ClientConfig;
import org.chappe.link.LinkConfig;
import org.chappe.model.ClientId;
import org.chappe.node.Node;
import org.chappe.server.node.RelayConfig;
import org.chappe.server.station.StationLimits;
import org.jspecify.annotations.Nullable;

/** A line with groups whose members come, go, move, write and die while links and relays fail, and then rest. */
final class RoomSwarm {

  static final long SETTLED_WITHIN_NANOS = 120 * Simulation.SECOND;

  private static final int RELAYS_MAX = 5;

  private static final int USERS_MAX = 6;

  private static final int TEXTS_MAX = 60;

  private final Simulation simulation;
  private final RandomGenerator random;
  private final SimLine line;
  private final RoomLedger ledger;
  private final List<RoomUser> users = new ArrayList<>();
  private final List<ClientId> rooms = new ArrayList<>();
  private final long spanNanos;
  private @Nullable ClientId queue;
  private int written;
  private int commands;

  RoomSwarm(long seed, UnaryOperator<Node> planted) {
    simulation = new Simulation(seed);
    random = simulation.fork();
    spanNanos = random.nextLong(2 * Simulation.SECOND, 10 * Simulation.SECOND);
    line = new SimLine(
        simulation,
        new SimLine.Setup(
            1 + random.nextInt(RELAYS_MAX),
            1 + random.nextInt(3),
            LinkConfig.DEFAULT,
            ClientConfig.LINK,
            StationLimits.DEFAULT,
            RelayConfig.SESSIONS_MAX,
            random.nextBoolean() ? 0 : 5 * Simulation.MILLISECOND));
    ledger = new RoomLedger(simulation);
    int count = 2 + random.nextInt(USERS_MAX - 1);
    for (int i = 1; i <= count; i++) {
      users.add(new RoomUser(line, ledger, i, anyRelay(), planted));
    }
  }

  /** The whole life of a seed. */
  static RoomLedger live(long seed) {
    return live(seed, good -> good);
  }

  /** The same with clients of which something else is made. */
  static RoomLedger live(long seed, UnaryOperator<Node> planted) {
    RoomSwarm swarm = new RoomSwarm(seed, planted);
    swarm.live();
    return swarm.ledger;
  }

  private void live() {
    users.forEach(each -> {
      each.moveTo(anyRelay());
      each.listen();
    });
    simulation.run(Simulation.SECOND);
    int count = 1 + random.nextInt(2);
    for (int room = 0; room < count; room++) {
      anyUser().found("#room" + room, this::founded);
    }
    anyUser().found("queue:jobs", found -> queue = found);
    new Mishaps(simulation, random, spanNanos)
        .plan(line.relays(), users.stream().map(RoomUser::host).toList());
    simulation.run(2 * Simulation.SECOND);
    int deeds = 10 + random.nextInt(TEXTS_MAX);
    for (int i = 0; i < deeds; i++) {
      simulation.in(random.nextLong(spanNanos), this::doSomething);
    }
    simulation.run(spanNanos);
    line.settle(SETTLED_WITHIN_NANOS);
    emptyQueue();
  }

  /** What the queue has taken is given to somebody in the end. */
  private void emptyQueue() {
    boolean isEmpty = simulation.runUntil(
        () -> {
          boolean isLeft = ledger.untaken() != null;
          if (isLeft) {
            anyUser().take(Objects.requireNonNull(queue));
          }
          return !isLeft;
        },
        200 * Simulation.MILLISECOND,
        SETTLED_WITHIN_NANOS);
    if (!isEmpty) {
      throw simulation.violation(Invariant.DELIVERED, "nobody was given " + ledger.untaken());
    }
  }

  private void founded(ClientId room) {
    rooms.add(room);
    users.stream()
        .filter(each -> random.nextInt(4) > 0)
        .forEach(each -> each.command(room, "/join " + commands++));
  }

  private void doSomething() {
    RoomUser user = anyUser();
    if (rooms.isEmpty() || user.host().isDown()) {
      return;
    }
    ClientId jobs = queue;
    if (jobs != null && random.nextInt(3) == 0) {
      useQueue(user, jobs);
      return;
    }
    ClientId room = rooms.get(random.nextInt(rooms.size()));
    switch (random.nextInt(16)) {
      case 0 -> user.command(room, "/join " + commands++);
      case 1 -> user.command(room, "/leave " + commands++);
      case 2 -> user.command(room, "/members " + commands++);
      case 3 -> user.moveTo(anyRelay());
      default -> user.write(room, "text " + written++);
    }
  }

  private void useQueue(RoomUser user, ClientId jobs) {
    if (random.nextBoolean()) {
      user.take(jobs);
    } else {
      user.write(jobs, "job " + written++);
    }
  }

  private RoomUser anyUser() {
    return users.get(random.nextInt(users.size()));
  }

  private int anyRelay() {
    return 1 + random.nextInt(line.setup().relays());
  }
}
