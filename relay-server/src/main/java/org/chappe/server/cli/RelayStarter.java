package org.chappe.server.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.chappe.topology.Topology;

/** Puts one relay on its socket. */
interface RelayStarter {

  /**
   * Starts a relay; it listens when this returns.
   *
   * @param impairments what to do to datagrams on purpose, in the grammar of {@code --impair}; none in earnest
   * @throws IOException if its address can't be bound or looked up
   */
  RunningRelay start(Topology topology, Topology.Relay relay, List<String> impairments)
      throws IOException;

  /** A relay that listens. */
  interface RunningRelay extends AutoCloseable {

    /** Completes when the relay has been closed, or exceptionally when a broken invariant has stopped it. */
    CompletionStage<?> ended();

    /** Sends what waits, and gives the socket back. Closing twice does nothing. */
    @Override
    void close();
  }
}
