package org.chappe.server.station;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.chappe.model.Payload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SeenPairTest {

  private SeenPair pair = new SeenPair(1, 2);
  private long age = 7;

  private int add(long epoch, long n) {
    return pair.add(MailKind.MESSAGE, epoch, n, age);
  }

  private boolean contains(long epoch, long n) {
    return pair.contains(MailKind.MESSAGE, epoch, n);
  }

  /** What the store gives back. */
  private void store() {
    pair = SeenCodec.decode(1, 2, SeenCodec.encode(pair));
  }

  @Test
  void shouldKnowExactlyWhatItHasSeen() {
    add(1, 5);
    assertThat(contains(1, 5)).isTrue();
    assertThat(contains(1, 4)).isFalse();
    assertThat(contains(2, 5)).isFalse();
    assertThat(pair.contains(MailKind.DELIVERED, 1, 5)).isFalse();
  }

  @Test
  void shouldForgetWhatWasHandedOverAndNothingElse() {
    for (long n = 0; n < 5; n++) {
      add(1, n);
    }
    pair.remove(MailKind.MESSAGE, 1, 2);
    pair.remove(MailKind.MESSAGE, 3, 2);
    assertThat(contains(1, 1)).isTrue();
    assertThat(contains(1, 2)).isFalse();
    assertThat(contains(1, 3)).isTrue();
  }

  @Test
  void shouldBeEmptyWhenAllWasHandedOver() {
    add(1, 5);
    pair.remove(MailKind.MESSAGE, 1, 5);
    assertThat(pair.isEmpty()).isTrue();
  }

  @Test
  void shouldComeBackFromTheStoreAsItWas() {
    add(7, 100);
    add(7, 101);
    add(7, 5);
    add(1_700_000_000_000L, 2_176_782_335L);
    pair.add(MailKind.EXPIRED, 7, 0, 1_234_567);
    store();
    assertThat(contains(7, 100)).isTrue();
    assertThat(contains(7, 101)).isTrue();
    assertThat(contains(7, 102)).isFalse();
    assertThat(contains(7, 5)).isTrue();
    assertThat(contains(7, 6)).isFalse();
    assertThat(contains(1_700_000_000_000L, 2_176_782_335L)).isTrue();
    assertThat(pair.contains(MailKind.EXPIRED, 7, 0)).isTrue();
    assertThat(contains(7, 0)).isFalse();
    assertThat(pair.addedAtSeconds()).isEqualTo(1_234_567);
  }

  @Test
  void shouldForgetTheLowestRangeWhenThereAreTooMany() {
    for (long n = 0; n < SeenPair.RANGES_MAX; n++) {
      assertThat(add(1, 2 * n)).isZero();
    }
    assertThat(add(1, 2 * SeenPair.RANGES_MAX)).isEqualTo(1);
    assertThat(contains(1, 0)).isFalse();
    assertThat(contains(1, 1)).isFalse();
    assertThat(contains(1, 2)).isTrue();
    store();
    assertThat(contains(1, 0)).isFalse();
    assertThat(contains(1, 2 * SeenPair.RANGES_MAX)).isTrue();
  }

  @Test
  void shouldForgetTheEpochUnusedForLongestAndCountItsRanges() {
    for (long epoch = 0; epoch < SeenPair.EPOCHS_MAX; epoch++) {
      add(epoch, 0);
      add(epoch, 2);
    }
    add(0, 4);
    pair.add(MailKind.STORED, 9, 0, age);
    assertThat(add(99, 0)).isEqualTo(2);
    assertThat(contains(0, 0)).isTrue();
    assertThat(contains(1, 0)).isFalse();
    assertThat(contains(2, 0)).isTrue();
    assertThat(pair.contains(MailKind.STORED, 9, 0)).isTrue();
  }

  @Test
  void shouldHaveFewRangesHoweverManyEpochsHaveGaps() {
    long forgotten = 0;
    for (long epoch = 0; epoch < SeenPair.EPOCHS_MAX; epoch++) {
      for (long n = 0; n < 100; n++) {
        forgotten += add(epoch, 2 * n);
      }
    }
    assertThat(pair.ranges()).isEqualTo(SeenPair.RANGES_MAX);
    assertThat(forgotten).isEqualTo(100L * SeenPair.EPOCHS_MAX - SeenPair.RANGES_MAX);
    assertThat(contains(0, 0)).as("unused for longest").isFalse();
    assertThat(contains(SeenPair.EPOCHS_MAX - 1, 0)).isTrue();
    assertThat(SeenCodec.encode(pair).length()).isLessThan(8_192);
  }

  @Test
  void shouldCountItsRangesWhateverHappensToThem() {
    add(1, 0);
    add(1, 1);
    add(1, 5);
    add(2, 5);
    assertThat(pair.ranges()).isEqualTo(3);
    pair.remove(MailKind.MESSAGE, 1, 5);
    pair.remove(MailKind.MESSAGE, 2, 5);
    assertThat(pair.ranges()).isEqualTo(1);
    add(1, 3);
    add(1, 2);
    pair.remove(MailKind.MESSAGE, 1, 1);
    store();
    assertThat(pair.ranges()).isEqualTo(2);
    pair.forgetBefore(age + 1);
    assertThat(pair.ranges()).isZero();
  }

  @Test
  void shouldForgetEpochsThatAreTooOldAndNoOthers() {
    add(1, 0);
    add(2, 0);
    age = 20;
    add(1, 1);
    store();
    pair.forgetBefore(20);
    assertThat(contains(1, 0)).isTrue();
    assertThat(contains(2, 0)).isFalse();
  }

  @Test
  void shouldReadTheFirstFormat() {
    Payload first = Payload.of("\001\011\000\007\001\003\002"); // at 9 s, epoch 7, numbers 3 to 5
    pair = SeenCodec.decode(1, 2, first);
    assertThat(pair.addedAtSeconds()).isEqualTo(9);
    assertThat(contains(7, 3)).isTrue();
    assertThat(contains(7, 5)).isTrue();
    assertThat(contains(7, 6)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "\001",
        "\001\000\000",
        "\001\000\011\000\000",
        "\001\000\000\001\001",
        "\003",
        "\002\000\007\011"
      })
  void shouldStopAtADamagedRecord(String value) {
    assertThatIllegalStateException().isThrownBy(() -> SeenCodec.decode(1, 2, Payload.of(value)));
  }
}
