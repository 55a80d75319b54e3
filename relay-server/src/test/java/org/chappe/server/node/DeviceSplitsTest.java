package org.chappe.server.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.server.node.Owner.FIRST;
import static org.chappe.server.node.Owner.SECOND;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.chappe.auth.LoginKeys;
import org.chappe.model.DeviceName;
import org.chappe.server.accounts.Made;
import org.junit.jupiter.api.Test;

/** What becomes of devices where an account is used, ended and made anew on both sides of a split. */
final class DeviceSplitsTest extends DeviceScene {

  private static final LoginKeys TABLET_KEYS = Made.keys("the tablet's key");

  private final Owner there = new Owner(line, "1234567890", 3, 21);

  /** Relay 3 is cut off, and Anna makes a tablet there, while her account is deleted on the other side. */
  private Owner orphan() {
    both();
    cutOff(3);
    assertThat(there.shakeHands().proves(FIRST)).isEqualTo("in");
    Owner tablet = attached(there.makesDevice(TABLET_KEYS, "tablet"), 3, 22, TABLET_KEYS);
    tablet.typist.asksForMail(3_600);
    assertThat(anna.shakeHands().proves(FIRST)).isEqualTo("in");
    assertThat(anna.asks("terminate", "delete", "")).isEqualTo("1.1?1234567890");
    return tablet;
  }

  @Test
  void shouldEndADeviceWhoseOwnerHadNoAccountAnyMoreWhenItWasMade() {
    Owner tablet = orphan();
    mend();
    assertRefused(tablet, "send", ";ma.0", "0987654321/hello", ";xwho/");
    assertThat(tablet.shakeHands().logsIn(TABLET_KEYS, "d1")).startsWith("!nouser?");
    assertThat(line.relay(1).node.accounts().devices().hasDevices(Ids.ANNA)).isFalse();
  }

  @Test
  void shouldGiveADeviceToNobodyWhoMakesItsOwnersAccountAnew() {
    Owner tablet = orphan();
    Owner another = new Owner(line, "1234567890", 1, 23).shakeHands();
    assertThat(another.creates(SECOND, "Anna")).isEqualTo("1.1?1234567890?Anna");
    another.typist.asksForMail(3_600);
    mend();
    assertRefused(tablet, "send", ";ma.0", "0987654321/hello", ";xwho/");
    assertThat(tablet.shakeHands().logsIn(TABLET_KEYS, "d1")).startsWith("!nouser?");
    line.heard(another.typist.at);
    says(";ma.0", "for your eyes only");
    line.pass(TestLine.SECONDS);
    assertThat(another.typist.mail()).containsExactly("for your eyes only");
    assertThat(another.shakeHands().logsIn(SECOND, "d1")).isEqualTo("in");
    assertThat(another.asks("get", "devices", "")).doesNotContain("tablet");
  }

  @Test
  void shouldLetOnlyProveADeviceThatHasAnOwner() {
    Owner tablet = orphan();
    Owner guest = new Owner(line, tablet.typist.id, 3, 24).shakeHands();
    assertThat(guest.proves(TABLET_KEYS)).isEqualTo("in");
    Owner another = new Owner(line, "1234567890", 1, 23).shakeHands();
    another.creates(SECOND, "Anna");
    mend();
    assertThat(guest.asks("get", "devices", "")).startsWith("!login?");
  }

  /** Devices that were made on both sides of a split, by their IDs: one more than there may be. */
  private NavigableMap<String, Owner> tooMany() {
    anna.shakeHands().creates(FIRST, "Anna");
    line.pass(TestLine.SECONDS);
    cutOff(3);
    assertThat(there.shakeHands().proves(FIRST)).isEqualTo("in");
    NavigableMap<String, Owner> devices = new TreeMap<>();
    for (int i = 0; i <= DeviceName.DEVICES_MAX; i++) {
      boolean isThere = i % 2 == 1;
      LoginKeys keys = Made.keys("key " + i);
      String id = (isThere ? there : anna).makesDevice(keys, "device-" + i);
      Owner device = attached(id, isThere ? 3 : 1, 30 + i, keys);
      device.typist.asksForMail(3_600);
      devices.put(id, device);
    }
    mend();
    return devices;
  }

  private static LoginKeys keysOf(Owner device) {
    return Made.keys("key " + (device.typist.at.port() - TestLine.clientAt(30).port()));
  }

  @Test
  void shouldNotServeADeviceThatIsOneTooManyUntilAnotherGoes() {
    NavigableMap<String, Owner> devices = tooMany();
    Map.Entry<String, Owner> last = devices.lastEntry();
    Owner surplus = last.getValue();
    for (Owner device : devices.headMap(last.getKey()).values()) {
      assertThat(device.typist.asksForMail(3_600)).noneMatch(frame -> frame.contains(";xwho"));
    }
    assertRefused(surplus, "get", ";w1o", "/", ";xwho/");
    assertThat(surplus.shakeHands().logsIn(keysOf(surplus), "d1"))
        .isEqualTo("!full?its account has 8 devices beside this one; remove one first");
    assertThat(surplus.proves(keysOf(surplus))).isEqualTo("in");
    int first =
        devices.firstEntry().getValue().typist.at.port() - TestLine.clientAt(30).port();
    assertThat(surplus.asks("terminate", "remove", "device-" + first)).startsWith("1.1?");
    assertThat(surplus.shakeHands().logsIn(keysOf(surplus), "d1")).isEqualTo("in");
  }

  @Test
  void shouldEndTheOneThatIsMeantOfTwoThatAreCalledTheSame() {
    anna.shakeHands().creates(FIRST, "Anna");
    line.pass(TestLine.SECONDS);
    cutOff(3);
    assertThat(there.shakeHands().proves(FIRST)).isEqualTo("in");
    String one = anna.makesDevice(Made.keys("key 1"), "tablet");
    String other = there.makesDevice(TABLET_KEYS, "tablet");
    mend();
    assertThat(anna.shakeHands().proves(FIRST)).isEqualTo("in");
    assertThat(anna.asks("terminate", "remove", one + "/phone")).startsWith("!nouser?");
    assertThat(anna.asks("terminate", "remove", one + "/tablet"))
        .isEqualTo("1.1?" + one + "?tablet");
    assertThat(anna.asks("terminate", "remove", one + "/tablet")).startsWith("!nouser?");
    assertThat(anna.asks("get", "devices", "")).isEqualTo("1.1?" + other + "/tablet/0");
  }

  @Test
  void shouldEndAllDevicesWithTheirOwnersAccountHoweverManyThereAre() {
    tooMany();
    assertThat(anna.shakeHands().proves(FIRST)).isEqualTo("in");
    assertThat(anna.asks("terminate", "delete", "")).isEqualTo("1.1?1234567890");
    line.pass(TestLine.SECONDS);
    line.relays
        .values()
        .forEach(relay -> assertThat(relay.node.accounts().size()).isZero());
  }
}
