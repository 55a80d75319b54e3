package org.chappe.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.chappe.wire.Frame;
import org.junit.jupiter.api.Test;

class SendWindowTest {

  private final SendWindow window = new SendWindow(100);
  private final List<Frame> released = new ArrayList<>();

  @Test
  void shouldHoldAtMost48() {
    send(48);
    assertThat(window.span()).isEqualTo(48);
    assertThat(window.inFlightFrames()).isEqualTo(48);
    assertThatThrownBy(() -> send(1)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void shouldKnowWhatWasNeverSent() {
    send(3);
    assertThat(window.wasSent(103, 0)).isTrue();
    assertThat(window.wasSent(104, 0)).isFalse();
    assertThat(window.wasSent(100, 0b111)).isTrue();
    assertThat(window.wasSent(100, 0b1000)).isFalse();
  }

  @Test
  void shouldShowEachArrivalOnce() {
    send(5);
    acknowledge(101, 0b100);
    assertThat(window.inFlightFrames()).isEqualTo(3);
    assertThat(window.newlyHeld(101, 0b100)).isZero();
    assertThat(window.newlyHeld(104, 0)).isEqualTo(slots(101, 102));
  }

  @Test
  void shouldReleaseInOrderAndOnlyWhatIsCumulativelyAcknowledged() {
    send(5);
    acknowledge(100, 0b11110);
    assertThat(released).isEmpty();
    assertThat(window.lowestWanted()).isEqualTo(100);
    acknowledge(104, 0);
    assertThat(LinkPair.texts(released)).containsExactly("d100", "d101", "d102", "d103");
    assertThat(window.isAllHeld()).isTrue();
    assertThat(window.lowestWanted()).isEqualTo(104);
  }

  @Test
  void shouldTakeFromALateAcknowledgementWhatIsNewButTakeNothingBack() {
    send(10);
    acknowledge(104, 0);
    // bits 100 to 103 are behind, 105 is new
    assertThat(window.newlyHeld(100, 0b100011)).isEqualTo(slots(105));
    acknowledge(100, 0b100011);
    assertThat(window.base()).isEqualTo(104);
    assertThat(window.newlyHeld(20, -1L >>> 16)).as("far behind").isZero();
  }

  @Test
  void shouldKeepAHeldFrameHeldWhenAProbeRepeatsIt() {
    send(1);
    acknowledge(100, 1);
    window.resend(7, 100);
    assertThat(window.inFlightFrames()).isZero();
    assertThat(window.isAllHeld()).isTrue();
  }

  @Test
  void shouldFindTheLowestLostAcrossTheRing() {
    // slots 36 to 63, then from 0
    send(30);
    window.lose(slots(127, 129));
    assertThat(window.lowestLost(false)).isEqualTo(127);
    assertThat(window.lowestLost(true)).isEqualTo(-1);
    window.resend(7, 127);
    assertThat(window.lowestLost(false)).isEqualTo(129);
    assertThat(window.isRepeated(127 % 64)).isTrue();
    window.hold(slots(129));
    assertThat(window.lowestLost(false)).isEqualTo(-1);
  }

  @Test
  void shouldRunForManyLapsOfItsRing() {
    for (int i = 0; i < 1_000; i++) {
      send(2);
      acknowledge(window.next(), 0);
    }
    assertThat(released).hasSize(2_000);
    assertThat(window.nextSerial()).isEqualTo(2_000);
  }

  private void send(int count) {
    for (int i = 0; i < count; i++) {
      window.send(5, LinkPair.text("d", (int) window.next()), false);
    }
  }

  private void acknowledge(long cumulative, long bitmap) {
    window.hold(window.newlyHeld(cumulative, bitmap));
    window.advance(cumulative, released::add);
  }

  private static long slots(long... numbers) {
    long slots = 0;
    for (long number : numbers) {
      slots |= 1L << (number % 64);
    }
    return slots;
  }
}
