package org.chappe.simulation;

import org.chappe.auth.LoginKeys;
import org.chappe.client.session.ClientConfig;
import org.chappe.client.session.ClientNode;
import org.chappe.client.session.ClientOrder;
import org.chappe.client.session.ClientReport;
import org.chappe.client.session.Credentials;
import org.chappe.model.ClientId;
import org.chappe.model.RelayNumber;
import org.chappe.node.Effects;
import org.chappe.node.Endpoint;

/** A stranger under somebody's ID who tries passwords, again and again. */
final class Intruder {

  private static final long DEVICE = 36;
  private static final long AGAIN_NANOS = 700 * Simulation.MILLISECOND;
  private static final int FIRST_ADDRESS = 0x0A04_0000;

  private final SimLine line;
  private final Simulation simulation;
  private final ClientId id;
  private final LoginKeys keys;
  private final int relay;
  private final SimHost host;
  private boolean isHere;

  /** @param keys of the password that it believes to be the right one */
  Intruder(SimLine line, ClientId id, LoginKeys keys, int relay) {
    this.line = line;
    this.simulation = line.simulation();
    this.id = id;
    this.keys = keys;
    this.relay = relay;
    ClientConfig config = new ClientConfig(
        id, line.nowMillis(), ClientConfig.UNLIMITED, ClientConfig.LINK, null, true);
    this.host = simulation.addHost(
        "intruder " + id,
        Endpoint.ipv4(FIRST_ADDRESS + simulation.hosts().size(), 50_000),
        new SimStore(simulation, 0),
        (store, random) -> new ClientNode(config, null, random));
    host.effects().onReport((at, report) -> hear(report));
    host.effects().onShown((at, delivery) -> isIn("is shown " + delivery.message()));
  }

  /** Comes and tries. */
  void come() {
    if (!isHere && !line.isGone(relay)) {
      isHere = true;
      host.command(
          new ClientOrder.Attach(new RelayNumber(relay), line.relay(relay).endpoint()));
      attempt();
    }
  }

  /** Goes away without a word. */
  void leave() {
    isHere = false;
    host.command(new ClientOrder.Leave());
  }

  private void attempt() {
    if (simulation.haveFaultsEnded()) {
      leave();
    } else if (isHere) {
      host.command(new ClientOrder.LogIn(new Credentials(keys, DEVICE, true)));
    }
  }

  private void hear(Effects.Report report) {
    if (report instanceof ClientReport.LoggedIn) {
      isIn("is logged in");
    } else if (report instanceof ClientReport.LoginDenied) {
      simulation.encounters().count(Encounter.PASSWORD_REFUSED);
      simulation.in(AGAIN_NANOS, this::attempt);
    } else if (report instanceof ClientReport.Rejected) {
      isHere = false;
    }
  }

  private void isIn(String what) {
    throw simulation.violation(Invariant.PASSWORD, "a stranger under " + id + " " + what);
  }
}
