package org.chappe.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.chappe.model.Payload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AckBitmapTest {

  @ParameterizedTest
  @CsvSource({
    "1, AAAAAAAB",
    "2, AAAAAAAC",
    "63, AAAAAAA_",
    "64, AAAAAABA",
    "281474976710655, ________"
  })
  void shouldReadWhatItWrites(long bitmap, String text) {
    assertThat(AckBitmap.encode(bitmap)).isEqualTo(Payload.of(text));
    assertThat(AckBitmap.decode(Payload.of(text))).isEqualTo(bitmap);
  }

  @Test
  void shouldWriteNothingForNothingHeld() {
    assertThat(AckBitmap.encode(0)).isSameAs(Payload.EMPTY);
    assertThat(AckBitmap.decode(Payload.EMPTY)).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"A", "AAAAAAA", "AAAAAAABA", "AAAAAA+B", "AAAAAA B", "AAAAAAé", "AAAAAAAA"})
  void shouldNotReadAnythingElse(String text) {
    assertThat(AckBitmap.decode(Payload.of(text))).isEqualTo(AckBitmap.NOT_A_BITMAP);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 1L << 48, Long.MIN_VALUE})
  void shouldNotWriteMoreThan48Bits(long bitmap) {
    assertThatThrownBy(() -> AckBitmap.encode(bitmap))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a bitmap has 48 bits");
  }
}
