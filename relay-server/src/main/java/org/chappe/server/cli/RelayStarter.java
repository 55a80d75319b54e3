package org.chappe.server.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.chappe.topology.Topology;
import org.chappe.transport.ImpairmentSpec;
import org.jspecify.annotations.Nullable;

/** Puts one relay on its socket. */
interface RelayStarter {

  /**
   * Starts a relay; it listens when this returns.
   *
   * @param impairments what to do to datagrams on purpose; none in earnest
   * @param data where its store is; null for one in memory
   * @throws UserError if its address or its admin port can't be bound, an address of the line can't be looked up, or its store can't be opened
   */
  RunningRelay start(
      Topology topology,
      Topology.Relay relay,
      List<ImpairmentSpec> impairments,
      @Nullable Path data)
      throws UserError;

  /**
   * Starts a relay that stands in no topology file; it listens when this returns, and asks to be let into the line.
   *
   * @throws UserError as above, or if a host of the plan is unknown
   */
  RunningRelay join(JoinPlan plan, List<ImpairmentSpec> impairments, @Nullable Path data)
      throws UserError;

  /** A relay that listens. */
  interface RunningRelay extends AutoCloseable {

    /**
     * Completes when the relay has been closed, or exceptionally when a broken invariant or its store has stopped it,
     * or with a {@link UserError} when the line doesn't let it in.
     */
    CompletionStage<?> ended();

    /** Tells the relay to hand over its mail and to leave the line; it ends when it has. False if it has ended. */
    boolean leave();

    /** Sends what waits, and gives the socket back. Closing twice does nothing. */
    @Override
    void close();
  }
}
