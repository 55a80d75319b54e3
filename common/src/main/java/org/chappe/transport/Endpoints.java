package org.chappe.transport;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import org.chappe.node.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * Endpoints from and to the socket addresses of the platform.
 *
 * <p>An instance remembers a fixed number of senders, each in the one place that its hash names, so that a busy socket
 * makes no new object a packet and a flood of senders takes no memory. An IPv6 zone is not kept.
 */
public final class Endpoints {

  private static final int PLACES = 1024;

  private final @Nullable InetSocketAddress[] addresses = new InetSocketAddress[PLACES];
  private final @Nullable Endpoint[] endpoints = new Endpoint[PLACES];

  /**
   * Looks a host up; this may block.
   *
   * @param host a name or an address literal
   * @param port 0 to 65535
   * @throws IllegalArgumentException with a sentence if the host is unknown or the port out of range
   */
  public static Endpoint resolve(String host, int port) {
    try {
      return of(InetAddress.getByName(host), port);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("the host " + host + " is unknown", e);
    }
  }

  /** The endpoint of a resolved socket address. */
  public static Endpoint of(InetSocketAddress address) {
    return of(address.getAddress(), address.getPort());
  }

  private static Endpoint of(InetAddress address, int port) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    return address instanceof Inet4Address
        ? Endpoint.ipv4(bytes.getInt(), port)
        : new Endpoint(bytes.getLong(), bytes.getLong(), port);
  }

  /** The socket address of an endpoint. */
  public static InetSocketAddress address(Endpoint endpoint) {
    byte[] bytes = endpoint.isIpv4()
        ? ByteBuffer.allocate(4).putInt((int) endpoint.low()).array()
        : ByteBuffer.allocate(16)
            .putLong(endpoint.high())
            .putLong(endpoint.low())
            .array();
    try {
      return new InetSocketAddress(InetAddress.getByAddress(bytes), endpoint.port());
    } catch (UnknownHostException e) {
      throw new AssertionError("four or sixteen bytes are always an address", e);
    }
  }

  /** The same as {@link #of(InetSocketAddress)}, remembered. */
  Endpoint remembered(InetSocketAddress address) {
    int hash = address.hashCode() * 0x9E3779B1;
    int place = hash >>> 22;
    Endpoint known = endpoints[place];
    if (known != null && address.equals(addresses[place])) {
      return known;
    }
    Endpoint endpoint = of(address);
    addresses[place] = address;
    endpoints[place] = endpoint;
    return endpoint;
  }
}
