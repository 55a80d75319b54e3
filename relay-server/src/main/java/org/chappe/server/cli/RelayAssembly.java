package org.chappe.server.cli;

import java.io.IOException;
import java.net.BindException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.chappe.link.LinkConfig;
import org.chappe.model.Message;
import org.chappe.model.RelayNumber;
import org.chappe.node.Effects;
import org.chappe.node.Endpoint;
import org.chappe.server.chain.Line;
import org.chappe.server.node.RelayConfig;
import org.chappe.server.node.RelayNode;
import org.chappe.server.node.RelayReport;
import org.chappe.server.station.StationLimits;
import org.chappe.server.store.MemoryStore;
import org.chappe.server.store.Store;
import org.chappe.topology.Topology;
import org.chappe.transport.BindFailure;
import org.chappe.transport.DriverConfig;
import org.chappe.transport.Endpoints;
import org.chappe.transport.ImpairmentSpec;
import org.chappe.transport.NodeDriver;
import org.chappe.transport.NodeListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where node, store, driver and socket of a relay are put together. */
final class RelayAssembly implements RelayStarter {

  private static final Logger LOG = LoggerFactory.getLogger(RelayAssembly.class);

  @Override
  public RunningRelay start(Topology topology, Topology.Relay relay, List<String> impairments)
      throws IOException {
    Map<Integer, Endpoint> endpoints = new HashMap<>();
    Map<Endpoint, RelayNumber> relays = new HashMap<>();
    for (Topology.Relay each : topology.relays()) {
      Endpoint endpoint = Endpoints.resolve(each.host(), each.port());
      endpoints.put(each.number().value(), endpoint);
      relays.put(endpoint, each.number());
    }
    Store store = new MemoryStore();
    RelayNode node = new RelayNode(config(topology, relay, endpoints), store, new SecureRandom());
    DriverConfig driver = DriverConfig.of("relay-" + relay.number(), relay.host(), relay.port())
        .withRelays(relays)
        .withPadBytes(topology.padBytes())
        .withImpairments(impairments.stream().map(ImpairmentSpec::parse).toList());
    try {
      return new Running(
          NodeDriver.start(driver, local -> node, store::commit, new Reporter(relay.number())));
    } catch (BindFailure cantBind) {
      throw (BindException) new BindException(cantBind.getMessage()).initCause(cantBind);
    }
  }

  private static RelayConfig config(
      Topology topology, Topology.Relay relay, Map<Integer, Endpoint> endpoints) {
    List<Integer> numbers = new ArrayList<>();
    topology.relays().forEach(each -> numbers.add(each.number().value()));
    return new RelayConfig(
        new Line(relay.number().value(), numbers),
        endpoints,
        topology.lanes(),
        System.currentTimeMillis(),
        LinkConfig.DEFAULT,
        StationLimits.DEFAULT,
        RelayConfig.SESSIONS_MAX);
  }

  private record Running(NodeDriver driver) implements RunningRelay {

    @Override
    public CompletionStage<?> ended() {
      return driver.terminated();
    }

    @Override
    public void close() {
      driver.close();
    }
  }

  /** Puts a relay's reports into the log. */
  private record Reporter(RelayNumber relay) implements NodeListener {

    @Override
    public void delivered(Message message) {
      throw new IllegalStateException("a relay shows messages to nobody");
    }

    @Override
    public void reported(Effects.Report report) {
      if (report instanceof RelayReport.NeighbourUp up) {
        LOG.info("relay={} neighbour={} state=up", relay, up.number());
      } else if (report instanceof RelayReport.ClientAttached attached) {
        LOG.info("relay={} client={} state=attached", relay, attached.client());
      } else if (report instanceof RelayReport.ClientTerminated terminated) {
        LOG.info("relay={} client={} state=terminated", relay, terminated.client());
      }
    }
  }
}
