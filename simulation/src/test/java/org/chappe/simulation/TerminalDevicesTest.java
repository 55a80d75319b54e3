package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.simulation.Commands.ANNA;
import static org.chappe.simulation.Commands.BERT;

import java.time.Duration;
import java.util.Objects;
import org.chappe.client.Device;
import org.chappe.client.Devices;
import org.chappe.client.RelayClient;
import org.chappe.client.RelayClientConfig;
import org.chappe.model.ClientId;
import org.chappe.node.Delivery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two devices of one account: a person at a terminal, and a program. */
@Timeout(300)
class TerminalDevicesTest {

  private static final String PASSWORD = "meet me at five";

  @RegisterExtension
  private final TerminalLine town = new TerminalLine(2);

  @Test
  void shouldBeOneOfTwoDevices() throws Exception {
    try (PseudoTerminal laptop = town.attach(ANNA, 1, "--journal", town.directory() + "/laptop")) {
      laptop.waitForLast("ms >");
      laptop.type("/account create Anna\r");
      laptop.choosePassword(PASSWORD);
      laptop.waitFor("created, and logged in");
      laptop.enter("/device", "no devices: the account is used by one client at a time");
      laptop.enter("/device add my laptop", "say what to do: /device list, /device add NAME");
      laptop.type("/dev\tadd laptop\r");
      laptop.waitFor("this is the device laptop of " + ANNA + " now");
      laptop.enter("/whoami", "account Anna, logged in, device laptop, journal in ");
      laptop.enter("/account passwd", "this is the device laptop, which logs in by itself");
      try (RelayClient phone = RelayClient.connect(phone()).join()) {
        talk(laptop, phone);
      }
      laptop.enter("/device remove laptop", "this is laptop; quit, and use relay-client device");
      laptop.enter("/device remove phone", "removed; what none has fetched comes to the others");
      laptop.type("/quit\r");
      laptop.waitFor("signed off");
      assertThat(laptop.exitCode()).isZero();
    }
  }

  private RelayClientConfig phone() {
    RelayClientConfig config = town.line().clientConfig(ClientId.parse(ANNA), 2);
    try (RelayClient owner = RelayClient.connect(config).join()) {
      var unused = owner.accounts().logInAsOwner(PASSWORD.toCharArray()).join();
      Device phone = owner.devices().add("phone", Devices.draw()).join();
      return config.withDevice(phone).withJournal(town.directory().resolve("phone"));
    }
  }

  private void talk(PseudoTerminal laptop, RelayClient phone) throws InterruptedException {
    phone.listen();
    var unused = phone.send(ClientId.parse(BERT), "from my phone").join();
    laptop.waitFor("→ " + BERT + ": from my phone (from your other device)");
    laptop.enter("/history", "to " + BERT + ": from my phone (");
    laptop.enter("/device list", "phone, at relay 2");
    laptop.waitFor("laptop, at relay 1 (this one)");
    laptop.enter("/send " + BERT + " from my laptop", "accepted by relay 1");
    Delivery own = Objects.requireNonNull(phone.receive(Duration.ofSeconds(60)));
    assertThat(own.isOwn()).isTrue();
    assertThat(own.message().source()).isEqualTo(ClientId.parse(BERT));
    assertThat(own.message().text().text()).isEqualTo("from my laptop");
    town.send(BERT, 2, ANNA, "for both");
    laptop.waitFor(BERT + ": for both");
    Delivery message = Objects.requireNonNull(phone.receive(Duration.ofSeconds(60)));
    assertThat(message.isOwn()).isFalse();
    assertThat(message.message().text().text()).isEqualTo("for both");
  }
}
