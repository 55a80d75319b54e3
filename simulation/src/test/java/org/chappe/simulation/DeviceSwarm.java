package org.chappe.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.chappe.client.session.ClientConfig;
import org.chappe.link.LinkConfig;
import org.chappe.model.ClientId;
import org.chappe.node.Node;
import org.chappe.server.node.RelayConfig;
import org.chappe.server.station.StationLimits;

/** A line on which somebody with several devices and friends write to each other, move and die while links and relays fail, and then rest. */
final class DeviceSwarm {

  static final long SETTLED_WITHIN_NANOS = 120 * Simulation.SECOND;

  private static final int RELAYS_MAX = 5;
  private static final int DEVICES_MAX = 3;
  private static final int FRIENDS_MAX = 2;
  private static final int TEXTS_MAX = 60;
  private final Simulation simulation;
  private final RandomGenerator random;
  private final SimLine line;
  private final DeviceLedger ledger;
  private final List<DeviceUser> devices = new ArrayList<>();
  private final List<DeviceUser> friends = new ArrayList<>();
  private final List<DeviceUser> users = new ArrayList<>();
  private final long spanNanos;
  private int written;

  private DeviceSwarm(long seed, UnaryOperator<Node> planted) {
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
    ledger = new DeviceLedger(simulation);
    simulation.run(Simulation.SECOND);
    DeviceOwner.make(line, anyRelay(), 2 + random.nextInt(DEVICES_MAX - 1))
        .forEach(identity -> devices.add(new DeviceUser(line, ledger, identity, planted)));
    for (int i = 0; i <= random.nextInt(FRIENDS_MAX); i++) {
      ClientId id = new ClientId(5_000_000_000L + i);
      friends.add(new DeviceUser(line, ledger, new DeviceUser.Identity(id, null, null), planted));
    }
    users.addAll(devices);
    users.addAll(friends);
  }

  /** The whole life of a seed. */
  static DeviceLedger live(long seed) {
    return live(seed, good -> good);
  }

  /** The same with clients of which something else is made. */
  static DeviceLedger live(long seed, UnaryOperator<Node> planted) {
    DeviceSwarm swarm = new DeviceSwarm(seed, planted);
    swarm.live();
    return swarm.ledger;
  }

  private void live() {
    users.forEach(each -> each.moveTo(anyRelay()));
    simulation.run(2 * Simulation.SECOND);
    new Mishaps(simulation, random, spanNanos)
        .plan(line.relays(), users.stream().map(DeviceUser::host).toList());
    int deeds = 10 + random.nextInt(TEXTS_MAX);
    for (int i = 0; i < deeds; i++) {
      simulation.in(random.nextLong(spanNanos), this::doSomething);
    }
    simulation.run(spanNanos);
    users.stream().filter(user -> !user.host().isDown()).forEach(user -> user.moveTo(anyRelay()));
    line.settle(SETTLED_WITHIN_NANOS);
  }

  private void doSomething() {
    DeviceUser user = any(users);
    if (user.host().isDown()) {
      return;
    }
    switch (random.nextInt(12)) {
      case 0 -> user.moveTo(anyRelay());
      case 1 -> user.leave();
      default -> user.write(recipientOf(user), "text " + written++);
    }
  }

  private ClientId recipientOf(DeviceUser writer) {
    boolean isFriend = friends.contains(writer);
    return isFriend || random.nextInt(10) == 0 ? DeviceOwner.ID : any(friends).id();
  }

  private DeviceUser any(List<DeviceUser> among) {
    return among.get(random.nextInt(among.size()));
  }

  private int anyRelay() {
    return 1 + random.nextInt(line.setup().relays());
  }
}
