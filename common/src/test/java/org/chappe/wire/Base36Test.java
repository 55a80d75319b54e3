package org.chappe.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Base36Test {

  private final byte[] target = new byte[16];

  @Test
  void shouldWriteEachLengthAndItsEdgesAsTheStandardLibraryDoes() {
    for (int digits = 0; digits <= 12; digits++) {
      long edge = Math.round(Math.pow(36, digits));
      for (long value = edge - 1; value <= edge + 1; value++) {
        assertThat(written(value)).isEqualTo(Long.toString(value, 36));
      }
    }
    assertThat(written(Long.MAX_VALUE)).isEqualTo(Long.toString(Long.MAX_VALUE, 36));
  }

  @Test
  void shouldWriteEverySmallNumber() {
    for (long value = 0; value < 36 * 36 * 36; value++) {
      assertThat(written(value)).isEqualTo(Long.toString(value, 36));
    }
  }

  @Test
  void shouldReadEightDigitsAndNothingElse() {
    byte[] digits = Ascii.bytes("xkz019ay");
    for (int at = 0; at < digits.length; at++) {
      for (int value = 0; value < 256; value++) {
        byte[] bytes = digits.clone();
        bytes[at] = (byte) value;
        boolean number = Base36.digit(bytes[at]) != Base36.NOT_A_DIGIT;
        assertThat(Base36.readEight(bytes, 0))
            .as("byte %d at %d", value, at)
            .isEqualTo(number ? Long.parseLong(text(bytes), 36) : Base36.NOT_A_DIGIT);
      }
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  private String written(long value) {
    int end = Base36.write(value, target, 1);
    return new String(target, 1, end - 1, StandardCharsets.US_ASCII);
  }
}
