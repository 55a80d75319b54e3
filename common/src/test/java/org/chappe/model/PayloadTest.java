package org.chappe.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PayloadTest {

  @Test
  void shouldCountCharactersTheSameEachTimeItIsAsked() {
    Payload text = Payload.of("fog over the t\u00f6wer");
    assertThat(text.characters()).isEqualTo(18);
    assertThat(text.characters()).isEqualTo(18);
    assertThat(text.length()).isEqualTo(19);
    assertThat(Payload.EMPTY.characters()).isZero();
  }

  @Test
  void shouldTellWhatIsNoText() {
    Payload broken = Payload.copyOf(new byte[] {'a', (byte) 0xC3}, 0, 2);
    assertThat(broken.characters()).isEqualTo(Payload.NOT_UTF8);
    assertThat(broken.characters()).isEqualTo(Payload.NOT_UTF8);
    assertThat(Payload.of("a\u0007").characters()).isEqualTo(Payload.HOLDS_CONTROL);
  }
}
