package org.chappe.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.chappe.model.ClientId;
import org.chappe.model.Payload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PresenceTest {

  private static final ClientId ANNA = ClientId.parse("1234567890");
  private static final ClientId BERT = ClientId.parse("0987654321");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "presence?0?+1234567890",
        "presence?0?-0987654321",
        "presence?999988?+1234567890?-0987654321",
        "presence?3"
      })
  void shouldReadWhatItWrites(String text) {
    Presence read = Objects.requireNonNull(Presence.read(Payload.of(text)));
    assertThat(read.payload().text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "presence?",
        "presence?x",
        "presence?01?+1234567890",
        "presence?1234567890",
        "presence?-1",
        "presence?0?1234567890",
        "presence?0?+123",
        "presence?0?-0987654321?+1234567890",
        "relays?0"
      })
  void shouldRefuseAllElse(String text) {
    assertThat(Presence.read(Payload.of(text))).isNull();
  }

  @Test
  void shouldLeaveOneClientOut() {
    Presence both = new Presence(List.of(ANNA), List.of(BERT), 0);
    assertThat(both.without(ANNA)).isEqualTo(new Presence(List.of(), List.of(BERT), 0));
    assertThat(both.without(BERT)).isEqualTo(new Presence(List.of(ANNA), List.of(), 0));
    assertThat(new Presence(List.of(), List.of(BERT), 0).without(BERT))
        .as("nobody else")
        .isNull();
    Presence more = new Presence(List.of(ANNA), List.of(), 1);
    assertThat(more.without(ANNA)).isEqualTo(new Presence(List.of(), List.of(), 1));
  }

  @Test
  void shouldTellWhoCameBeforeWhoLeft() {
    Presence presence = new Presence(List.of(ANNA), List.of(BERT), 2);
    assertThat(presence.payload().text()).isEqualTo("presence?2?+1234567890?-0987654321");
    assertThat(Presence.isMeant(presence.payload())).isTrue();
  }

  @Test
  void shouldFitIntoADatagramWithAsManyAsMayBeNamed() {
    List<ClientId> most = Collections.nCopies(Presence.NAMED_MAX, ANNA);
    assertThat(new Presence(most, List.of(), 999_999_999).payload().length())
        .isLessThanOrEqualTo(200);
    assertThatThrownBy(() -> new Presence(most, List.of(BERT), 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
