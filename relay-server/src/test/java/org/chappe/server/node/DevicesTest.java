package org.chappe.server.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.server.node.Owner.FIRST;
import static org.chappe.server.node.Owner.SECOND;

import java.util.Objects;
import org.chappe.model.ClientId;
import org.chappe.model.DeviceName;
import org.chappe.server.accounts.Made;
import org.chappe.server.directory.Whereabouts;
import org.junit.jupiter.api.Test;

/** What several devices of one account get and send, and what becomes of them, at three relays. */
final class DevicesTest extends DeviceScene {

  // ---- devices ----

  @Test
  void shouldMakeADeviceOnceAndListIt() {
    anna.shakeHands().creates(FIRST, "Anna");
    String laptop = anna.makesDevice(LAPTOP_KEYS, "laptop");
    assertThat(anna.shakeHands().proves(FIRST)).isEqualTo("in");
    assertThat(anna.makesDevice(LAPTOP_KEYS, "laptop")).isEqualTo(laptop);
    String phone = anna.makesDevice(PHONE_KEYS, "phone");
    assertThat(anna.asks("get", "devices", "").substring(4).split("\\?", -1))
        .containsExactlyInAnyOrder(laptop + "/laptop/0", phone + "/phone/0");
    assertThat(line.relay(1).node.accounts().devices().of(Ids.ANNA))
        .extracting(DeviceName::classOf)
        .doesNotHaveDuplicates();
    assertThat(anna.state()).isEqualTo("in");
  }

  @Test
  void shouldKnowADeviceAgainThatIsToHaveAnotherName() {
    anna.shakeHands().creates(FIRST, "Anna");
    String laptop = anna.makesDevice(LAPTOP_KEYS, "laptop");
    String keys = LAPTOP_KEYS.verifier().text();
    assertThat(anna.asks("handshake", "device", keys + "?notebook"))
        .isEqualTo("1.1?" + laptop + "?laptop");
    assertThat(anna.asks("get", "devices", "")).isEqualTo("1.1?" + laptop + "/laptop/0");
  }

  @Test
  void shouldLetNobodyMakeADeviceWithoutTheAccountsPassword() {
    Both both = both();
    String tablet = Made.keys("the tablet's key").verifier().text() + "?tablet";
    String words = "!login?devices are made with the account's password";
    assertThat(both.laptop().asks("handshake", "device", tablet)).isEqualTo(words);
    assertThat(both.laptop().shakeHands().proves(LAPTOP_KEYS)).isEqualTo("in");
    assertThat(both.laptop().asks("handshake", "device", tablet)).isEqualTo(words);
    assertThat(both.laptop().asks("get", "devices", "")).doesNotContain("tablet");
  }

  @Test
  void shouldNameEachMistake() {
    anna.shakeHands().creates(FIRST, "Anna");
    Owner thief = new Owner(line, "1234567890", 2, 5);
    line.pass(TestLine.SECONDS);
    String laptop = LAPTOP_KEYS.verifier().text() + "?laptop";
    assertThat(thief.shakeHands().asks("handshake", "device", laptop)).startsWith("!login?");
    assertThat(thief.asks("get", "devices", "")).startsWith("!login?");
    assertThat(thief.asks("terminate", "remove", "laptop")).startsWith("!login?");
    assertThat(thief.proves(SECOND)).isEqualTo("!auth?wrong password");
    assertThat(anna.asks("handshake", "device", "x?laptop")).startsWith("!param?");
    assertThat(anna.asks("handshake", "device", laptop + " top")).startsWith("!param?");
    assertThat(anna.asks("terminate", "remove", "laptop")).startsWith("!nouser?");
    anna.makesDevice(LAPTOP_KEYS, "laptop");
    anna.shakeHands().proves(FIRST);
    assertThat(anna.asks("handshake", "device", PHONE_KEYS.verifier().text() + "?laptop"))
        .startsWith("!taken?");
    for (int i = 1; i < DeviceName.DEVICES_MAX; i++) {
      anna.makesDevice(Made.keys("key " + i), "phone" + i);
    }
    assertThat(anna.asks("handshake", "device", PHONE_KEYS.verifier().text() + "?one-more"))
        .startsWith("!full?");
  }

