package org.chappe.server.cli;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.chappe.link.LinkConfig;
import org.chappe.model.RelayNumber;
import org.chappe.node.Endpoint;
import org.chappe.node.StorageFailure;
import org.chappe.server.admin.RelayIdentity;
import org.chappe.server.admin.StatusDesk;
import org.chappe.server.chain.Line;
import org.chappe.server.membership.JoinPolicy;
import org.chappe.server.node.Joining;
import org.chappe.server.node.RelayConfig;
import org.chappe.server.node.RelayNode;
import org.chappe.server.node.RelayOrder;
import org.chappe.server.station.Lives;
import org.chappe.server.station.StationLimits;
import org.chappe.server.store.DiskStore;
import org.chappe.store.MemoryStore;
import org.chappe.store.Store;
import org.chappe.topology.HostPort;
import org.chappe.topology.Limits;
import org.chappe.topology.Newcomers;
import org.chappe.topology.Topology;
import org.chappe.topology.Topology.Relay;
import org.chappe.transport.BindFailure;
import org.chappe.transport.DriverConfig;
import org.chappe.transport.Endpoints;
import org.chappe.transport.ImpairmentSpec;
import org.chappe.transport.NodeDriver;
import org.jspecify.annotations.Nullable;

/** Where node, store, driver and socket of a relay are put together. */
final class RelayAssembly implements RelayStarter {

  private static final long BYTES_PER_MEGABYTE = 1_000_000;

  @Override
  public RunningRelay start(
      Topology topology, Relay relay, List<ImpairmentSpec> impairments, @Nullable Path data)
      throws UserError {
    Map<Integer, Endpoint> endpoints = endpoints(topology);
    RelayConfig config = relayConfig(topology, relay, endpoints);
    DriverConfig driverConfig =
        driverConfig(topology, relay, endpoints).withImpairments(impairments);
    return start(config, driverConfig, identity(topology.name(), relay, data), relay, data);
  }

  @Override
  public RunningRelay join(JoinPlan plan, List<ImpairmentSpec> impairments, @Nullable Path data)
      throws UserError {
    Relay relay = plan.relay();
    int number = relay.number().value();
    List<Endpoint> introducers = new ArrayList<>();
    for (HostPort introducer : plan.introducers()) {
      introducers.add(resolve("--join", introducer.host(), introducer.port()));
    }
    Endpoint listens = resolve("--listen", relay.host(), relay.port());
    RelayConfig config = new RelayConfig(
            new Line(number, List.of(number)),
            Map.of(number, listens),
            1,
            System.currentTimeMillis(),
            LinkConfig.DEFAULT,
            stationLimits(Limits.DEFAULT),
            RelayConfig.SESSIONS_MAX)
        .withJoining(Joining.newcomer(introducers, plan.takesOver()));
    DriverConfig driverConfig =
        DriverConfig.of("relay-" + number, relay.host(), relay.port()).withImpairments(impairments);
    return start(config, driverConfig, identity("a line joined", relay, data), relay, data);
  }

  private static Endpoint resolve(String option, String host, int port) throws UserError {
    try {
      return Endpoints.resolve(host, port);
    } catch (IllegalArgumentException e) {
      throw new UserError(ExitCodes.USAGE, option + ": " + e.getMessage());
    }
  }

  private static RunningRelay start(
      RelayConfig config,
      DriverConfig driverConfig,
      RelayIdentity identity,
      Relay relay,
      @Nullable Path data)
      throws UserError {
    AdminPort admin = AdminPort.bind(relay);
    try {
      Running running = start(config, driverConfig, data, identity, admin);
      admin.serve(running.desk);
      return running;
    } catch (UserError | RuntimeException e) {
      admin.close();
      throw e;
    }
  }

  private static RelayIdentity identity(String line, Relay relay, @Nullable Path data) {
    String directory = data == null ? null : data.toAbsolutePath().toString();
    return new RelayIdentity(line, relay.address(), directory);
  }

