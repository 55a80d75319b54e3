package org.chappe.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chappe.server.station.StationLimits;
import org.junit.jupiter.api.Test;

/** What becomes of the mail of devices whose mailboxes hold four messages, or six that neighbours bring. */
final class DeviceLimitsTest extends DeviceScene {

  DeviceLimitsTest() {
    super(
        new TestLine(TestLine.config(
            1, List.of(1, 2, 3), StationLimits.DEFAULT.withMailbox(4, 1_000_000), 64)),
        2);
  }

  private void saysAll(int first, int count, String parameters) {
    for (int n = first; n < first + count; n++) {
      says(";ma." + Integer.toString(n, 36) + parameters, "text " + n);
    }
    line.pass(3 * TestLine.SECONDS);
  }

  @Test
  void shouldBringWhatFoundAFullMailboxOnceItsDeviceHasFetched() {
    Both both = both();
    saysAll(0, 4, "");
    assertThat(takenMail(both.laptop())).hasSize(4);
    assertThat(both.laptop().shakeHands().proves(LAPTOP_KEYS)).isEqualTo("in");
    assertThat(both.laptop().asks("terminate", "remove", "laptop")).startsWith("1.1?");
    line.pass(3 * TestLine.SECONDS);
    saysAll(4, 4, "");
    assertThat(line.relay(3).node.statistics().devices().dropped()).isEqualTo(2);
    assertThat(takenMail(both.phone())).hasSize(6);
    line.heard(both.phone().typist.at);
    line.pass(70 * TestLine.SECONDS);
    assertThat(plain(line.heard(both.phone().typist.at)))
        .extracting(frame -> frame.substring(frame.length() - 6))
        .containsExactly("text 6", "text 7");
  }

  @Test
  void shouldTakeNothingMoreFromADeviceUntilItFetchesItsReceipts() {
    Both both = both();
    for (int n = 0; n < 2; n++) {
      both.phone().typist.types("send", ";ma." + n + ";r", "0987654321/text " + n);
      line.pass(TestLine.SECONDS);
      assertThat(toldToBert()).containsExactly("a." + n + ";r/1234567890/0987654321/text " + n);
      line.pass(TestLine.SECONDS);
    }
    assertRefused(both.phone(), "send", ";ma.2;r", "0987654321/text 2", ";xquota/");
    line.pass(TestLine.SECONDS);
    assertThat(toldToBert()).isEmpty();
    assertThat(takenMail(both.phone())).hasSize(4);
    line.pass(TestLine.SECONDS);
    assertThat(toldToBert()).containsExactly("a.2;r/1234567890/0987654321/text 2");
  }
}
