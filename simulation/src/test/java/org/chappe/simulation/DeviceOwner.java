package org.chappe.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.chappe.auth.LoginKeys;
import org.chappe.auth.Verifier;
import org.chappe.client.session.ClientConfig;
import org.chappe.client.session.ClientNode;
import org.chappe.client.session.ClientOrder;
import org.chappe.client.session.ClientReport;
import org.chappe.client.session.Credentials;
import org.chappe.model.ClientId;
import org.chappe.model.DeviceName;
import org.chappe.model.RelayNumber;
import org.chappe.node.Effects;
import org.chappe.node.Endpoint;
import org.chappe.node.QuestionWord;
import org.chappe.simulation.DeviceUser.Identity;

/** Somebody who makes an account and devices of it, and goes quiet then. */
final class DeviceOwner {

  static final ClientId ID = ClientId.parse("1234567890");

  /** Hashing is slow: all simulations have the same keys for the owner and its devices. */
  private static final List<LoginKeys> KEYS = IntStream.rangeClosed(0, DeviceName.DEVICES_MAX)
      .mapToObj(DeviceOwner::keys)
      .toList();

  private final SimHost host;
  private final Map<Long, Consumer<ClientReport>> questions = new LinkedHashMap<>();
  private final List<Identity> devices = new ArrayList<>();
  private long nextToken;

  private static LoginKeys keys(int device) {
    char[] password = ("the key of device " + device).toCharArray();
    return LoginKeys.derive(password, new byte[16], Verifier.ITERATIONS_MIN);
  }

  private DeviceOwner(SimLine line) {
    this.host = line.simulation()
        .addHost(
            "owner",
            Endpoint.ipv4(0x0A07_0001, 30_000),
            new SimStore(line.simulation(), 0),
            (store, random) ->
                new ClientNode(ClientConfig.of(ID, SimLine.EPOCH_MILLIS), store.open(), random));
    host.effects().onReport((at, report) -> hear(report));
  }

  /** Makes so many devices at a relay of a line without faults, and lets all relays hear of them. */
  static List<Identity> make(SimLine line, int relay, int count) {
    DeviceOwner owner = new DeviceOwner(line);
    owner.host.command(
        new ClientOrder.Attach(new RelayNumber(relay), line.relay(relay).endpoint()));
    line.simulation().run(Simulation.SECOND);
    owner.ask(QuestionWord.CREATE, KEYS.get(0).verifier().text() + "?d1?Anna", made -> {});
    line.simulation().run(Simulation.SECOND);
    for (int i = 1; i <= count; i++) {
      owner.makeDevice("device-" + i);
      line.simulation().run(Simulation.SECOND);
    }
    owner.host.command(new ClientOrder.Leave());
    line.simulation().run(2 * Simulation.SECOND);
    if (owner.devices.size() != count) {
      throw new IllegalStateException("no devices were made without faults");
    }
    return owner.devices;
  }

  private void makeDevice(String name) {
    LoginKeys keys = KEYS.get(devices.size() + 1);
    ask(QuestionWord.DEVICE, keys.verifier().text() + "?" + name, report -> {
      if (report instanceof ClientReport.Answered answered) {
        ClientId id = ClientId.parse(answered.items().get(0));
        devices.add(new Identity(id, ID, new Credentials(keys, devices.size(), false)));
      }
    });
  }

  private void ask(QuestionWord word, String rest, Consumer<ClientReport> then) {
    questions.put(nextToken, then);
    host.command(new ClientOrder.Ask(nextToken++, word, rest));
  }

  private void hear(Effects.Report report) {
    if (report instanceof ClientReport.Answered answered) {
      Consumer<ClientReport> asker = questions.remove(answered.id());
      if (asker != null) {
        asker.accept(answered);
      }
    }
  }
}
