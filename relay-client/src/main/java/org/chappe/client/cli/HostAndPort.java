package org.chappe.client.cli;

/** Where something listens. */
record HostAndPort(String host, int port) {

  private static final int PORT_MAX = 65_535;

  /** Reads {@code host:port}; a literal of IPv6 stands in brackets. */
  static HostAndPort parse(String text) {
    int colon = text.lastIndexOf(':');
    String port = text.substring(colon + 1);
    String host = colon < 1 ? "" : text.substring(0, colon).replaceAll("^\\[|\\]$", "");
    if (host.isEmpty() || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > PORT_MAX) {
      throw new IllegalArgumentException(
          "an address is HOST:PORT such as 127.0.0.1:7001; \"" + text + "\" is not");
    }
    return new HostAndPort(host, Integer.parseInt(port));
  }
}
