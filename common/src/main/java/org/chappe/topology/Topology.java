package org.chappe.topology;

import java.util.List;
import org.chappe.model.RelayNumber;

/**
 * The line as a topology file describes it.
 *
 * @param name a name for people
 * @param lanes sessions held side by side on each link, 1 to 16
 * @param padBytes frames between relays are padded to a multiple of this, 0 for none, at most 256
 * @param relays at least one, in ascending order of their numbers
 */
public record Topology(String name, int lanes, int padBytes, List<Relay> relays) {

  /**
   * One tower.
   *
   * @param number its number
   * @param host a name or address literal
   * @param port 1 to 65535
   */
  public record Relay(RelayNumber number, String host, int port) {}
}
