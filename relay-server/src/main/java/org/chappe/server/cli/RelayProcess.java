package org.chappe.server.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.chappe.server.cli.RelayStarter.RunningRelay;
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
   * @throws UserError if one of them can't be bound; those before it are closed again
   */
  static RelayProcess start(
      RelayStarter starter, Topology topology, List<Relay> relays, List<ImpairmentSpec> impairments)
      throws UserError {
    RelayProcess process = new RelayProcess();
    try {
      for (Relay relay : relays) {
        process.add(starter, topology, relay, impairments);
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
   * @throws IllegalStateException if a relay was stopped by a broken invariant
   */
  void awaitEnd() {
    try {
      ended.join();
    } catch (CompletionException e) {
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
      RelayStarter starter, Topology topology, Relay relay, List<ImpairmentSpec> impairments)
      throws UserError {
    RunningRelay started = starter.start(topology, relay, impairments);
    running.add(started);
    started.ended().whenComplete((nothing, failure) -> {
      if (failure != null) {
        ended.completeExceptionally(failure);
      }
    });
    int last = topology.relays().get(topology.relays().size() - 1).number().value();
    LOG.info("relay {} of {} listens on {}", relay.number(), last, relay.address());
    warnIfExposed(relay);
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
