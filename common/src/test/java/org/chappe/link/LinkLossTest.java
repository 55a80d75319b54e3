package org.chappe.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.link.LinkPair.MILLIS;
import static org.chappe.link.LoneLink.HERE;
import static org.chappe.link.LoneLink.NAME;
import static org.chappe.link.LoneLink.RTT;

import org.junit.jupiter.api.Test;

/** How a link notices what was lost, and repeats it. */
class LinkLossTest {

  private final LoneLink end = new LoneLink();

  @Test
  void shouldRepeatOnlyWhatWasLost() {
    end.offer(6);
    end.pump();
    end.now += RTT;
    end.acknowledge(1, 0b1110);
    assertThat(end.pump()).containsExactly(1L);
    assertThat(end.link.statistics().retransmitted()).isEqualTo(1);
    assertThat(end.link.statistics().congestionWindow()).isEqualTo(5);
  }

  @Test
  void shouldNotRepeatWhatTheBitmapReported() {
    end.offer(6);
    end.pump();
    end.now += RTT;
    end.acknowledge(0, 0b111110);
    assertThat(end.pump()).containsExactly(0L);
    end.now += 10 * RTT;
    assertThat(end.pump()).as("the probe").containsExactly(0L);
  }

  @Test
  void shouldProbeWithTheLowestFrameAndDoubleTheTimeout() {
    end.offer(3);
    end.pump();
    // 100 ms smoothed and 4 · 50 ms of variation
    assertThat(end.link.nextDeadline()).isEqualTo(end.now + 300 * MILLIS);
    end.now += 300 * MILLIS;
    assertThat(end.pump()).containsExactly(0L);
    assertThat(end.link.timeoutsInARow()).isEqualTo(1);
    assertThat(end.link.nextDeadline()).isEqualTo(end.now + 600 * MILLIS);
  }

  @Test
  void shouldCollapseToTwoFramesWhenTwoProbesInARowStayUnanswered() {
    end.offer(10);
    end.pump();
    end.now = end.link.nextDeadline();
    assertThat(end.pump()).hasSize(1);
    assertThat(end.link.statistics().congestionWindow()).isEqualTo(10);
    end.now = end.link.nextDeadline();
    assertThat(end.pump()).containsExactly(0L, 1L);
    assertThat(end.link.statistics().congestionWindow()).isEqualTo(CongestionWindow.MINIMUM_FRAMES);
    assertThat(end.link.statistics().timeouts()).isEqualTo(2);
  }

  @Test
  void shouldNeverWaitLongerThanTheLongestTimeout() {
    end.offer(1);
    for (int i = 0; i < 20; i++) {
      end.pump();
      assertThat(end.link.nextDeadline() - end.now).isBetween(1L, 2_000 * MILLIS);
      end.now = end.link.nextDeadline();
    }
    assertThat(end.link.timeoutsInARow()).isEqualTo(19);
    end.acknowledge(1, 0);
    assertThat(end.link.timeoutsInARow()).isZero();
  }

  @Test
  void shouldAskAfterHeldFramesLessAndLessOftenWhilePeerAnswersWithoutSettling() {
    end.link = new Link(LinkConfig.DEFAULT, NAME, HERE, MILLIS, 0);
    end.offer(1);
    end.pump();
    end.now += MILLIS;
    end.acknowledge(0, 1);
    assertThat(end.link.nextDeadline()).isEqualTo(end.now + Sender.HELD_TIMEOUT_NANOS_MIN);
    for (int doubling = 1; doubling <= 6; doubling++) {
      end.now = end.link.nextDeadline();
      assertThat(end.pump()).containsExactly(0L);
      end.acknowledge(0, 1);
      assertThat(end.link.timeoutsInARow()).as("the peer lives").isZero();
      assertThat(end.link.nextDeadline())
          .isEqualTo(end.now + (Sender.HELD_TIMEOUT_NANOS_MIN << doubling));
    }
    assertThat(end.link.statistics().congestionWindow()).isEqualTo(CongestionWindow.INITIAL_FRAMES);
    assertThat(end.link.statistics().spurious()).isEqualTo(end.link.statistics().retransmitted());
    end.acknowledge(1, 0);
    assertThat(end.link.isIdle()).isTrue();
  }

  @Test
  void shouldCountNoRepetitionAsSpuriousThatBroughtSomethingNew() {
    end.offer(1);
    end.pump();
    end.now = end.link.nextDeadline();
    end.pump();
    end.acknowledge(1, 0);
    assertThat(end.link.statistics().spurious()).as("the first was lost").isZero();
    end.acknowledge(1, 0);
    assertThat(end.link.statistics().spurious()).as("the first was late").isEqualTo(1);
    end.acknowledge(1, 0);
    assertThat(end.link.statistics().spurious()).as("of one repetition").isEqualTo(1);
  }

  @Test
  void shouldNotMeasureTheRoundTripOfARepeatedFrame() {
    end.offer(1);
    end.pump();
    end.now += 300 * MILLIS;
    end.pump();
    end.now += MILLIS;
    end.acknowledge(1, 0);
    assertThat(end.link.statistics().smoothedRttNanos()).isEqualTo(RTT);
  }

  @Test
  void shouldRepeatALostControlFrameThoughTheCongestionWindowIsFull() {
    end.link.offerControl(LinkPair.text("c", 0));
    end.offer(40);
    end.pump();
    end.now += RTT;
    end.acknowledge(0, 0b1110);
    // five are allowed, six are in flight
    assertThat(end.pump()).containsExactly(0L);
  }
}
