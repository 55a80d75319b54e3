package org.chappe.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CongestionWindowTest {

  private final CongestionWindow window = new CongestionWindow();

  @Test
  void shouldGrowByAFrameForEachFrameInSlowStartUpToTheSendWindow() {
    window.onAcknowledged(0, true);
    assertThat(window.frames()).isEqualTo(11);
    for (int serial = 1; serial < 100; serial++) {
      window.onAcknowledged(serial, true);
    }
    assertThat(window.frames()).isEqualTo(CongestionWindow.MAXIMUM_FRAMES);
  }

  @Test
  void shouldNotGrowWhileTheApplicationIsTheLimit() {
    for (int serial = 0; serial < 100; serial++) {
      window.onAcknowledged(serial, false);
    }
    assertThat(window.frames()).isEqualTo(CongestionWindow.INITIAL_FRAMES);
  }

  @Test
  void shouldHalveOnceForAllLossesOfOnePeriod() {
    window.onLost(3, 10);
    window.onLost(4, 10);
    window.onLost(9, 12);
    assertThat(window.frames()).isEqualTo(5);
    window.onLost(10, 14);
    assertThat(window.frames()).isEqualTo(2);
    window.onLost(14, 20);
    assertThat(window.frames()).isEqualTo(CongestionWindow.MINIMUM_FRAMES);
  }

  @Test
  void shouldGrowByAFrameAWindowAfterALoss() {
    window.onLost(3, 10);
    for (int serial = 4; serial < 10; serial++) {
      window.onAcknowledged(serial, true);
    }
    assertThat(window.frames()).as("in recovery").isEqualTo(5);
    for (int serial = 10; serial < 14; serial++) {
      window.onAcknowledged(serial, true);
    }
    assertThat(window.frames()).isEqualTo(5);
    window.onAcknowledged(14, true);
    assertThat(window.frames()).isEqualTo(6);
  }

  @Test
  void shouldStartSlowlyAfterACollapseUpToHalfOfWhatWorked() {
    for (int serial = 0; serial < 10; serial++) {
      window.onAcknowledged(serial, true);
    }
    window.collapse();
    window.collapse();
    assertThat(window.frames()).isEqualTo(CongestionWindow.MINIMUM_FRAMES);
    for (int serial = 20; serial < 28; serial++) {
      window.onAcknowledged(serial, true);
    }
    assertThat(window.frames()).isEqualTo(10);
    window.onAcknowledged(28, true);
    assertThat(window.frames()).as("congestion avoidance").isEqualTo(10);
  }
}
