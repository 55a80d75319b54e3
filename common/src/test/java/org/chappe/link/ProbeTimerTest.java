package org.chappe.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProbeTimerTest {

  private final ProbeTimer probe = new ProbeTimer(1_000);

  @Test
  void shouldDoubleAtEachTimeoutUpToTheLongest() {
    probe.onSent(0);
    assertThat(probe.deadlineNanos(100)).isEqualTo(100);
    probe.onTimeout(100);
    assertThat(probe.deadlineNanos(100)).isEqualTo(300);
    for (int i = 0; i < 50; i++) {
      probe.onTimeout(0);
    }
    assertThat(probe.deadlineNanos(100)).isEqualTo(1_000);
    assertThat(probe.timeoutsInARow()).isEqualTo(51);
  }

  @Test
  void shouldWaitForARoundTripThatIsLongerThanTheLongestBackOff() {
    probe.onTimeout(0);
    assertThat(probe.deadlineNanos(5_000)).isEqualTo(5_000);
  }

  @Test
  void shouldCallThePeerAliveAtAnyAnswerButKeepBackingOffUntilThereIsProgress() {
    probe.onTimeout(0);
    probe.onTimeout(0);
    probe.onAnswer();
    assertThat(probe.timeoutsInARow()).isZero();
    assertThat(probe.deadlineNanos(100)).isEqualTo(400);
    probe.onProgress(7);
    assertThat(probe.deadlineNanos(100)).isEqualTo(107);
    assertThat(probe.timeouts()).isEqualTo(2);
  }
}
