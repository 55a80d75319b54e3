package org.chappe.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {

  private static final int WORD = 8;

  /** Every lead byte with what stands at the edges of its continuations, at each place relative to the eight-byte step. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 7})
  void shouldJudgeLikeTheStandardDecoder(int before) {
    int[] seconds = {0x00, 0x1F, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xFF};
    int[] tails = {0x41, 0x80, 0xBF, 0xC0};
    for (int lead = 0x80; lead < 0x100; lead++) {
      for (int second : seconds) {
        for (int third : tails) {
          for (int fourth : tails) {
            assertJudged(before, lead, second, third, fourth);
          }
        }
      }
    }
  }

  private static void assertJudged(int before, int... sequence) {
    byte[] bytes = ascii("x".repeat(before + sequence.length));
    for (int i = 0; i < sequence.length; i++) {
      bytes[before + i] = (byte) sequence[i];
    }
    int found = Utf8.characters(bytes, 0, bytes.length);
    if (found != expected(bytes) && !isEarlierControl(found, bytes)) {
      fail("%d characters in %s", found, Arrays.toString(bytes));
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** A control character before bytes that are no UTF-8 is found first. */
  private static boolean isEarlierControl(int found, byte[] bytes) {
    return found == Utf8.CONTROL && expected(bytes) == Utf8.INVALID;
  }

  private static int expected(byte[] bytes) {
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      boolean control =
          text.codePoints().anyMatch(c -> (c < 0x20 && c != '\t' && c != '\n') || c == 0x7F);
      return control ? Utf8.CONTROL : text.codePointCount(0, text.length());
    } catch (CharacterCodingException invalid) {
      return Utf8.INVALID;
    }
  }

  @Test
  void shouldFindEveryControlCharacterAtEveryPlace() {
    for (int place = 0; place < 3 * WORD; place++) {
      for (int value = 0; value < 0x80; value++) {
        byte[] bytes = ascii("~".repeat(3 * WORD));
        bytes[place] = (byte) value;
        assertThat(Utf8.characters(bytes, 0, bytes.length))
            .as("%x at %d", value, place)
            .isEqualTo(expected(bytes));
      }
    }
  }

  @Test
  void shouldNotLookBeyondItsRange() {
    byte[] bytes = ascii("\0abcdefghij\0");
    assertThat(Utf8.characters(bytes, 1, 11)).isEqualTo(10);
    assertThat(Utf8.characters(bytes, 1, 1)).isZero();
    assertThat(Utf8.characters("aé".getBytes(StandardCharsets.UTF_8), 0, 2))
        .isEqualTo(Utf8.INVALID);
  }
}
