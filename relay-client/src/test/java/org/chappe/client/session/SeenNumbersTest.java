package org.chappe.client.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeenNumbersTest {

  private final SeenNumbers seen = new SeenNumbers();

  @Test
  void shouldTakeEachNumberOnce() {
    assertThat(seen.add(1, 0)).isTrue();
    assertThat(seen.add(1, 0)).isFalse();
    assertThat(seen.add(1, 2)).isTrue();
    assertThat(seen.add(1, 1)).isTrue();
    assertThat(seen.add(1, 2)).isFalse();
  }

  @Test
  void shouldCloseAGapThatLiesMoreThan64Back() {
    assertThat(seen.add(1, 1)).isTrue();
    assertThat(seen.add(1, 64)).isTrue();
    assertThat(seen.add(1, 0)).as("64 behind, no longer known").isFalse();
    assertThat(seen.add(1, 2)).as("62 behind, still known").isTrue();
    assertThat(seen.add(1, 1_000_000)).isTrue();
    assertThat(seen.add(1, 1_000_000 - 64)).isFalse();
    assertThat(seen.add(1, 1_000_000 - 63)).isTrue();
  }

  @Test
  void shouldKeepTheFourLatestEpochsApartAndTakeOlderOnesForSeen() {
    for (long epoch : new long[] {30, 10, 20, 40}) {
      assertThat(seen.add(epoch, 0)).isTrue();
    }
    for (long epoch : new long[] {30, 10, 20, 40}) {
      assertThat(seen.add(epoch, 0)).isFalse();
      assertThat(seen.add(epoch, 1)).isTrue();
    }
    assertThat(seen.add(5, 0)).as("older than the four").isFalse();
    assertThat(seen.add(50, 0)).isTrue();
    assertThat(seen.add(10, 2)).as("pushed out by a newer one").isFalse();
    assertThat(seen.add(20, 2)).isTrue();
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
