package org.chappe.client;

import org.chappe.model.RelayNumber;

/**
 * Where a relay is.
 *
 * @param number its number
 * @param host a name or an address literal
 * @param port 1 to 65535
 */
public record RelayAddress(RelayNumber number, String host, int port) {

  /** @throws IllegalArgumentException if the port is out of range */
  public RelayAddress {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("a port is 1 to 65535; " + port + " is not");
    }
  }

  /** Host and port as they are written. */
  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
