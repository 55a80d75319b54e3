package org.chappe.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class AllowanceTest {

  private static final long MILLIS = 1_000_000L;

  private final Allowance allowance = new Allowance(100, 5);

  @Test
  void shouldGiveABurstAndThenOneAfterTheOther() {
    for (int i = 0; i < 5; i++) {
      assertThat(allowance.take(7, 1)).isTrue();
    }
    assertThat(allowance.take(7, 1)).isFalse();
    assertThat(allowance.readyNanos(1)).isEqualTo(7 + 10 * MILLIS);
    assertThat(allowance.take(6 + 10 * MILLIS, 1)).isFalse();
    assertThat(allowance.take(7 + 10 * MILLIS, 1)).isTrue();
    assertThat(allowance.take(7 + 10 * MILLIS, 1)).isFalse();
  }

  @Test
  void shouldCountWhatIsTakenTogether() {
    assertThat(allowance.take(0, 3)).isTrue();
    assertThat(allowance.take(0, 3)).isFalse();
    assertThat(allowance.take(0, 2)).isTrue();
    assertThat(allowance.readyNanos(5)).isEqualTo(50 * MILLIS);
  }

  @Test
  void shouldNotSaveUpMoreThanABurst() {
    allowance.take(0, 5);
    long later = 3_600_000 * MILLIS;
    assertThat(allowance.take(later, 5)).isTrue();
    assertThat(allowance.take(later, 1)).isFalse();
  }

  @Test
  void shouldRefuseWhatIsNoRate() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Allowance(0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Allowance(1, 0));
  }
}