  @Test
  void shouldAttachAsADeviceOnlyOnceThereIsOne() {
    anna.shakeHands().creates(FIRST, "Anna");
    Owner abroad = new Owner(line, "1234567890", 3, 6).shakeHands();
    anna.makesDevice(LAPTOP_KEYS, "laptop");
    line.pass(TestLine.SECONDS);
    assertThat(abroad.shakeHands().logsIn(FIRST, "d2")).startsWith("!device?");
    assertThat(abroad.proves(FIRST)).isEqualTo("in");
    assertRefused(abroad, "get", ";w1o", "/", ";xauth/");
  }

  @Test
  void shouldLetASessionInWhichADeviceIsMadeOnlyAskFromThenOn() {
    anna.shakeHands().creates(FIRST, "Anna");
    anna.makesDevice(LAPTOP_KEYS, "laptop");
    assertThat(anna.asks("get", "devices", "")).endsWith("/laptop/0");
    assertRefused(anna, "send", ";ma.0", "0987654321/hello", ";xauth/");
  }

  @Test
  void shouldEndTheSessionsOfTheOwnerEverywhereWhenADeviceIsMade() {
    anna.shakeHands().creates(FIRST, "Anna");
    Owner other = new Owner(line, "1234567890", 1, 7).shakeHands();
    assertThat(other.proves(FIRST)).isEqualTo("in");
    other.makesDevice(LAPTOP_KEYS, "laptop");
    assertRefused(anna, "get", ";w1o", "/", ";xwho/");
  }

  @Test
  void shouldShowDevicesToNobodyElse() {
    Both both = both();
    Owner other = new Owner(line, "5555555555", 2, 8).shakeHands();
    String laptop = both.laptop().typist.id;
    assertThat(other.asks("get", "list", "")).isEqualTo("1.1?1234567890/Anna");
    assertThat(other.asks("get", "name", laptop)).startsWith("!nouser?");
    assertRefused(other, "send", ";ma.0", laptop + "/hello", ";xnouser/");
    assertThat(both.laptop().asks("get", "whoami", ""))
        .isEqualTo("1.1?1?0?in?Anna?1234567890?laptop");
  }

  @Test
  void shouldRemoveADeviceAndWhatWaitsForItInSilence() {
    Both both = both();
    bert.sends("a.0", "1234567890", "hello");
    line.pass(TestLine.SECONDS);
    takenMail(both.laptop());
    assertThat(both.laptop().shakeHands().logsIn(LAPTOP_KEYS, "d1")).isEqualTo("in");
    assertThat(both.laptop().asks("terminate", "remove", "phone"))
        .isEqualTo("1.1?" + both.phone().typist.id + "?phone");
    line.pass(20 * TestLine.SECONDS);
    assertRefused(both.phone(), "get", ";w1o", "/", ";xwho/");
    assertThat(toldToBert()).isEmpty();
    assertThat(line.relay(3).node.station().size()).isZero();
  }

  @Test
  void shouldDeleteItsDevicesWithAnAccount() {
    both();
    assertThat(anna.shakeHands().proves(FIRST)).isEqualTo("in");
    assertThat(anna.asks("terminate", "delete", "")).isEqualTo("1.1?1234567890");
    line.pass(TestLine.SECONDS);
    assertThat(line.relay(3).node.accounts().size()).isZero();
  }

  @Test
  void shouldLetADeviceThatHasEndedItselfSayNothingMore() {
    Both both = both();
    String laptop = both.laptop().typist.id;
    assertThat(both.laptop().asks("terminate", "remove", "laptop"))
        .isEqualTo("1.1?" + laptop + "?laptop");
    assertRefused(
        both.laptop(),
        "send",
        ";ma.0",
        "0987654321/hello",
        "/the account of this session is no more");
    assertThat(both.phone().asks("terminate", "delete", ""))
        .isEqualTo("1.1?" + both.phone().typist.id);
    assertRefused(both.phone(), "send", ";ma.0", "0987654321/hello", ";xauth/");
    line.pass(TestLine.SECONDS);
    assertThat(toldToBert()).isEmpty();
    assertThat(homeOf(laptop)).isEqualTo(Whereabouts.GONE);
  }

  // ---- mail ----

  @Test
  void shouldBringAMessageToEachDeviceUnderItsNumber() {
    Both both = both();
    bert.sends("a.0", "1234567890", "hello");
    line.pass(TestLine.SECONDS);
    String copy = "a.0;rc/0987654321/";
    assertThat(mail(both.laptop())).containsExactly(copy + both.laptop().typist.id + "/hello");
    assertThat(mail(both.phone())).containsExactly(copy + both.phone().typist.id + "/hello");
  }

