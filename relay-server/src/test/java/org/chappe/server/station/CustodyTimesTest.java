package org.chappe.server.station;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CustodyTimesTest {

  private static final long SECOND = 1_000_000_000L;

  private final CustodyTimes times = new CustodyTimes();

  @Test
  void shouldWaitASecondAtFirstAndOnShortWays() {
    assertThat(times.timeoutNanos(5, 0)).isEqualTo(SECOND);
    times.sample(5, SECOND / 1_000);
    assertThat(times.timeoutNanos(5, 0)).isEqualTo(SECOND);
  }

  @Test
  void shouldWaitForTheRoundTripAndFourTimesItsVariationOnLongWays() {
    times.sample(5, 2 * SECOND);
    assertThat(times.timeoutNanos(5, 0)).isEqualTo(6 * SECOND);
    times.sample(5, 2 * SECOND);
    assertThat(times.timeoutNanos(5, 0)).isEqualTo(5 * SECOND);
    assertThat(times.timeoutNanos(4, 0)).as("another way").isEqualTo(SECOND);
  }

  @Test
  void shouldDoubleUpToAMinute() {
    assertThat(times.timeoutNanos(5, 1)).isEqualTo(2 * SECOND);
    assertThat(times.timeoutNanos(5, 5)).isEqualTo(32 * SECOND);
    assertThat(times.timeoutNanos(5, 6)).isEqualTo(CustodyTimes.TIMEOUT_NANOS_MAX);
    times.sample(4, 1_000 * SECOND);
    assertThat(times.timeoutNanos(4, 6)).isEqualTo(CustodyTimes.TIMEOUT_NANOS_MAX);
  }
}
