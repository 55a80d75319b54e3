package org.chappe.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chappe.client.session.ClientConfig;
import org.chappe.client.session.Home;
import org.chappe.model.RelayNumber;
import org.chappe.node.Endpoint;
import org.chappe.transport.DriverConfig;

/** What a client's configuration means for its parts. */
final class ClientSetup {

  private ClientSetup() {}

  static DriverConfig driver(RelayClientConfig config, List<Home> homes) {
    String local = homes.get(0).endpoint().isIpv4() ? "0.0.0.0" : "::";
    Map<Endpoint, RelayNumber> relays = new LinkedHashMap<>();
    homes.forEach(home -> {
      if (home.relay() instanceof RelayNumber number) {
        relays.put(home.endpoint(), number);
      }
    });
    return DriverConfig.of("client-" + config.id(), local, 0)
        .withRelays(relays)
        .withImpairments(config.impairments())
        .withLoop(config.loop());
  }

  static ClientConfig node(RelayClientConfig config) {
    Device device = config.device();
    return new ClientConfig(
        device == null ? config.id() : device.id(),
        device == null ? null : config.id(),
        System.currentTimeMillis(),
        0,
        ClientConfig.LINK,
        config.credentials(),
        config.waitsForLogin());
  }

  /** What is wrong when no home answers. */
  static String nobodyAnswers(RelayClientConfig config, int homes) {
    String relay = config.relay() == null ? "the relay" : "relay " + config.relay();
    String place = (config.host().contains(":") ? "[" + config.host() + "]" : config.host())
        + ":"
        + config.port();
    String others = homes == 2 ? ", nor does the other one" : ", nor do " + (homes - 1) + " others";
    return relay + " at " + place + " doesn't answer" + (homes == 1 ? "" : others);
  }
}