  private static Running start(
      RelayConfig config,
      DriverConfig driverConfig,
      @Nullable Path data,
      RelayIdentity identity,
      AdminPort admin)
      throws UserError {
    if (data == null) {
      return run(config, driverConfig, identity, new MemoryStore(), admin::close);
    }
    RelayNumber number = new RelayNumber(config.line().self());
    DiskStore store = StoredData.open(data, number);
    Runnable close = () -> {
      admin.close();
      store.close();
    };
    try {
      Running running = run(config, driverConfig, identity, store, close);
      store.failure().thenAccept(running::abort);
      return running;
    } catch (StorageFailure e) {
      store.close();
      throw new UserError(ExitCodes.DATA_DAMAGED, String.valueOf(e.getMessage()));
    } catch (UserError | RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private static Running run(
      RelayConfig config,
      DriverConfig driverConfig,
      RelayIdentity identity,
      Store store,
      Runnable close)
      throws UserError {
    RelayNumber number = new RelayNumber(config.line().self());
    RelayLog log = new RelayLog(number);
    StatusDesk desk = new StatusDesk(identity);
    RelayNode node = new RelayNode(config, store, new SecureRandom(), log::recovered);
    try {
      CompletableFuture<@Nullable Object> ended = new CompletableFuture<>();
      NodeDriver driver = NodeDriver.start(
          driverConfig, local -> node, store::commit, new RelayListener(number, log, desk, ended));
      var unused = driver.terminated().whenComplete((nothing, failure) -> {
        if (failure == null) {
          ended.complete(null);
        } else {
          ended.completeExceptionally(failure);
        }
      });
      desk.open(driver);
      return new Running(
          driver, desk, ended, () -> log.ended(node.statistics(), driver.events()), close, log);
    } catch (BindFailure e) {
      throw new UserError(ExitCodes.CANNOT_BIND, "relay " + number + " " + e.getMessage());
    }
  }

  private static Map<Integer, Endpoint> endpoints(Topology topology) throws UserError {
    Map<Integer, Endpoint> endpoints = new LinkedHashMap<>();
    for (Relay relay : topology.relays()) {
      try {
        endpoints.put(relay.number().value(), Endpoints.resolve(relay.host(), relay.port()));
      } catch (IllegalArgumentException e) {
        throw new UserError(
            ExitCodes.FILE,
            "relay " + relay.number() + " can't be found: " + e.getMessage()
                + "; correct it in the topology file");
      }
    }
    return endpoints;
  }

  private static RelayConfig relayConfig(
      Topology topology, Relay relay, Map<Integer, Endpoint> endpoints) {
    return new RelayConfig(
            new Line(relay.number().value(), List.copyOf(endpoints.keySet()), topology.express()),
            endpoints,
            topology.lanes(),
            System.currentTimeMillis(),
            LinkConfig.DEFAULT,
            stationLimits(topology.limits()),
            RelayConfig.SESSIONS_MAX)
        .withJoining(Joining.listed(policy(topology.newcomers()), topology.padBytes()))
        .withAccountsRequired(topology.accountsRequired());
  }

  private static JoinPolicy policy(Newcomers newcomers) {
    return switch (newcomers) {
      case LOCAL -> JoinPolicy.LOCAL;
      case OPEN -> JoinPolicy.OPEN;
      case CLOSED -> JoinPolicy.CLOSED;
    };
  }

  /** What the limits of a topology mean to a station. */
  static StationLimits stationLimits(Limits limits) {
    return new StationLimits(
        limits.messages(),
        limits.megabytes() * BYTES_PER_MEGABYTE,
        limits.mailboxMessages(),
        limits.mailboxBytes(),
        limits.senderRate(),
        new Lives(limits.lifeSeconds(), limits.lifeSecondsMax()),
        StationLimits.DEFAULT.pairsMax());
  }

  private static DriverConfig driverConfig(
      Topology topology, Relay relay, Map<Integer, Endpoint> endpoints) {
    Map<Endpoint, RelayNumber> relays = new LinkedHashMap<>();
    endpoints.forEach((number, endpoint) -> relays.put(endpoint, new RelayNumber(number)));
    return DriverConfig.of("relay-" + relay.number(), relay.host(), relay.port())
        .withRelays(relays)
        .withPadBytes(topology.padBytes());
  }

  /**
   * A relay on its event loop.
   *
   * @param end completes when it has ended, or has to
   * @param farewell runs once when the node is at rest
   * @param closeRest runs then, as often as the relay is closed: admin port and store
   */
  private record Running(
      NodeDriver driver,
      StatusDesk desk,
      CompletableFuture<@Nullable Object> end,
      Runnable farewell,
      Runnable closeRest,
      RelayLog log)
      implements RunningRelay {

    void abort(StorageFailure failure) {
      if (!driver.abort(failure)) {
        log.storeFailed(failure);
      }
    }

    @Override
    public boolean leave() {
      return driver.command(new RelayOrder.Leave());
    }

    @Override
    public CompletionStage<?> ended() {
      return end;
    }

    @Override
    public void close() {
      boolean first = !driver.terminated().isDone();
      driver.close();
      if (first) {
        farewell.run();
      }
      closeRest.run();
    }
  }
}
