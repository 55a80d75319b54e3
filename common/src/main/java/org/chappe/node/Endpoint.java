package org.chappe.node;

import org.jspecify.annotations.Nullable;

/**
 * A peer's network address as a plain value, so that the core needs no sockets. IPv4 is held in its IPv6-mapped form.
 *
 * @param high the first 8 bytes of the IPv6 address
 * @param low the last 8 bytes
 * @param port 0 to 65535
 */
public record Endpoint(long high, long low, int port) {

  private static final long MAPPED = 0x0000_FFFF_0000_0000L;
  private static final int LOOPBACK_NET = 127;
  private static final int HEXADECIMAL = 16;

  /** @throws IllegalArgumentException if the port is out of range */
  public Endpoint {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port " + port + " is not 0 to 65535");
    }
  }

  /** An IPv4 address, given as its four bytes in one int. */
  public static Endpoint ipv4(int address, int port) {
    return new Endpoint(0, MAPPED | (address & 0xFFFF_FFFFL), port);
  }

  /**
   * Reads what {@link #toString} writes, and nothing else.
   *
   * @throws IllegalArgumentException if the text isn't that
   */
  public static Endpoint parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("no port");
    }
    Endpoint endpoint = at(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    if (!endpoint.toString().equals(text)) {
      throw new IllegalArgumentException("not canonical");
    }
    return endpoint;
  }

  private static Endpoint at(String host, int port) {
    if (host.startsWith("[") && host.endsWith("]")) {
      String[] halves = host.substring(1, host.length() - 1).split("_", -1);
      if (halves.length != 2) {
        throw new IllegalArgumentException("not an address");
      }
      return new Endpoint(
          Long.parseUnsignedLong(halves[0], HEXADECIMAL),
          Long.parseUnsignedLong(halves[1], HEXADECIMAL),
          port);
    }
    int address = 0;
    for (String part : host.split("\\.", -1)) {
      address = address << 8 | (Integer.parseInt(part) & 255);
    }
    return ipv4(address, port);
  }

  /** Whether only this machine can be there. */
  public boolean isLoopback() {
    return isIpv4() ? (low >> 24 & 255) == LOOPBACK_NET : high == 0 && low == 1;
  }

  /** Whether this is an IPv4 address. */
  public boolean isIpv4() {
    return high == 0 && (low & 0xFFFF_FFFF_0000_0000L) == MAPPED;
  }

  // compared for every frame: cheaper than what a record brings
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Endpoint that
        && port == that.port
        && low == that.low
        && high == that.high;
  }

  @Override
  public int hashCode() {
    return Long.hashCode((high * 31 + low) * 31 + port);
  }

  @Override
  public String toString() {
    String host = isIpv4()
        ? (low >> 24 & 255) + "." + (low >> 16 & 255) + "." + (low >> 8 & 255) + "." + (low & 255)
        : "[" + Long.toHexString(high) + "_" + Long.toHexString(low) + "]";
    return host + ":" + port;
  }
}
