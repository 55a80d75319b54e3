package org.chappe.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.link.LinkPair.MILLIS;

import org.junit.jupiter.api.Test;

class RttEstimatorTest {

  @Test
  void shouldWaitAtLeastTenMillisecondsBeforeAnythingIsMeasured() {
    assertThat(new RttEstimator(0).probeTimeoutNanos()).isEqualTo(10 * MILLIS);
    // smoothed + 4 · half of it
    assertThat(new RttEstimator(100 * MILLIS).probeTimeoutNanos()).isEqualTo(300 * MILLIS);
  }

  @Test
  void shouldReplaceTheHandshakesRoundTripByTheFirstSample() {
    RttEstimator rtt = new RttEstimator(100 * MILLIS);
    rtt.sample(20 * MILLIS);
    assertThat(rtt.smoothedNanos()).isEqualTo(20 * MILLIS);
    assertThat(rtt.minimumNanos()).isEqualTo(20 * MILLIS);
    assertThat(rtt.probeTimeoutNanos()).isEqualTo(60 * MILLIS);
  }

  @Test
  void shouldSmoothByAnEighthAndItsVariationByAQuarter() {
    RttEstimator rtt = new RttEstimator(1);
    rtt.sample(80 * MILLIS);
    rtt.sample(160 * MILLIS);
    // variation 40 + (80 − 40) / 4 = 50
    assertThat(rtt.smoothedNanos()).isEqualTo(90 * MILLIS);
    assertThat(rtt.probeTimeoutNanos()).isEqualTo((90 + 4 * 50) * MILLIS);
    assertThat(rtt.minimumNanos()).isEqualTo(80 * MILLIS);
    // 9/8 of the latest, which is longer than the smoothed
    assertThat(rtt.lossDelayNanos()).isEqualTo(180 * MILLIS);
  }

  @Test
  void shouldNeverTimeFinerThanAMillisecond() {
    RttEstimator rtt = new RttEstimator(1);
    for (int i = 0; i < 100; i++) {
      rtt.sample(100_000);
    }
    assertThat(rtt.smoothedNanos()).isEqualTo(100_000);
    assertThat(rtt.probeTimeoutNanos()).isEqualTo(100_000 + MILLIS);
    assertThat(rtt.lossDelayNanos()).isEqualTo(MILLIS);
  }

  @Test
  void shouldBeginWithLessThanItsGuessWhenLessIsKnownAndNothingWasMeasured() {
    RttEstimator rtt = new RttEstimator(100_000_000);
    rtt.expect(5_000_000);
    assertThat(rtt.smoothedNanos()).isEqualTo(5_000_000);
    rtt.expect(50_000_000);
    assertThat(rtt.smoothedNanos()).isEqualTo(5_000_000);
    rtt.sample(20_000_000);
    rtt.expect(1_000_000);
    assertThat(rtt.smoothedNanos()).isEqualTo(20_000_000);
  }
}
