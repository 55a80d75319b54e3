package org.chappe.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PayloadTest {

  @Test
  void shouldCountCharactersTheSameEachTimeItIsAsked() {
    Payload text = Payload.of("fog over the t\u00f6wer");
    assertThat(text.characters()).isEqualTo(18);
    assertThat(text.characters()).isEqualTo(18);
    assertThat(text.length()).isEqualTo(19);
    assertThat(Payload.EMPTY.characters()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "abcdef, 0, 6, abcdef",
    "abcdef, 0, 4, abcd",
    "abcdef, 4, 9, ef",
    "abcdef, 6, 2, ''",
    "a\u00f6b, 0, 1, a",
    "a\u00f6b, 0, 2, a",
    "a\u00f6b, 0, 3, a\u00f6",
    "a\u00f6b, 1, 1, ''",
    "\u20ac\u20ac, 3, 5, \u20ac",
    "\uD83D\uDD6F-, 0, 3, ''",
    "\uD83D\uDD6F-, 0, 4, \uD83D\uDD6F",
    "abcdef, 1, 2147483647, bcdef"
  })
  void shouldCutNoCharacterInTwo(String text, int begin, int bytesMax, String expected) {
    assertThat(Payload.of(text).part(begin, bytesMax)).isEqualTo(Payload.of(expected));
  }

  @Test
  void shouldCutAnywhereWhatIsNoText() {
    byte[] continuations = new byte[9];
    Arrays.fill(continuations, (byte) 0x80);
    assertThat(Payload.copyOf(continuations, 0, 9).part(2, 5).length()).isEqualTo(5);
  }

  @Test
  void shouldTellWhatIsNoText() {
    Payload broken = Payload.copyOf(new byte[] {'a', (byte) 0xC3}, 0, 2);
    assertThat(broken.characters()).isEqualTo(Payload.NOT_UTF8);
    assertThat(broken.characters()).isEqualTo(Payload.NOT_UTF8);
    assertThat(Payload.of("a\u0007").characters()).isEqualTo(Payload.HOLDS_CONTROL);
  }
}
