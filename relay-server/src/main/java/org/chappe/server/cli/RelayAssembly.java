package org.chappe.server.cli;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.chappe.link.LinkConfig;
import org.chappe.model.RelayNumber;
import org.chappe.node.Endpoint;
import org.chappe.node.StorageFailure;
import org.chappe.server.admin.RelayIdentity;
import org.chappe.server.admin.StatusDesk;
import org.chappe.server.chain.Line;
import org.chappe.server.node.RelayConfig;
import org.chappe.server.node.RelayNode;
import org.chappe.server.station.Lives;
import org.chappe.server.station.StationLimits;
import org.chappe.server.store.DiskStore;
import org.chappe.store.MemoryStore;
import org.chappe.store.Store;
import org.chappe.topology.Limits;
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
    AdminPort admin = AdminPort.bind(relay);
    try {
      Running running = start(config, driverConfig, data, identity(topology, relay, data), admin);
      admin.serve(running.desk);
      return running;
    } catch (UserError | RuntimeException e) {
      admin.close();
      throw e;
    }
  }

  private static RelayIdentity identity(Topology topology, Relay relay, @Nullable Path data) {
    String directory = data == null ? null : data.toAbsolutePath().toString();
    return new RelayIdentity(topology.name(), relay.address(), directory);
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
      NodeDriver driver = NodeDriver.start(
          driverConfig, local -> node, store::commit, new RelayListener(log, desk));
      desk.open(driver);
      return new Running(
          driver, desk, () -> log.ended(node.statistics(), driver.events()), close, log);
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
        RelayConfig.SESSIONS_MAX);
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
   * @param farewell runs once when the node is at rest
   * @param closeRest runs then, as often as the relay is closed: admin port and store
   */
  private record Running(
      NodeDriver driver, StatusDesk desk, Runnable farewell, Runnable closeRest, RelayLog log)
      implements RunningRelay {

    void abort(StorageFailure failure) {
      if (!driver.abort(failure)) {
        log.storeFailed(failure);
      }
    }

    @Override
    public CompletionStage<?> ended() {
      return driver.terminated();
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
