package org.chappe.client.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeenNumbersTest {

  private int forgotten;
  private final SeenNumbers seen = new SeenNumbers(() -> forgotten++);

  @Test
  void shouldTakeEachNumberOnce() {
    assertThat(seen.add(1, 0)).isTrue();
    assertThat(seen.add(1, 0)).isFalse();
    assertThat(seen.add(1, 2)).isTrue();
    assertThat(seen.add(1, 1)).isTrue();
    assertThat(seen.add(1, 2)).isFalse();
  }

  @Test
  void shouldStillTakeANumberThatComesFarTooLate() {
    assertThat(seen.add(1, 0)).isTrue();
    for (long n = 2; n < 10_000; n++) {
      assertThat(seen.add(1, n)).isTrue();
    }
    assertThat(seen.add(1, 1_000_000)).isTrue();
    assertThat(seen.add(1, 1)).as("10,000 behind").isTrue();
    assertThat(seen.add(1, 1)).isFalse();
    assertThat(seen.add(1, 10_000)).isTrue();
  }

  @Test
  void shouldTakeAnUnknownEpochForNewWhateverItsValue() {
    assertThat(seen.add(1_700_000_000_000L, 0)).isTrue();
    assertThat(seen.add(0, 0)).as("the clock went back").isTrue();
    for (long epoch = 100; epoch > 90; epoch--) {
      assertThat(seen.add(epoch, 7)).as("epoch %d", epoch).isTrue();
      assertThat(seen.add(epoch, 7)).as("epoch %d", epoch).isFalse();
    }
    assertThat(forgotten).isEqualTo(12 - SeenNumbers.EPOCHS_MAX);
  }

  @Test
  void shouldForgetTheEpochThatWasUnusedForLongest() {
    for (long epoch : new long[] {30, 10, 20, 40}) {
      assertThat(seen.add(epoch, 0)).isTrue();
    }
    assertThat(seen.add(30, 0)).as("used again, though a double").isFalse();
    assertThat(forgotten).isZero();
    assertThat(seen.add(5, 0)).isTrue();
    assertThat(forgotten).isEqualTo(1);
    for (long epoch : new long[] {30, 20, 40, 5}) {
      assertThat(seen.add(epoch, 0)).as("epoch %d", epoch).isFalse();
    }
    assertThat(seen.add(10, 0)).as("forgotten").isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void shouldAgreeWithASetWhileNumbersStayClose(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Set<Long> model = new HashSet<>();
    long lowestMissing = 0;
    for (int i = 0; i < 20_000; i++) {
      while (model.contains(lowestMissing)) {
        lowestMissing++;
      }
      long n = Math.max(0, lowestMissing - 10 + random.nextLong(74));
      assertThat(seen.add(7, n)).as("seed %d, number %d", seed, n).isEqualTo(model.add(n));
    }
  }
}