  @Test
  void shouldTellTheSenderOnceThatTheFirstDeviceHasIt() {
    Both both = both();
    says(";ma.0;r", "hello");
    line.pass(TestLine.SECONDS);
    assertThat(toldToBert()).containsExactly("a.0;rs/1234567890/0987654321/");
    takenMail(both.phone());
    line.pass(TestLine.SECONDS);
    assertThat(toldToBert()).containsExactly("a.0;rd/1234567890/0987654321/");
    takenMail(both.laptop());
    line.pass(TestLine.SECONDS);
    assertThat(toldToBert()).isEmpty();
    line.relays
        .values()
        .forEach(relay -> assertThat(relay.node.station().size()).isZero());
  }

  @Test
  void shouldBringWhatWaitsToADeviceThatIsMadeLater() {
    anna.shakeHands().creates(FIRST, "Anna");
    anna.makesDevice(LAPTOP_KEYS, "laptop");
    bert.shakeHands().sends("a.0", "1234567890", "hello");
    line.pass(3 * TestLine.SECONDS);
    String id = anna.makesDevice(PHONE_KEYS, "phone");
    line.pass(3 * TestLine.SECONDS);
    Owner phone = attached(id, 3, 13, PHONE_KEYS);
    line.pass(3 * TestLine.SECONDS);
    assertThat(mail(phone)).containsExactly("a.0;rc/0987654321/" + id + "/hello");
  }

  @Test
  void shouldTellTheOtherDevicesWhatOneSends() {
    Both both = both();
    both.phone().typist.types("send", ";ma.5", "0987654321/yes");
    line.pass(TestLine.SECONDS);
    assertThat(toldToBert()).containsExactly("a.5/1234567890/0987654321/yes");
    assertThat(mail(both.laptop()))
        .containsExactly("a.5;ro/0987654321/" + both.laptop().typist.id + "/yes");
    assertThat(mail(both.phone())).isEmpty();
  }

  @Test
  void shouldBringReceiptsToAllDevices() {
    Both both = both();
    both.phone().typist.types("send", ";ma.5;r", "0987654321/yes");
    line.pass(TestLine.SECONDS);
    toldToBert();
    line.pass(TestLine.SECONDS);
    assertThat(mail(both.laptop())).anyMatch(frame -> frame.startsWith("a.5;rd/0987654321/"));
    assertThat(mail(both.phone())).anyMatch(frame -> frame.startsWith("a.5;rd/0987654321/"));
  }

  @Test
  void shouldBringWhatTheOwnerWritesToItselfToAllDevices() {
    Both both = both();
    both.phone().typist.types("send", ";ma.0", "1234567890/note to self");
    line.pass(TestLine.SECONDS);
    assertThat(mail(both.laptop()))
        .containsExactly("a.0;rc/1234567890/" + both.laptop().typist.id + "/note to self");
    assertThat(mail(both.phone())).hasSize(1);
  }

  @Test
  void shouldNotTellTheDeviceThatWroteItATextToAll() {
    Both both = both();
    int remainder = DeviceName.classOf(ClientId.parse(both.phone().typist.id));
    String epoch = Long.toString(1_700_000_000_000L + remainder, 36);
    both.phone().typist.types("send", ";m" + epoch + ".0", "*/storm coming");
    line.pass(TestLine.SECONDS);
    assertThat(toldToBert()).containsExactly(epoch + ".0;ga/1234567890/0987654321/storm coming");
    assertThat(mail(both.laptop())).hasSize(1);
    assertThat(mail(both.phone())).isEmpty();
  }

  // ---- lives ----

  @Test
  void shouldTellTheSenderWhenNoDeviceHasItInTimeAndShowItToNone() {
    Both both = both();
    says(";ma.0;d5", "quick");
    says(";ma.1", "no hurry");
    line.pass(20 * TestLine.SECONDS);
    assertThat(toldToBert()).containsExactly("a.0;rx/1234567890/0987654321/expired: quick");
    assertThat(mail(both.laptop())).hasSize(1).allMatch(frame -> frame.endsWith("no hurry"));
    assertThat(mail(both.phone())).hasSize(1).allMatch(frame -> frame.endsWith("no hurry"));
    assertThat(line.relay(3).node.statistics().devices().voided()).isEqualTo(1);
  }

