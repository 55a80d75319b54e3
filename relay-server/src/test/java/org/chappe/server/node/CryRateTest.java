package org.chappe.server.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.chappe.model.ClientId;
import org.junit.jupiter.api.Test;

class CryRateTest {

  private static final long SECOND = 1_000_000_000L;

  private final CryRate rate = new CryRate(CryRate.RELAY_PER_SECOND, CryRate.RELAY_AT_ONCE);

  private static ClientId client(long id) {
    return new ClientId(id);
  }

  @Test
  void shouldLetAWriterWriteAFewAtOnceThenOneASecond() {
    for (int i = 0; i < CryRate.WRITER_AT_ONCE; i++) {
      assertThat(rate.writerReadyNanos(client(1))).isLessThanOrEqualTo(SECOND);
      rate.take(SECOND, client(1));
    }
    assertThat(rate.writerReadyNanos(client(1))).isEqualTo(2 * SECOND);
    assertThatThrownBy(() -> rate.take(SECOND, client(1)))
        .isInstanceOf(IllegalStateException.class);
    rate.take(2 * SECOND, client(1));
    assertThat(rate.writerReadyNanos(client(1))).isEqualTo(3 * SECOND);
  }

  @Test
  void shouldBoundWhatAllWriteTogether() {
    for (int i = 0; i < CryRate.RELAY_AT_ONCE; i++) {
      rate.take(SECOND, client(i));
    }
    assertThat(rate.relayReadyNanos()).isEqualTo(SECOND + SECOND / CryRate.RELAY_PER_SECOND);
  }

  @Test
  void shouldForgetWhoWroteLongestAgoWhenThereAreTooMany() {
    long now = SECOND;
    for (int i = 0; i <= CryRate.WRITERS_MAX; i++) {
      rate.take(now, client(i));
      now += SECOND / CryRate.RELAY_PER_SECOND;
    }
    assertThat(rate.writers()).isEqualTo(CryRate.WRITERS_MAX);
    assertThat(rate.writerReadyNanos(client(0))).isEqualTo(Long.MIN_VALUE);
    assertThat(rate.writerReadyNanos(client(1))).isGreaterThan(Long.MIN_VALUE);
  }
}
