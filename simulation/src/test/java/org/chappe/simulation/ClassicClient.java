package org.chappe.simulation;

import java.util.LinkedHashMap;
import java.util.Map;
import org.chappe.model.ClientId;
import org.chappe.model.Payload;
import org.chappe.node.Delivery;
import org.chappe.node.Effects;
import org.chappe.node.Endpoint;
import org.jspecify.annotations.Nullable;

/** A user with a classic client. */
final class ClassicClient implements SimClient {

  private final Ledger ledger;
  private final Notices notices;
  private final ClientId id;
  private final SimHost host;
  private final Map<ClassicNode.Write, Letter> open = new LinkedHashMap<>();

  ClassicClient(SimLine line, ClientId id, Endpoint endpoint, int home) {
    this.ledger = line.ledger();
    this.id = id;
    ClassicNode node = new ClassicNode(id, line.relay(home).endpoint());
    this.host = line.simulation()
        .addHost(
            "classic " + id, endpoint, new SimStore(line.simulation(), 0), (store, random) -> node);
    this.notices = new Notices(line.simulation(), ledger);
    host.effects().onShown(this::show);
    host.effects().onReport((at, report) -> hear(report));
    host.setProbe(new Probe() {
      @Override
      public @Nullable String outstanding() {
        return node.outstanding();
      }
    });
  }

  @Override
  public ClientId id() {
    return id;
  }

  @Override
  public SimHost host() {
    return host;
  }

  @Override
  public void write(ClientId destination, Payload text) {
    ClassicNode.Write write = new ClassicNode.Write(destination, text);
    open.put(write, ledger.write(id, destination, text));
    host.command(write);
  }

  @Override
  public void poll() {
    host.command(new ClassicNode.Fetch());
  }

  private void show(SimHost at, Delivery delivery) {
    String text = delivery.message().text().text();
    if (Notices.isOne(text)) {
      notices.shown(id, delivery.message().source(), text);
    } else {
      ledger.shown(at, id, delivery);
    }
  }

  private void hear(Effects.Report report) {
    if (report instanceof ClassicNode.Answered answered) {
      Letter letter = open.remove(answered.write());
      if (letter != null && answered.accepted()) {
        ledger.accepted(letter);
      } else if (letter != null) {
        ledger.refused(letter);
      }
    }
  }
}
