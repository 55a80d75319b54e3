package org.chappe.client;

import java.util.ArrayList;
import java.util.List;
import org.chappe.client.session.Home;
import org.chappe.model.Address;
import org.chappe.node.Endpoint;
import org.chappe.transport.Endpoints;

/** Looks up where the relays are that a program has named. */
final class HomeLookup {

  private HomeLookup() {}

  /**
   * Where the relays are that can be found, the preferred one first; this may block.
   *
   * @throws IllegalArgumentException if there are none
   */
  static List<Home> resolve(RelayClientConfig config) {
    List<Home> homes = new ArrayList<>();
    IllegalArgumentException unknownHost = null;
    try {
      Address first = config.relay() == null ? Address.NOBODY : config.relay();
      homes.add(new Home(first, Endpoints.resolve(config.host(), config.port())));
    } catch (IllegalArgumentException e) {
      unknownHost = e;
    }
    for (RelayAddress relay : config.others()) {
      try {
        Endpoint endpoint = Endpoints.resolve(relay.host(), relay.port());
        if (homes.isEmpty() || homes.get(0).endpoint().isIpv4() == endpoint.isIpv4()) {
          homes.add(new Home(relay.number(), endpoint));
        }
      } catch (IllegalArgumentException e) {
        unknownHost = unknownHost == null ? e : unknownHost;
      }
    }
    if (homes.isEmpty() && unknownHost != null) {
      throw unknownHost;
    }
    return homes;
  }
}
