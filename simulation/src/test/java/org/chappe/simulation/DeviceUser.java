package org.chappe.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.chappe.client.session.ClientConfig;
import org.chappe.client.session.ClientNode;
import org.chappe.client.session.ClientOrder;
import org.chappe.client.session.ClientReport;
import org.chappe.client.session.Credentials;
import org.chappe.client.session.Stage;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.Payload;
import org.chappe.model.RelayNumber;
import org.chappe.node.Delivery;
import org.chappe.node.Effects;
import org.chappe.node.Endpoint;
import org.chappe.node.Node;
import org.jspecify.annotations.Nullable;

/** One device of somebody, or somebody without devices, with the real client and a journal; it lives again where it died. */
final class DeviceUser {

  private static final int LEASE_SECONDS = 30;

  private static final long BACK_AGAIN_NANOS = Simulation.SECOND;

  /**
   * Who it is.
   *
   * @param id under which it attaches
   * @param owner whose device it is; null for none
   * @param credentials what it logs in with; null for nothing
   */
  record Identity(
      ClientId id, @Nullable ClientId owner, @Nullable Credentials credentials) {}

  private final SimLine line;
  private final Identity identity;
  private final SimHost host;
  private final DeviceLedger ledger;
  private final List<Delivery> shown = new ArrayList<>();
  private final Map<Long, DeviceLedger.Text> texts = new LinkedHashMap<>();
  private int home;
  private long nextToken;
  private long lastEpoch = SimLine.EPOCH_MILLIS - 1;

  /** @param planted what is made of each of its nodes */
  DeviceUser(SimLine line, DeviceLedger ledger, Identity identity, UnaryOperator<Node> planted) {
    this.line = line;
    this.ledger = ledger;
    this.identity = identity;
    int number = line.simulation().hosts().size();
    this.host = line.simulation()
        .addHost(
            "user " + identity.id(),
            Endpoint.ipv4(0x0A06_0000 + number, 30_000 + number),
            new SimStore(line.simulation(), line.setup().commitNanosMax()),
            (store, random) -> planted.apply(new ClientNode(config(), store.open(), random)));
    host.effects().onShown((at, delivery) -> show(delivery));
    host.effects().onReport((at, report) -> hear(report));
    host.onDeath(dead -> texts.clear());
    host.onLife(at -> {
      if (home != 0) {
        moveTo(home);
      }
    });
    host.setProbe(new Probe() {
      @Override
      public @Nullable String outstanding() {
        return ledger.missing(DeviceUser.this);
      }
    });
    ledger.add(this);
  }

  private ClientConfig config() {
    lastEpoch = Math.max(lastEpoch + 1, line.nowMillis());
    ClientConfig config = new ClientConfig(
        identity.id,
        lastEpoch,
        ClientConfig.UNLIMITED,
        line.setup().clientLink(),
        identity.credentials,
        false);
    return identity.owner == null ? config : config.ofDevice(identity.owner);
  }

  ClientId id() {
    return identity.id;
  }

  /** Whom others know it as. */
  ClientId person() {
    return identity.owner == null ? identity.id : identity.owner;
  }

  /** Whether the other is another device of the same owner. */
  boolean isSiblingOf(DeviceUser other) {
    return other != this && other.person().equals(person());
  }

  SimHost host() {
    return host;
  }

  /** Attaches to a relay, or moves to it, and has mail pushed as it comes, in all lives from then on. */
  void moveTo(int relay) {
    home = relay;
    host.command(
        new ClientOrder.Attach(new RelayNumber(relay), line.relay(relay).endpoint()));
    host.command(new ClientOrder.Listen(LEASE_SECONDS));
  }

  /** Goes quiet until it moves or attaches again. */
  void leave() {
    host.command(new ClientOrder.Leave());
  }

  /** Writes a text, and wants to know what becomes of it. */
  DeviceLedger.Text write(ClientId destination, String text) {
    DeviceLedger.Text written = ledger.written(this, destination, text);
    if (!host.isDown()) {
      texts.put(nextToken, written);
      host.command(new ClientOrder.Send(
          nextToken++, destination, Payload.of(text), Stage.DELIVERED, Message.UNLIMITED));
    }
    return written;
  }

  private void show(Delivery delivery) {
    shown.add(delivery);
    ledger.shown(this, delivery);
  }

  private void hear(Effects.Report report) {
    if (report instanceof ClientReport.Accepted accepted && texts.containsKey(accepted.token())) {
      ledger.accepted(texts.get(accepted.token()));
    } else if (report instanceof ClientReport.Delivered told && texts.containsKey(told.token())) {
      ledger.delivered(texts.get(told.token()));
    } else if (report instanceof ClientReport.Failed told && texts.containsKey(told.token())) {
      ledger.failed(texts.get(told.token()), told.words());
    } else if (report instanceof ClientReport.Expired told && texts.containsKey(told.token())) {
      ledger.failed(texts.get(told.token()), told.words());
    } else if (report instanceof ClientReport.Rejected
        || report instanceof ClientReport.LoginDenied) {
      line.simulation().in(BACK_AGAIN_NANOS, () -> moveTo(home));
    }
  }

  /** What it was shown, the oldest first; what another device has sent behind an arrow. */
  List<String> shown() {
    return shown.stream()
        .map(each -> (each.isOwn() ? "> " : "") + each.message().text().text())
        .toList();
  }

  @Override
  public String toString() {
    return (identity.owner == null ? "user " : "device ") + identity.id;
  }
}
