package org.chappe.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberRangesTest {

  private final NumberRanges ranges = new NumberRanges();

  @Test
  void shouldKeepOneRangeForNumbersInOrder() {
    for (long n = 0; n < 10_000; n++) {
      assertThat(ranges.contains(n)).isFalse();
      ranges.add(n);
    }
    assertThat(ranges.ranges()).isEqualTo(1);
    assertThat(ranges.contains(0)).isTrue();
    assertThat(ranges.contains(10_000)).isFalse();
  }

  @Test
  void shouldStillTakeEarlyNumbersThatComeLongAfterLaterOnes() {
    for (long n = 1_000; n < 2_000; n++) {
      ranges.add(n);
    }
    assertThat(ranges.contains(5)).isFalse();
    ranges.add(5);
    assertThat(ranges.contains(5)).isTrue();
    assertThat(ranges.ranges()).isEqualTo(2);
  }

  @Test
  void shouldCloseTheLowestGapWhenThereAreTooMany() {
    for (long n = 0; n <= 2L * (NumberRanges.GAPS_MAX + 1); n += 2) {
      ranges.add(n);
    }
    assertThat(ranges.ranges()).isEqualTo(NumberRanges.GAPS_MAX + 1);
    assertThat(ranges.closedGaps()).isEqualTo(1);
    assertThat(ranges.contains(1)).isTrue();
    assertThat(ranges.contains(3)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldAgreeWithAPlainSet(long seed) {
    Random random = new Random(seed);
    TreeSet<Long> plain = new TreeSet<>();
    for (int i = 0; i < 500; i++) {
      long n = random.nextInt(100);
      assertThat(ranges.contains(n)).as("seed %d, number %d", seed, n).isEqualTo(plain.contains(n));
      ranges.add(n);
      plain.add(n);
    }
  }
}
