package org.chappe.server.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
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

  private final List<RunningRelay> running = new CopyOnWriteArrayList<>();
  private final AtomicInteger left = new AtomicInteger();
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
   * Starts a relay that comes into a line which runs.
   *
   * @param data where its store is; null for memory
   * @throws UserError if it can't be started
   */
  static RelayProcess join(
      RelayStarter starter, JoinPlan plan, List<ImpairmentSpec> impairments, @Nullable Path data)
      throws UserError {
    RelayProcess process = new RelayProcess();
    process.watch(starter.join(plan, impairments, data));
    LOG.info("relay {} listens on {}", plan.relay().number(), plan.relay().address());
    warnIfExposed(plan.relay());
    tellOfAdmin(plan.relay());
    return process;
  }

  /**
   * Waits until the process is closed by another thread, all relays have left the line, or one breaks.
   *
   * @throws UserError if a relay was stopped because its store failed, or the line doesn't let it in
   * @throws IllegalStateException if a relay was stopped by a broken invariant
   */
  void awaitEnd() throws UserError {
    try {
      ended.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof StorageFailure failure) {
        throw new UserError(ExitCodes.STORE_FAILED, String.valueOf(failure.getMessage()));
      }
      if (e.getCause() instanceof UserError denied) {
        throw denied;
      }
      throw new IllegalStateException("a relay has stopped", e.getCause());
    }
  }

  /** Has all relays hand over their mail and leave the line; the process ends when they have. */
  void leave() {
    running.forEach(RunningRelay::leave);
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
    watch(starter.start(topology, relay, impairments, data));
    int last = topology.relays().get(topology.relays().size() - 1).number().value();
    LOG.info("relay {} of {} listens on {}", relay.number(), last, relay.address());
    warnIfExposed(relay);
    tellOfAdmin(relay);
  }

  private void watch(RunningRelay started) {
    running.add(started);
    started.ended().whenComplete((nothing, failure) -> {
      if (failure != null) {
        ended.completeExceptionally(failure);
      } else if (left.incrementAndGet() == running.size()) {
        ended.complete(null);
      }
    });
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
