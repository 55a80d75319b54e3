package org.chappe.transport;

import java.util.ArrayDeque;
import java.util.Deque;

/** A line of bare forwarders within this process, for a measurement without further ado. */
public final class BareLine {

  private BareLine() {}

  /**
   * Measures forwarders in a line once.
   *
   * @param forwarders how many, at least 1
   * @throws BindFailure if there is no free port left
   */
  public static BareResult run(int forwarders, BareConfig config) throws BindFailure {
    Deque<BareForwarder> line = new ArrayDeque<>();
    try (BareLoad load = BareLoad.open(0)) {
      int next = load.port();
      for (int i = 0; i < forwarders; i++) {
        BareForwarder forwarder = BareForwarder.start(0, "127.0.0.1", next);
        line.push(forwarder);
        next = forwarder.port();
      }
      return load.run("127.0.0.1", next, config);
    } finally {
      line.forEach(BareForwarder::close);
    }
  }
}
