package org.chappe.client.cli;

import java.util.ArrayList;
import java.util.List;
import org.chappe.model.RelayNumber;
import org.chappe.topology.Topology;

/** From the client of one relay to a client of another or the same. */
record RelayPair(RelayNumber from, RelayNumber to) {

  /** Reads {@code 1-5}. */
  static RelayPair parse(String text) {
    String[] ends = text.split("-", -1);
    if (ends.length != 2) {
      throw new IllegalArgumentException(
          "a pair is two relay numbers such as 1-5; \"" + text + "\" is not");
    }
    return new RelayPair(RelayClientCli.relayNumber(ends[0]), RelayClientCli.relayNumber(ends[1]));
  }

  /** Every ordered pair of a line's relays, each relay with itself included. */
  static List<RelayPair> all(Topology line) {
    List<RelayPair> pairs = new ArrayList<>();
    for (Topology.Relay from : line.relays()) {
      for (Topology.Relay to : line.relays()) {
        pairs.add(new RelayPair(from.number(), to.number()));
      }
    }
    return pairs;
  }
}
