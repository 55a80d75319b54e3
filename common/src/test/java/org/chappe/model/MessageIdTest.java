package org.chappe.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageIdTest {

  @Test
  void shouldReadWhatItWrites() {
    MessageId first = new MessageId(0, 0);
    MessageId last = new MessageId(MessageId.EPOCH_MAX, MessageId.N_MAX);
    assertThat(first).hasToString("0.0");
    assertThat(last).hasToString("zzzzzzzz.zzzzzz");
    assertThat(MessageId.parse("0.0")).isEqualTo(first);
    assertThat(MessageId.parse(last.toString())).isEqualTo(last);
    assertThat(MessageId.parse("k.10")).isEqualTo(new MessageId(20, 36));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "k", ".", "k.", ".0", "k.0.0", "k.-1", "k.ä", "100000000.0", "0.1000000"})
  void shouldReadNothingElse(String text) {
    assertThatThrownBy(() -> MessageId.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
