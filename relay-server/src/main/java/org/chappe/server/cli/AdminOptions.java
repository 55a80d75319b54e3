package org.chappe.server.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.chappe.topology.HostPort;
import org.chappe.topology.Topology.Relay;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Where relays tell how they are. */
final class AdminOptions {

  @Option(
      names = "--admin",
      paramLabel = "HOST:PORT",
      converter = HostPortConverter.class,
      description =
          "Where the relay tells over HTTP how it is, instead of where the topology file says")
  private @Nullable HostPort admin;

  @Option(
      names = "--admin-open",
      description = "Let that be an address at which other hosts reach it; all of them may read it")
  private boolean open;

  /**
   * The relays with the admin addresses that they are to have.
   *
   * @throws UserError if one address is named for several relays, or one that isn't this host's alone and wasn't allowed
   */
  List<Relay> applyTo(List<Relay> relays) throws UserError {
    if (admin != null && relays.size() > 1) {
      throw new UserError(
          ExitCodes.USAGE,
          "--admin names one address, and there are " + relays.size()
              + " relays; give each its own in the topology file");
    }
    List<Relay> applied = relays.stream().map(this::applyTo).toList();
    for (Relay relay : applied) {
      refuseIfOpen(relay.admin());
    }
    return applied;
  }

  private Relay applyTo(Relay relay) {
    return admin == null ? relay : new Relay(relay.number(), relay.host(), relay.port(), admin);
  }

  private void refuseIfOpen(@Nullable HostPort at) throws UserError {
    if (at != null && !open && !isLoopback(at)) {
      throw new UserError(
          ExitCodes.USAGE,
          "other hosts reach the admin port " + at
              + "; take 127.0.0.1, or allow that with --admin-open");
    }
  }

  /** Whether only this host reaches it; so it is for an unknown host, which can't be bound anyway. */
  static boolean isLoopback(HostPort at) {
    try {
      return InetAddress.getByName(at.host()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return true;
    }
  }

  /** Reads a host and a port. */
  static final class HostPortConverter implements ITypeConverter<HostPort> {

    @Override
    public HostPort convert(String value) {
      try {
        return HostPort.parse(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }
}
