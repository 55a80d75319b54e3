package org.chappe.server.cli;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.chappe.server.cli.RelayStarter.RunningRelay;
import org.chappe.topology.Topology;
import org.chappe.topology.Topology.Relay;
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
      RelayStarter starter, Topology topology, List<Relay> relays, List<String> impairments)
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
    if (!impairments.isEmpty()) {
      LOG.warn(
          "IMPAIRED ON PURPOSE: datagrams are lost, delayed or damaged impair={}; this is a rehearsal",
          String.join(" ", impairments));
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

  private void add(RelayStarter starter, Topology topology, Relay relay, List<String> impairments)
      throws UserError {
    RunningRelay started = start(starter, topology, relay, impairments);
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

  private static RunningRelay start(
      RelayStarter starter, Topology topology, Relay relay, List<String> impairments)
      throws UserError {
    String place = "relay " + relay.number() + " can't listen on " + relay.address() + ": ";
    try {
      return starter.start(topology, relay, impairments);
    } catch (UnknownHostException e) {
      throw new UserError(
          ExitCodes.CANNOT_BIND,
          place + "no such host is known; correct the host in the topology file");
    } catch (BindException e) {
      throw new UserError(ExitCodes.CANNOT_BIND, place + reason(e));
    } catch (IOException e) {
      throw new UserError(ExitCodes.CANNOT_BIND, place + e.getMessage());
    }
  }

  private static String reason(BindException e) {
    boolean foreign = String.valueOf(e.getMessage()).contains("assign");
    return foreign
        ? "this host has no such address; run it on that host, or correct the topology file"
        : "the port is taken; stop the program that holds it, or choose another port";
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
