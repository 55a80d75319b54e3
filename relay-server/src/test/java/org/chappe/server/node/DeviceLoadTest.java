package org.chappe.server.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.server.node.Owner.FIRST;

import java.util.Objects;
import org.chappe.auth.LoginKeys;
import org.chappe.model.DeviceName;
import org.chappe.server.accounts.Made;
import org.chappe.server.station.Mailbox;
import org.junit.jupiter.api.Test;

/** How much mail for owners of devices one relay goes through at once. */
final class DeviceLoadTest extends DeviceScene {

  private static final int MESSAGES = 600;

  DeviceLoadTest() {
    super(TestLine.of(1), 1);
  }

  private static LoginKeys keys(int device) {
    return Made.keys("key " + device);
  }

  private Mailbox annasMail() {
    return Objects.requireNonNull(line.relay(1).node.station().mailbox(Ids.ANNA));
  }

  @Test
  void shouldGoThroughAllThatWaitsAtOnceAfterARestart() {
    anna.shakeHands().creates(FIRST, "Anna");
    String first = anna.makesDevice(keys(0), "device-0");
    for (int i = 1; i < DeviceName.DEVICES_MAX; i++) {
      anna.makesDevice(keys(i), "device-" + i);
    }
    attached(first, 1, 11, keys(0));
    bert.shakeHands();
    for (int n = 0; n < MESSAGES; n++) {
      says(";ma." + Integer.toString(n, 36), "text " + n);
    }
    line.pass(10 * TestLine.SECONDS);
    assertThat(annasMail().waiting()).isZero();
    line.revive(1);
    assertThat(annasMail().waiting()).isEqualTo(MESSAGES);
    attached(first, 1, 21, keys(0));
    assertThat(annasMail().waiting()).as("not handed on").isZero();
  }
}
