package org.chappe.server.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.server.node.Owner.FIRST;
import static org.chappe.server.node.Owner.SECOND;

import org.chappe.model.ClientId;
import org.chappe.server.directory.Whereabouts;
import org.junit.jupiter.api.Test;

/** What becomes of what a device hadn't fetched when it was removed: bad news goes to who is left. */
final class DeviceRemovalTest extends DeviceScene {

  private static final String BAD_NEWS = "a.0;rx/5555555555/%s/expired: hello";

  /** The phone writes to somebody who isn't there, and nobody fetches that it came to nothing. */
  private Both unfetched() {
    Both both = both();
    both.phone().typist.types("send", ";ma.0;d5", "5555555555/hello");
    line.pass(20 * TestLine.SECONDS);
    return both;
  }

  private void remove(String device) {
    assertThat(anna.shakeHands().proves(FIRST)).isEqualTo("in");
    assertThat(anna.asks("terminate", "remove", device)).startsWith("1.1?");
    line.pass(20 * TestLine.SECONDS);
  }

  /** What others tell a relay of accounts is lost on its way. */
  private void hearsNothingOfAccounts(int relay) {
    line.lost = datagram -> datagram.to().equals(TestLine.relayAt(relay))
        && datagram.text().matches(".*/(accounts|buckets)[?].*");
  }

  @Test
  void shouldTellTheOwnerWhatNoDeviceHasFetched() {
    unfetched();
    remove("laptop");
    remove("phone");
    assertThat(anna.shakeHands().logsIn(FIRST, "d1")).isEqualTo("in");
    assertThat(mail(anna)).containsExactly(String.format(BAD_NEWS, "1234567890"));
  }

  @Test
  void shouldTellADeviceThatWasMadeLater() {
    unfetched();
    remove("laptop");
    assertThat(anna.shakeHands().proves(FIRST)).isEqualTo("in");
    String id = anna.makesDevice(LAPTOP_KEYS, "tablet");
    line.pass(TestLine.SECONDS);
    Owner tablet = attached(id, 2, 31, LAPTOP_KEYS);
    assertThat(mail(tablet)).isEmpty();
    remove("phone");
    assertThat(plain(line.heard(tablet.typist.at))).containsExactly(String.format(BAD_NEWS, id));
  }

  @Test
  void shouldTellItOnceWhoHasItAlready() {
    Owner phone = unfetched().phone();
    assertThat(takenMail(phone)).containsExactly(String.format(BAD_NEWS, phone.typist.id));
    remove("laptop");
    assertThat(mail(phone)).isEmpty();
    assertThat(line.relay(1).node.station().size()).isZero();
    assertThat(line.relay(3).node.station().size()).isZero();
  }

  @Test
  void shouldGoOnAfterARestart() {
    unfetched();
    assertThat(anna.shakeHands().proves(FIRST)).isEqualTo("in");
    anna.asks("terminate", "remove", "laptop");
    anna.asks("terminate", "remove", "phone");
    line.pass(TestLine.SECONDS);
    line.revive(1);
    line.revive(3);
    line.pass(30 * TestLine.SECONDS);
    assertThat(anna.shakeHands().logsIn(FIRST, "d1")).isEqualTo("in");
    assertThat(mail(anna)).containsExactly(String.format(BAD_NEWS, "1234567890"));
  }

  @Test
  void shouldTellTheOwnerWhatWasOnItsWayToADeviceOfWhichOnlyItsHomeKnowsThatItIsNoMore() {
    Both both = both(2);
    cutOff(1);
    both.laptop().typist.types("send", ";ma.0;d5", "5555555555/hello");
    line.pass(20 * TestLine.SECONDS);
    remove("laptop");
    assertThat(both.phone().asks("terminate", "remove", "phone")).startsWith("1.1?");
    hearsNothingOfAccounts(2);
    line.pass(20 * TestLine.SECONDS);
    ClientId phone = ClientId.parse(both.phone().typist.id);
    assertThat(line.relay(1).node.directory().homeOf(phone))
        .as("as far as is known")
        .isEqualTo(2);
    assertThat(line.relay(2).node.statistics().devices().leftToHeirs()).isPositive();
    mend();
    assertThat(anna.shakeHands().logsIn(FIRST, "d1")).isEqualTo("in");
    assertThat(mail(anna)).containsExactly(String.format(BAD_NEWS, "1234567890"));
  }

  @Test
  void shouldHaveNoHomeForADeviceAnyMoreOnceItsHomeKnowsThatItIsNoMore() {
    ClientId phone = ClientId.parse(both().phone().typist.id);
    line.lost = datagram -> datagram.text().contains("/clients?");
    remove("phone");
    assertThat(line.relay(3).node.directory().homeOf(phone)).isEqualTo(Whereabouts.GONE);
    assertThat(line.relay(2).node.directory().homeOf(phone))
        .as("has heard nothing")
        .isEqualTo(3);
  }

  @Test
  void shouldHaveNoHomeForADeviceThatAsksToLogInAfterItWasRemoved() {
    Owner phone = both().phone();
    remove("phone");
    assertThat(phone.shakeHands().logsIn(PHONE_KEYS, "d1")).startsWith("!nouser");
    line.pass(TestLine.SECONDS);
    assertThat(homeOf(phone.typist.id)).isEqualTo(Whereabouts.GONE);
  }

  @Test
  void shouldTellNobodyWhoMakesTheAccountAnew() {
    unfetched();
    assertThat(anna.shakeHands().proves(FIRST)).isEqualTo("in");
    assertThat(anna.asks("terminate", "delete", "force")).isEqualTo("1.1?1234567890");
    Owner another = new Owner(line, "1234567890", 1, 32).shakeHands();
    assertThat(another.creates(SECOND, "Anna")).startsWith("1.1?");
    line.pass(30 * TestLine.SECONDS);
    assertThat(mail(another)).isEmpty();
    assertThat(line.relay(3).node.station().size()).isZero();
  }
}
