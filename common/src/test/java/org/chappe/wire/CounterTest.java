package org.chappe.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CounterTest {

  @ParameterizedTest
  @ValueSource(longs = {0, 9, 10, 35, 36, 1_795_000_000_000L, 101_559_956_668_415L})
  void shouldReadWhatItWrites(long value) {
    assertThat(Counter.read(Counter.write(value))).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "01", "-1", "+1", "A", "1 ", "1.", "zzzzzzzzzz", "\u0661"})
  void shouldReadNothingElse(String digits) {
    assertThatIllegalArgumentException().isThrownBy(() -> Counter.read(digits));
  }
}
