package org.chappe.server.station;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.chappe.model.ClientId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SenderRateTest {

  private static final ClientId ANNA = new ClientId(1);
  private static final ClientId BERT = new ClientId(2);
  private static final ClientId CORA = new ClientId(3);
  private static final long SECOND = 1_000_000_000L;

  private static int taken(SenderRate rate, ClientId sender, long nowNanos) {
    int taken = 0;
    while (rate.take(sender, nowNanos)) {
      taken++;
    }
    return taken;
  }

  @Test
  void shouldLetASecondsWorthPassAtOnceAndThenItsRate() {
    SenderRate rate = new SenderRate(10, 5);

    assertThat(taken(rate, ANNA, 0)).isEqualTo(10);
    assertThat(rate.take(ANNA, SECOND / 10 - 1)).isFalse();
    assertThat(rate.take(ANNA, SECOND / 10)).isTrue();
    assertThat(rate.take(ANNA, SECOND / 10)).isFalse();
    assertThat(rate.refused()).isEqualTo(3);
  }

  @Test
  void shouldHoldEachSenderToItsOwnRate() {
    SenderRate rate = new SenderRate(1, 5);

    assertThat(rate.take(ANNA, 0)).isTrue();
    assertThat(rate.take(ANNA, 0)).isFalse();
    assertThat(rate.take(BERT, 0)).isTrue();
  }

  @Test
  void shouldNotFillBeyondASecondsWorth() {
    SenderRate rate = new SenderRate(10, 5);
    taken(rate, ANNA, 0);

    assertThat(taken(rate, ANNA, Long.MAX_VALUE)).isEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 999_983, SenderRate.PER_SECOND_MAX})
  void shouldLoseNothingByRounding(int perSecond) {
    SenderRate rate = new SenderRate(perSecond, 5);
    taken(rate, ANNA, 0);

    long now = 0;
    for (int i = 0; i < 1_000; i++) {
      now = rate.nextNanos(ANNA, now);
      assertThat(rate.take(ANNA, now)).isTrue();
    }
    long exact = (1_000 * SECOND + perSecond - 1) / perSecond;
    assertThat(now).isBetween(exact, exact + 1_000);
  }

  @Test
  void shouldTellWhenTheNextMayPass() {
    SenderRate rate = new SenderRate(4, 5);
    assertThat(rate.nextNanos(ANNA, 17)).as("at once").isEqualTo(17);
    taken(rate, ANNA, 17);

    assertThat(rate.nextNanos(ANNA, 17)).isEqualTo(17 + SECOND / 4);
  }

  @Test
  void shouldForgetTheSenderUnusedForLongestAndCountItOnlyIfThatGivesItMore() {
    SenderRate rate = new SenderRate(1, 2);
    rate.take(ANNA, 0);
    rate.take(BERT, 0);
    rate.take(ANNA, SECOND / 2);

    rate.take(CORA, SECOND / 2);
    assertThat(rate.forgotten()).as("Bert's bucket wasn't full").isEqualTo(1);
    assertThat(rate.take(ANNA, SECOND / 2)).as("Anna is remembered").isFalse();

    rate.take(BERT, 10 * SECOND);
    assertThat(rate.forgotten()).as("Cora's was").isEqualTo(1);
  }

  @Test
  void shouldRefuseARateThatCannotBe() {
    assertThatIllegalArgumentException().isThrownBy(() -> new SenderRate(0, 5));
    assertThatIllegalArgumentException().isThrownBy(() -> new SenderRate(1_000_001, 5));
    assertThatIllegalArgumentException().isThrownBy(() -> new SenderRate(1, 0));
  }
}
