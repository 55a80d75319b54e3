package org.chappe.topology;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsTest {

  @ParameterizedTest
  @CsvSource({
    "0, 1, 1, 1000, 1, 1, 1",
    "100000001, 1, 1, 1000, 1, 1, 1",
    "1, 0, 1, 1000, 1, 1, 1",
    "1, 1000001, 1, 1000, 1, 1, 1",
    "1, 1, 0, 1000, 1, 1, 1",
    "1, 1, 1000001, 1000, 1, 1, 1",
    "1, 1, 1, 999, 1, 1, 1",
    "1, 1, 1, 1000000000, 1, 1, 1",
    "1, 1, 1, 1000, 0, 1, 1",
    "1, 1, 1, 1000, 1000001, 1, 1",
    "1, 1, 1, 1000, 1, 0, 1",
    "1, 1, 1, 1000, 1, 2, 1",
    "1, 1, 1, 1000, 1, 1, 60466176"
  })
  void shouldRefuseWhatIsOutOfItsRange(
      int messages, int megabytes, int perMailbox, int bytes, int rate, int life, int lifeMax) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Limits(messages, megabytes, perMailbox, bytes, rate, life, lifeMax));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1, 1000, 1, 1, 1",
    "100000000, 1000000, 1000000, 999999999, 1000000, 60466175, 60466175"
  })
  void shouldTakeTheEndsOfEachRange(
      int messages, int megabytes, int perMailbox, int bytes, int rate, int life, int lifeMax) {
    assertThatCode(() -> new Limits(messages, megabytes, perMailbox, bytes, rate, life, lifeMax))
        .doesNotThrowAnyException();
  }
}
