package org.chappe.client.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.chappe.model.ClientId;
import org.chappe.model.Receipt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeenNumbersTest {

  private int forgotten;
  private final SeenNumbers numbers = new SeenNumbers(
      epoch -> new Track(new Track.Origin(new ClientId(7), Receipt.NONE), epoch, 0),
      track -> forgotten++);

  /** Whether a number is new. */
  private boolean isNew(long epoch, long n) {
    return numbers.add(epoch, n) != null;
  }

  @Test
  void shouldTakeEachNumberOnce() {
    assertThat(isNew(1, 0)).isTrue();
    assertThat(isNew(1, 0)).isFalse();
    assertThat(isNew(1, 2)).isTrue();
    assertThat(isNew(1, 1)).isTrue();
    assertThat(isNew(1, 2)).isFalse();
  }

  @Test
  void shouldStillTakeANumberThatComesFarTooLate() {
    assertThat(isNew(1, 0)).isTrue();
    for (long n = 2; n < 10_000; n++) {
      assertThat(isNew(1, n)).isTrue();
    }
    assertThat(isNew(1, 1_000_000)).isTrue();
    assertThat(isNew(1, 1)).as("10,000 behind").isTrue();
    assertThat(isNew(1, 1)).isFalse();
    assertThat(isNew(1, 10_000)).isTrue();
  }

  @Test
  void shouldTakeAnUnknownEpochForNewWhateverItsValue() {
    assertThat(isNew(1_700_000_000_000L, 0)).isTrue();
    assertThat(isNew(0, 0)).as("the clock went back").isTrue();
    for (long epoch = 100; epoch > 100 - SeenNumbers.EPOCHS_MAX; epoch--) {
      assertThat(isNew(epoch, 7)).as("epoch %d", epoch).isTrue();
      assertThat(isNew(epoch, 7)).as("epoch %d", epoch).isFalse();
    }
    assertThat(forgotten).isEqualTo(2);
  }

  @Test
  void shouldForgetTheEpochThatWasUnusedForLongest() {
    for (long epoch : new long[] {30, 10, 20, 40}) {
      assertThat(isNew(epoch, 0)).isTrue();
    }
    for (long epoch = 1_000; epoch < 1_000 + SeenNumbers.EPOCHS_MAX - 4; epoch++) {
      assertThat(isNew(epoch, 0)).isTrue();
    }
    assertThat(isNew(30, 0)).as("used again, though a double").isFalse();
    assertThat(forgotten).isZero();
    assertThat(isNew(5, 0)).isTrue();
    assertThat(forgotten).isEqualTo(1);
    for (long epoch : new long[] {30, 20, 40, 5, 1_000}) {
      assertThat(isNew(epoch, 0)).as("epoch %d", epoch).isFalse();
    }
    assertThat(isNew(10, 0)).as("forgotten").isTrue();
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
      assertThat(isNew(7, n)).as("seed %d, number %d", seed, n).isEqualTo(model.add(n));
    }
  }
}