  @Test
  void shouldKeepForADeviceThatIsAwayWhatAnotherHas() {
    Both both = both();
    says(";ma.0;d5", "quick");
    line.pass(TestLine.SECONDS);
    takenMail(both.laptop());
    line.pass(60 * TestLine.SECONDS);
    assertThat(toldToBert()).isEmpty();
    assertThat(mail(both.phone())).hasSize(1);
  }

  // ---- homes ----

  @Test
  void shouldTakeTheOwnerInWhereADeviceIsOnceItsHomeIsDead() {
    Both both = both();
    assertThat(homeOf("1234567890")).isEqualTo(1);
    TestRelay gone = line.relays.remove(1);
    assertThat(gone).isNotNull();
    line.pass(10 * TestLine.SECONDS);
    assertThat(homeOf("1234567890")).isEqualTo(3);
    bert.sends("a.0", "1234567890", "are you there?");
    line.pass(TestLine.SECONDS);
    assertThat(mail(both.phone())).hasSize(1);
  }

  @Test
  void shouldEndAMessageThatComesBehindTheWordThatADeviceHasIt() {
    Both both = both();
    says(";ma.0;r", "hello");
    line.pass(TestLine.SECONDS);
    assertThat(toldToBert()).containsExactly("a.0;rs/1234567890/0987654321/");
    TestRelay home = line.relays.remove(1);
    takenMail(both.phone());
    line.pass(10 * TestLine.SECONDS);
    assertThat(toldToBert()).containsExactly("a.0;rd/1234567890/0987654321/");
    line.relays.put(1, Objects.requireNonNull(home));
    line.pass(30 * TestLine.SECONDS);
    assertThat(toldToBert()).isEmpty();
    assertThat(line.relay(3).node.station().size()).isZero();
    assertThat(line.relay(2).node.station().size()).isZero();
    assertThat(line.relay(1).node.station().sizeOf(Ids.ANNA)).isZero();
  }

  @Test
  void shouldHaveNoHomeOnceNoDeviceHas() {
    Both both = both();
    both.laptop().typist.types("terminate", "", "/");
    line.pass(3 * TestLine.SECONDS);
    assertThat(homeOf("1234567890")).as("the phone is there").isEqualTo(1);
    both.phone().typist.types("terminate", "", "/");
    line.pass(12 * TestLine.SECONDS);
    assertThat(homeOf("1234567890")).isEqualTo(Whereabouts.GONE);
    bert.sends("a.0", "1234567890", "are you there?");
    line.pass(TestLine.SECONDS);
    Owner laptop = attached(both.laptop().typist.id, 3, 21, LAPTOP_KEYS);
    line.pass(3 * TestLine.SECONDS);
    assertThat(mail(laptop)).hasSize(1);
  }

  @Test
  void shouldHandToTheOwnerWhatWaitedForADeviceThatIsNoMore() {
    Both both = both();
    says(";ma.0;r", "hello");
    line.pass(TestLine.SECONDS);
    assertThat(anna.shakeHands().proves(FIRST)).isEqualTo("in");
    anna.asks("terminate", "remove", "laptop");
    anna.asks("terminate", "remove", "phone");
    line.pass(2 * TestLine.SECONDS);
    assertThat(anna.shakeHands().logsIn(FIRST, "d1")).isEqualTo("in");
    assertThat(mail(anna)).containsExactly("a.0;r/0987654321/1234567890/hello");
    assertThat(both.laptop()).isNotNull();
  }

  // ---- crashes ----

  @Test
  void shouldBringTheRestAfterItsHomeHasDiedBetweenCopies() {
    Both both = both();
    says(";ma.0;r", "hello");
    line.pass(TestLine.SECONDS);
    line.revive(1);
    line.pass(10 * TestLine.SECONDS);
    assertThat(toldToBert()).containsExactly("a.0;rs/1234567890/0987654321/");
    takenMail(both.phone());
    line.pass(2 * TestLine.SECONDS);
    assertThat(toldToBert()).containsExactly("a.0;rd/1234567890/0987654321/");
    Owner laptop = attached(both.laptop().typist.id, 1, 31, LAPTOP_KEYS);
    assertThat(mail(laptop)).hasSize(1);
  }
}
