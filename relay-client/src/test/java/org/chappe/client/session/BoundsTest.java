package org.chappe.client.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.chappe.link.LinkConfig;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
import org.chappe.wire.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each bound of the client's tables is reached, counted, and does no harm. */
class BoundsTest {

  private static final ClientId ME = new ClientId(7);

  @Test
  void shouldForgetTheQuietestSourceWhenThereAreTooMany() {
    Inbox inbox = new Inbox();
    for (int source = 0; source < Inbox.SOURCES_MAX; source++) {
      assertThat(inbox.isNew(from(source))).isTrue();
    }
    assertThat(inbox.isNew(from(0)))
        .as("still known, and from now on not the quietest")
        .isFalse();
    assertThat(inbox.forgotten()).isZero();
    assertThat(inbox.isNew(from(Inbox.SOURCES_MAX))).isTrue();
    assertThat(inbox.forgotten()).isEqualTo(1);
    assertThat(inbox.isNew(from(0))).isFalse();
    assertThat(inbox.isNew(from(1))).as("forgotten").isTrue();
    assertThat(inbox.duplicates()).isEqualTo(2);
  }

  @Test
  void shouldForgetTheEpochUnusedForLongestWhenASourceHasTooMany() {
    Inbox inbox = new Inbox();
    for (long epoch = 0; epoch < SeenNumbers.EPOCHS_MAX; epoch++) {
      assertThat(inbox.isNew(from(0, epoch))).isTrue();
    }
    assertThat(inbox.epochsForgotten()).isZero();
    assertThat(inbox.isNew(from(0, 99))).isTrue();
    assertThat(inbox.epochsForgotten()).isEqualTo(1);
    assertThat(inbox.isNew(from(0, 1))).isFalse();
    assertThat(inbox.isNew(from(0, 0))).as("forgotten").isTrue();
  }

  @Test
  void shouldLetMessagesWithoutANumberThrough() {
    Inbox inbox = new Inbox();
    Message classic = Message.plain(ME, ME, Payload.of("hello"));
    assertThat(inbox.isNew(classic)).isTrue();
    assertThat(inbox.isNew(classic)).isTrue();
  }

  @Test
  void shouldNeverRepeatANumberForADestinationThatWasForgotten() {
    Numbering numbering = new Numbering(100);
    for (int destination = 0; destination < Numbering.DESTINATIONS_MAX; destination++) {
      assertThat(numbering.next(new ClientId(destination))).isEqualTo(new MessageId(100, 0));
    }
    assertThat(numbering.next(new ClientId(0))).isEqualTo(new MessageId(100, 1));
    assertThat(numbering.next(new ClientId(Numbering.DESTINATIONS_MAX)))
        .isEqualTo(new MessageId(101, 0));
    assertThat(numbering.forgotten()).isEqualTo(1);
    assertThat(numbering.next(new ClientId(1))).isEqualTo(new MessageId(102, 0));
    assertThat(numbering.next(new ClientId(0))).isEqualTo(new MessageId(100, 2));
  }

  @Test
  void shouldRefuseTextsThatAreTooLongInPlainWords() {
    assertThat(TextRule.check(Payload.of("x".repeat(160)))).isNull();
    assertThat(TextRule.check(Payload.of("x".repeat(161))))
        .isEqualTo(new TextRule.Breach(Refusal.SIZE, "text is 161 characters; the limit is 160"));
    assertThat(TextRule.check(Payload.of("é".repeat(80)))).isNull();
    assertThat(TextRule.check(Payload.of("é".repeat(81))))
        .isEqualTo(
            new TextRule.Breach(Refusal.SIZE, "text is 162 bytes of UTF-8; the limit is 160"));
  }

  @Test
  void shouldRefuseControlCharactersButTabsAndLineEnds() {
    assertThat(TextRule.check(Payload.of("a\tb\nc/d"))).isNull();
    for (char c : new char[] {0, 1, '\r', 0x1B, 0x1F, 0x7F}) {
      TextRule.Breach breach = TextRule.check(Payload.of("a" + c));
      assertThat(breach).as("character %d", (int) c).isNotNull();
      assertThat(breach).extracting(TextRule.Breach::refusal).isEqualTo(Refusal.PARSE);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 3601})
  void shouldRefuseALeaseOutOfRange(int seconds) {
    assertThatIllegalArgumentException().isThrownBy(() -> new ClientOrder.Listen(seconds));
  }

  @Test
  void shouldRefuseConfigurationsOutOfRange() {
    assertThatIllegalArgumentException().isThrownBy(() -> ClientConfig.of(ME, -1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClientConfig(ME, 0, -1, LinkConfig.DEFAULT));
    assertThatIllegalArgumentException().isThrownBy(() -> new ClientOrder.Credit(0));
  }

  private static Message from(int source) {
    return from(source, 1);
  }

  private static Message from(int source, long epoch) {
    return Message.plain(new ClientId(source), ME, Payload.EMPTY).withId(new MessageId(epoch, 0));
  }
}
