package org.chappe.transport;

import java.util.List;
import java.util.Map;
import org.chappe.model.RelayNumber;
import org.chappe.node.Endpoint;
import org.chappe.wire.WireLimits;
import org.jspecify.annotations.Nullable;

/**
 * How a driver meets the network.
 *
 * @param name names the node in logs and its thread, such as "relay-3"
 * @param host the local address to bind: a name, an address literal, 0.0.0.0 (all of IPv4) or :: (all)
 * @param port 0 to 65535; 0 lets the system choose
 * @param relays which endpoints are relays: they get padding, and impairments may name them
 * @param padBytes datagrams to relays are padded with NULs to a multiple of this, 0 for none, at most 256
 * @param impairments faults on purpose, for rehearsals; the last one that fits a datagram applies
 * @param nativeTransport whether epoll with segmentation offload is used where it is there; false means NIO. A given
 *     loop knows for itself
 * @param loop the thread that the driver shares with others and leaves running; null for one of its own
 */
public record DriverConfig(
    String name,
    String host,
    int port,
    Map<Endpoint, RelayNumber> relays,
    int padBytes,
    List<ImpairmentSpec> impairments,
    boolean nativeTransport,
    @Nullable DriverLoop loop) {

  /** @throws IllegalArgumentException if a number is out of its range */
  public DriverConfig {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a port is 0 to 65535; " + port + " is not");
    }
    if (padBytes < 0 || padBytes > WireLimits.DATAGRAM_BYTES_MAX) {
      throw new IllegalArgumentException("padding is 0 to 256 bytes; " + padBytes + " is not");
    }
    relays = Map.copyOf(relays);
    impairments = List.copyOf(impairments);
  }

  /** A driver without padding or impairments, on the native transport where it is there. */
  public static DriverConfig of(String name, String host, int port) {
    return new DriverConfig(name, host, port, Map.of(), 0, List.of(), true, null);
  }

  public DriverConfig withRelays(Map<Endpoint, RelayNumber> newRelays) {
    return new DriverConfig(
        name, host, port, newRelays, padBytes, impairments, nativeTransport, loop);
  }

  public DriverConfig withPadBytes(int newPadBytes) {
    return new DriverConfig(
        name, host, port, relays, newPadBytes, impairments, nativeTransport, loop);
  }

  public DriverConfig withImpairments(List<ImpairmentSpec> newImpairments) {
    return new DriverConfig(
        name, host, port, relays, padBytes, newImpairments, nativeTransport, loop);
  }

  public DriverConfig withNativeTransport(boolean newNativeTransport) {
    return new DriverConfig(
        name, host, port, relays, padBytes, impairments, newNativeTransport, loop);
  }

  public DriverConfig withLoop(@Nullable DriverLoop newLoop) {
    return new DriverConfig(
        name, host, port, relays, padBytes, impairments, nativeTransport, newLoop);
  }
}
