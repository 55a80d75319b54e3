package org.chappe.server.cli;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.chappe.topology.Topology;
import org.chappe.transport.ImpairmentSpec;

/** Puts one relay on its socket. */
interface RelayStarter {

  /**
   * Starts a relay; it listens when this returns.
   *
   * @param impairments what to do to datagrams on purpose; none in earnest
   * @throws UserError if its address can't be bound, or an address of the line can't be looked up
   */
  RunningRelay start(Topology topology, Topology.Relay relay, List<ImpairmentSpec> impairments)
      throws UserError;

  /** A relay that listens. */
  interface RunningRelay extends AutoCloseable {

    /** Completes when the relay has been closed, or exceptionally when a broken invariant has stopped it. */
    CompletionStage<?> ended();

    /** Sends what waits, and gives the socket back. Closing twice does nothing. */
    @Override
    void close();
  }
}
