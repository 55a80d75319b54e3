package org.chappe.server.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.chappe.model.RelayNumber;
import org.chappe.node.StorageFailure;
import org.chappe.server.cli.RelayStarter.RunningRelay;
import org.chappe.topology.HostPort;
import org.chappe.topology.Topology;
import org.chappe.topology.Topology.Relay;
import org.chappe.transport.ImpairmentSpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The relays of one process: all of them listen, or none does. */
final class RelayProcess implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RelayProcess.class);

  private final List<RunningRelay> running = new ArrayList<>();
  private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();

  private RelayProcess() {}

  /**
   * Starts relays, one after the other.
   *
   * @param data where the store of each is; null for memory
   * @throws UserError if one of them can't be started; those before it are closed again
   */
  static RelayProcess start(
      RelayStarter starter,
      Topology topology,
      List<Relay> relays,
      List<ImpairmentSpec> impairments,
      Function<RelayNumber, @Nullable Path> data)
      throws UserError {
    RelayProcess process = new RelayProcess();
    try {
      for (Relay relay : relays) {
        process.add(starter, topology, relay, impairments, data.apply(relay.number()));
      }
    } catch (UserError | RuntimeException e) {
      process.close();
      throw e;
    }
    return process;
  }

  /**
   * Waits until the process is closed by another thread, or a relay breaks.
   *
   * @throws UserError if a relay was stopped because its store failed
   * @throws IllegalStateException if a relay was stopped by a broken invariant
   */
  void awaitEnd() throws UserError {
    try {
      ended.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof StorageFailure failure) {
        throw new UserError(ExitCodes.STORE_FAILED, String.valueOf(failure.getMessage()));
      }
      throw new IllegalStateException("a relay has stopped", e.getCause());
    }
  }

  /** Stops all relays. */
  @Override
  public void close() {
    running.forEach(RunningRelay::close);
    ended.complete(null);
  }

  private void add(
      RelayStarter starter,
      Topology topology,
      Relay relay,
      List<ImpairmentSpec> impairments,
      @Nullable Path data)
      throws UserError {
    RunningRelay started = starter.start(topology, relay, impairments, data);
    running.add(started);
    started.ended().whenComplete((nothing, failure) -> {
      if (failure != null) {
        ended.completeExceptionally(failure);
      }
    });
    int last = topology.relays().get(topology.relays().size() - 1).number().value();
    LOG.info("relay {} of {} listens on {}", relay.number(), last, relay.address());
    warnIfExposed(relay);
    tellOfAdmin(relay);
  }

  private static void tellOfAdmin(Relay relay) {
    HostPort admin = relay.admin();
    if (admin == null) {
      return;
    }
    LOG.info("relay {} tells how it is on http://{}/status", relay.number(), admin);
    if (!AdminOptions.isLoopback(admin)) {
      LOG.warn(
          "OPEN TO THE NETWORK: anyone who reaches {} can see how the relay is relay={}",
          admin,
          relay.number());
    }
  }

  private static void warnIfExposed(Relay relay) {
    try {
      if (!InetAddress.getByName(relay.host()).isLoopbackAddress()) {
        LOG.warn(
            "OPEN TO THE NETWORK: anyone who reaches {} can read and send messages relay={}; nothing is sealed",
            relay.address(),
            relay.number());
      }
    } catch (UnknownHostException e) {
      LOG.debug("host went away after the start relay={} host={}", relay.number(), relay.host());
    }
  }
}
