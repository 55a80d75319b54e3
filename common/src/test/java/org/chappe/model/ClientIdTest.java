package org.chappe.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ClientIdTest {

  @Test
  void shouldReadTenDigitsAndWriteThemAgain() {
    assertThat(ClientId.parse("0000000007")).isEqualTo(new ClientId(7)).hasToString("0000000007");
    assertThatThrownBy(() -> ClientId.parse("098"))
        .hasMessage("a client ID is exactly 10 digits, such as 1234567890; \"098\" is not");
  }

  @Test
  void shouldKnowAStarAsEveryoneOnlyWhereARecipientStands() {
    assertThat(ClientId.parseRecipient("*")).isEqualTo(ClientId.EVERYONE).hasToString("*");
    assertThat(ClientId.parseRecipient("9999999999").isEveryone()).isFalse();
    assertThatThrownBy(() -> ClientId.parse("*")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ClientId(ClientId.EVERYONE.value() + 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldNotLetEveryoneWrite() {
    assertThatThrownBy(
            () -> Message.plain(ClientId.EVERYONE, new ClientId(7), Payload.of("nobody's")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
