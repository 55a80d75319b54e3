package org.chappe.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.link.LinkPair.MILLIS;

import org.junit.jupiter.api.Test;

class PacerTest {

  private final Pacer pacer = new Pacer();

  @Test
  void shouldLetTenFramesPassAtOnceAndThenOneInAnInterval() {
    pacer.setRate(100 * MILLIS, 10);
    long now = 1_000 * MILLIS;
    for (int i = 0; i < Pacer.BURST_FRAMES; i++) {
      assertThat(pacer.readyNanos()).as("frame %d", i).isLessThanOrEqualTo(now);
      pacer.onSent(now);
    }
    // 100 ms / (1.25 · 10)
    assertThat(pacer.readyNanos()).isEqualTo(now + 8 * MILLIS);
    assertThat(pacer.wakeNanos()).isEqualTo(now + 8 * MILLIS);
    now += 8 * MILLIS;
    pacer.onSent(now);
    assertThat(pacer.readyNanos()).isEqualTo(now + 8 * MILLIS);
  }

  @Test
  void shouldLetAMillisecondsWorthPassWhenTheRateIsHigherThanTimersAreFine() {
    pacer.setRate(MILLIS / 10, 10);
    for (int i = 0; i < 125; i++) {
      assertThat(pacer.readyNanos()).as("frame %d", i).isLessThanOrEqualTo(0);
      pacer.onSent(0);
    }
    pacer.onSent(0);
    assertThat(pacer.readyNanos()).isPositive();
    assertThat(pacer.wakeNanos()).isEqualTo(MILLIS);
  }
}
