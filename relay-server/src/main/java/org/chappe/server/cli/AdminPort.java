package org.chappe.server.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.chappe.server.admin.AdminServer;
import org.chappe.server.admin.StatusDesk;
import org.chappe.topology.HostPort;
import org.chappe.topology.Topology.Relay;
import org.chappe.transport.BindFailure;
import org.jspecify.annotations.Nullable;

/** The admin port of a relay, which may have none. */
final class AdminPort implements AutoCloseable {

  private final @Nullable HostPort at;
  private final @Nullable AdminServer server;

  private AdminPort(@Nullable HostPort at, @Nullable AdminServer server) {
    this.at = at;
    this.server = server;
  }

  /**
   * Takes the relay's admin address, if it has one, and serves it later.
   *
   * @throws UserError if the address is taken, or isn't this host's
   */
  static AdminPort bind(Relay relay) throws UserError {
    HostPort at = relay.admin();
    if (at == null) {
      return new AdminPort(null, null);
    }
    try {
      InetSocketAddress address =
          new InetSocketAddress(InetAddress.getByName(at.host()), at.port());
      return new AdminPort(at, AdminServer.bind("relay-" + relay.number(), address));
    } catch (UnknownHostException e) {
      throw failure(relay, BindFailure.unknownHost(at.host(), at.port(), e));
    } catch (IOException e) {
      throw failure(relay, BindFailure.of(at.host(), at.port(), e));
    }
  }

  private static UserError failure(Relay relay, BindFailure failure) {
    return new UserError(
        ExitCodes.CANNOT_BIND,
        "the admin port of relay " + relay.number() + " " + failure.getMessage());
  }

  /** Begins to answer. */
  void serve(StatusDesk desk) {
    if (server != null && at != null) {
      server.serve(at.host(), desk, desk);
    }
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
    }
  }
}
