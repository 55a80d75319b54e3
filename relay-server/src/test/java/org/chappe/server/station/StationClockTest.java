package org.chappe.server.station;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.chappe.model.Payload;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StationClockTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long HOUR = 3_600;
  private static final long DAY = 24 * HOUR;
  private static final long WALL_MILLIS = 1_800_000_000_000L;
  private static final long TEN_YEARS_MILLIS = 3_653 * DAY * 1_000;

  private static StationClock startedAt(long nanos, @Nullable Payload saved, long wallMillis) {
    StationClock clock = new StationClock(saved, wallMillis);
    clock.advance(nanos);
    return clock;
  }

  /** What a station of the given age has saved at {@link #WALL_MILLIS}. */
  private static Payload savedAt(long ageSeconds) {
    StationClock clock = startedAt(0, null, WALL_MILLIS - ageSeconds * 1_000);
    clock.advance(ageSeconds * SECOND);
    return clock.save();
  }

  @Test
  void shouldGrowOldWithTheMonotonicClockAlone() {
    StationClock clock = startedAt(5 * SECOND, null, WALL_MILLIS);
    assertThat(clock.ageSeconds()).isZero();

    clock.advance(8 * SECOND - 1);
    assertThat(clock.ageSeconds()).isEqualTo(2);
    clock.advance(8 * SECOND);
    assertThat(clock.ageSeconds()).isEqualTo(3);
  }

  @Test
  void shouldIgnoreATimeThatGoesBack() {
    StationClock clock = startedAt(5 * SECOND, null, WALL_MILLIS);
    clock.advance(9 * SECOND);

    clock.advance(6 * SECOND);

    assertThat(clock.ageSeconds()).isEqualTo(4);
  }

  @Test
  void shouldCountTheTimeThatTheRelayWasDown() {
    StationClock clock = startedAt(7, savedAt(100), WALL_MILLIS + 3 * HOUR * 1_000);

    assertThat(clock.ageSeconds()).isEqualTo(100 + 3 * HOUR);
  }

  @Test
  void shouldCountADayOfDowntimeAtMost() {
    assertThat(startedAt(7, savedAt(100), WALL_MILLIS + DAY * 1_000 + 1).ageSeconds())
        .isEqualTo(100 + DAY);
  }

  @Test
  void shouldBelieveNothingOfAClockThatIsTenYearsOff() {
    assertThat(startedAt(7, savedAt(100), WALL_MILLIS + TEN_YEARS_MILLIS).ageSeconds())
        .isEqualTo(100 + DAY);
    assertThat(startedAt(7, savedAt(100), WALL_MILLIS - TEN_YEARS_MILLIS).ageSeconds())
        .isEqualTo(100);
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE})
  void shouldTakeAnyWallClock(long wallMillis) {
    StationClock first = startedAt(0, null, wallMillis);
    first.advance(60 * SECOND);
    Payload saved = first.save();

    assertThat(new StationClock(saved, wallMillis).ageSeconds()).isBetween(60L, 60 + DAY);
    assertThat(new StationClock(saved, Long.MIN_VALUE).ageSeconds()).isEqualTo(60);
    assertThat(new StationClock(saved, Long.MAX_VALUE).ageSeconds()).isBetween(60L, 60 + DAY);
  }

  @Test
  void shouldGrowOldAcrossManyCrashesShorterThanASecond() {
    Payload saved = savedAt(0);
    for (int run = 0; run < 100; run++) {
      StationClock clock = startedAt(run, saved, WALL_MILLIS + run * 700L);
      clock.advance(run + 700 * 1_000_000L);
      saved = clock.save();
    }

    assertThat(new StationClock(saved, WALL_MILLIS + 70_000).ageSeconds()).isEqualTo(70);
  }

  @Test
  void shouldLastForHundredsOfYears() {
    StationClock clock = startedAt(0, savedAt(100), WALL_MILLIS);
    clock.advance(Long.MAX_VALUE);

    assertThat(clock.ageSeconds()).isEqualTo(100 + Long.MAX_VALUE / SECOND);
    Payload saved = clock.save();
    assertThat(new StationClock(saved, WALL_MILLIS).ageSeconds()).isEqualTo(clock.ageSeconds());
    assertThat(clock.nanosAt(Long.MAX_VALUE / 1_000)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void shouldTellWhenItWillHaveReachedAnAge() {
    StationClock clock = startedAt(5 * SECOND, savedAt(100), WALL_MILLIS);

    long nanos = clock.nanosAt(130);

    assertThat(nanos).isEqualTo(35 * SECOND);
    clock.advance(nanos - 1);
    assertThat(clock.ageSeconds()).isEqualTo(129);
    clock.advance(nanos);
    assertThat(clock.ageSeconds()).isEqualTo(130);
    assertThat(clock.nanosAt(3)).as("reached long ago").isEqualTo(5 * SECOND);
  }

  @Test
  void shouldWantToBeSavedOnceASecondWithBatchesAndEveryTenSecondsWithout() {
    StationClock clock = startedAt(5 * SECOND, null, WALL_MILLIS);
    assertThat(clock.wantsSavingWithBatch()).isFalse();
    assertThat(clock.nextSaveNanos()).isEqualTo(15 * SECOND);

    clock.advance(6 * SECOND - 1);
    assertThat(clock.wantsSavingWithBatch()).isFalse();
    clock.advance(6 * SECOND);
    assertThat(clock.wantsSavingWithBatch()).isTrue();

    clock.save();
    assertThat(clock.wantsSavingWithBatch()).isFalse();
    assertThat(clock.nextSaveNanos()).isEqualTo(16 * SECOND);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", ".", "1.", ".1", "-1.1", "1.1.1", "a b", "zzzzzzzzzzzz.0"})
  void shouldRefuseADamagedValue(String value) {
    assertThatIllegalStateException()
        .isThrownBy(() -> new StationClock(Payload.of(value), WALL_MILLIS));
  }
}
