package org.chappe.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberRangesTest {

  @Test
  void shouldBeRebuiltFromItsRanges() {
    NumberRanges ranges = new NumberRanges();
    ranges.append(0, 4);
    ranges.append(6, 6);
    assertThat(ranges.contains(4)).isTrue();
    assertThat(ranges.contains(5)).isFalse();
    assertThat(ranges.contains(6)).isTrue();
    assertThat(ranges.first(1)).isEqualTo(6);
    assertThat(ranges.last(0)).isEqualTo(4);
    assertThatIllegalArgumentException().isThrownBy(() -> ranges.append(7, 9));
    assertThatIllegalArgumentException().isThrownBy(() -> ranges.append(9, 8));
  }

  @Test
  void shouldHoldNoMoreRangesThanItMayHaveGaps() {
    NumberRanges ranges = new NumberRanges();
    for (long n = 0; n <= NumberRanges.GAPS_MAX; n++) {
      ranges.append(2 * n, 2 * n);
    }
    assertThatIllegalArgumentException().isThrownBy(() -> ranges.append(1_000, 1_000));
  }

  @Test
  void shouldFindTheHighestNumberBelowAnother() {
    NumberRanges ranges = new NumberRanges();
    assertThat(ranges.highestBelow(10)).isEqualTo(-1);
    ranges.append(2, 4);
    ranges.append(7, 8);
    assertThat(ranges.highestBelow(Long.MAX_VALUE)).isEqualTo(8);
    assertThat(ranges.highestBelow(8)).isEqualTo(7);
    assertThat(ranges.highestBelow(7)).isEqualTo(4);
    assertThat(ranges.highestBelow(4)).isEqualTo(3);
    assertThat(ranges.highestBelow(2)).isEqualTo(-1);
  }

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

  @Test
  void shouldForgetTheLowestRangeInsteadWhenAskedTo() {
    NumberRanges forgetting = NumberRanges.forgetting(3);
    for (long n = 0; n < 8; n += 2) {
      forgetting.add(n);
    }
    assertThat(forgetting.ranges()).isEqualTo(3);
    assertThat(forgetting.forgottenRanges()).isEqualTo(1);
    assertThat(forgetting.contains(0)).isFalse();
    assertThat(forgetting.contains(1)).isFalse();
    assertThat(forgetting.contains(2)).isTrue();
    forgetting.add(0, 9);
    forgetting.remove(3);
    forgetting.remove(5);
    forgetting.remove(7);
    assertThat(forgetting.forgottenRanges()).as("a gap may need room, too").isEqualTo(2);
    assertThat(forgetting.contains(2)).isFalse();
    assertThat(forgetting.contains(4)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldAgreeWithAPlainSetWhenNumbersComeInRunsAndGo(long seed) {
    Random random = new Random(seed);
    NumberRanges exact = NumberRanges.forgetting(100);
    TreeSet<Long> plain = new TreeSet<>();
    for (int i = 0; i < 2_000; i++) {
      long from = random.nextInt(100);
      long to = from + random.nextInt(5);
      if (random.nextBoolean()) {
        exact.add(from, to);
        LongStream.rangeClosed(from, to).forEach(plain::add);
      } else {
        exact.remove(from);
        plain.remove(from);
      }
      long n = random.nextInt(105);
      assertThat(exact.contains(n)).as("seed %d, number %d", seed, n).isEqualTo(plain.contains(n));
    }
    List<Long> all = new ArrayList<>();
    for (int range = 0; range < exact.ranges(); range++) {
      LongStream.rangeClosed(exact.first(range), exact.last(range)).forEach(all::add);
      assertThat(range == 0 || exact.first(range) > exact.last(range - 1) + 1).isTrue();
    }
    assertThat(all).containsExactlyElementsOf(plain);
  }
}
