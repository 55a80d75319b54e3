package org.chappe.client.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.chappe.link.LinkConfig;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
import org.chappe.wire.Refusal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each bound of the client's tables is reached, counted, and does no harm. */
class BoundsTest {

  private static final ClientId ME = new ClientId(7);

  @Test
  void shouldForgetTheQuietestSourceWhenThereAreTooMany() {
    Inbox inbox = new Inbox(new Journal(null), 0);
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
    Inbox inbox = new Inbox(new Journal(null), 0);
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
    Inbox inbox = new Inbox(new Journal(null), 0);
    Message classic = Message.plain(ME, ME, Payload.of("hello"));
    assertThat(inbox.isNew(classic)).isTrue();
    assertThat(inbox.isNew(classic)).isTrue();
  }

  @Test
  void shouldNeverRepeatANumberForADestinationThatWasForgotten() {
    Numbering numbering = new Numbering(Epochs.ALL, 100, new Journal(null));
    for (int destination = 0; destination < Numbering.DESTINATIONS_MAX; destination++) {
      assertThat(numbering.next(new ClientId(destination), 1)).isEqualTo(new MessageId(100, 0));
    }
    assertThat(numbering.next(new ClientId(0), 1)).isEqualTo(new MessageId(100, 1));
    assertThat(numbering.next(new ClientId(Numbering.DESTINATIONS_MAX), 1))
        .isEqualTo(new MessageId(101, 0));
    assertThat(numbering.forgotten()).isEqualTo(1);
    assertThat(numbering.next(new ClientId(1), 1)).isEqualTo(new MessageId(102, 0));
    assertThat(numbering.next(new ClientId(0), 1)).isEqualTo(new MessageId(100, 2));
  }

  @Test
  void shouldRefuseTextsThatAreTooLongInPlainWords() {
    assertThat(check("x".repeat(1280))).isNull();
    assertThat(check("x".repeat(1281)))
        .isEqualTo(new TextRule.Breach(
            Refusal.SIZE,
            "text is 1281 characters and 1281 bytes of UTF-8; "
                + "the limit is 8 parts of at most 160 characters and 160 bytes each"));
    assertThat(check("\u20ac".repeat(424))).as("53 of 3 bytes in each part").isNull();
    assertThat(check("\u20ac".repeat(425)))
        .extracting(TextRule.Breach::words)
        .asString()
        .startsWith("text is 425 characters and 1275 bytes of UTF-8; ");
  }

  private static TextRule.@Nullable Breach check(String text) {
    Payload payload = Payload.of(text);
    return TextRule.check(payload, LongText.split(payload));
  }

  @Test
  void shouldBeginANewEpochRatherThanNumberALongTextAcrossTheEnd() {
    Numbering numbering = new Numbering(Epochs.ALL, 100, new Journal(null));
    assertThat(numbering.next(ME, (int) (MessageId.N_MAX / 2))).isEqualTo(new MessageId(100, 0));
    int allButTwo = (int) (MessageId.N_MAX - MessageId.N_MAX / 2) - 1;
    numbering.next(ME, allButTwo);
    assertThat(numbering.next(ME, 3)).isEqualTo(new MessageId(101, 0));
    assertThat(numbering.next(ME, 1)).isEqualTo(new MessageId(101, 3));
  }

  @Test
  void shouldUseTheLastNumberOfAnEpoch() {
    Numbering numbering = new Numbering(Epochs.ALL, 100, new Journal(null));
    numbering.next(ME, (int) (MessageId.N_MAX / 2));
    numbering.next(ME, (int) (MessageId.N_MAX - MessageId.N_MAX / 2));
    assertThat(numbering.next(ME, 1)).isEqualTo(new MessageId(100, MessageId.N_MAX));
    assertThat(numbering.next(ME, 1)).isEqualTo(new MessageId(101, 0));
  }

  @Test
  void shouldAwaitTheReceiptsOfSoManyMessagesAndRefuseMore() {
    Departures departures = new Departures(
        new Outbox(ME, new Numbering(Epochs.ALL, 100, new Journal(null))),
        new MailRequests(),
        OutboxRecords.NONE,
        new SentHistory(new Journal(null)));
    Rig.Heard heard = new Rig.Heard();
    for (int sent = 0; sent < Awaiting.MESSAGES_MAX; sent += LongText.PARTS_MAX) {
      departures.send(longText(Stage.DELIVERED), heard);
      acceptAll(departures, heard);
    }
    assertThat(heard.reports).hasOnlyElementsOfType(ClientReport.Accepted.class);
    heard.reports.clear();
    departures.send(longText(Stage.STORED), heard);
    assertThat(heard.reports)
        .containsExactly(
            new ClientReport.Refused(7, Refusal.BUSY, "receipts of 65536 messages are awaited"));
    assertThat(departures.outcomes().awaiting().full()).isEqualTo(1);
    departures.send(longText(Stage.ACCEPTED), heard);
    acceptAll(departures, heard);
    assertThat(heard.reports).hasSize(2).last().isInstanceOf(ClientReport.Accepted.class);
  }

  @Test
  void shouldForgetTheOldestSubmissionThatIsOverWhenThereAreTooMany() {
    Departures departures = new Departures(
        new Outbox(ME, new Numbering(Epochs.ALL, 100, new Journal(null))),
        new MailRequests(),
        OutboxRecords.NONE,
        new SentHistory(new Journal(null)));
    Rig.Heard heard = new Rig.Heard();
    for (int sent = 0; sent <= Awaiting.OVER_MAX; sent += LongText.PARTS_MAX) {
      departures.send(longText(Stage.ACCEPTED), heard);
      acceptAll(departures, heard);
    }
    Awaiting awaiting = departures.outcomes().awaiting();
    assertThat(awaiting.forgotten()).isEqualTo(LongText.PARTS_MAX);
    assertThat(awaiting.find(ME, new MessageId(100, LongText.PARTS_MAX - 1))).isNull();
    assertThat(awaiting.find(ME, new MessageId(100, LongText.PARTS_MAX))).isNotNull();
    assertThat(awaiting.find(ME, new MessageId(100, Awaiting.OVER_MAX))).isNotNull();
  }

  private static ClientOrder.Send longText(Stage until) {
    return new ClientOrder.Send(7, ME, Payload.of("x".repeat(1280)), until, Message.UNLIMITED);
  }

  private static void acceptAll(Departures departures, Rig.Heard heard) {
    for (Outgoing next = departures.outbox().poll();
        next != null;
        next = departures.outbox().poll()) {
      departures.onAccepted(next, heard);
    }
  }

  @Test
  void shouldRefuseControlCharactersButTabsAndLineEnds() {
    assertThat(check("a\tb\nc/d")).isNull();
    for (char c : new char[] {0, 1, '\r', 0x1B, 0x1F, 0x7F}) {
      TextRule.Breach breach = check("a" + c);
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
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClientOrder.Send(-1, ME, Payload.EMPTY));
  }

  @ParameterizedTest
  @ValueSource(longs = {-2, 0, 2_592_001})
  void shouldRefuseALifeOutOfRange(long seconds) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClientOrder.Send(0, ME, Payload.EMPTY, Stage.ACCEPTED, seconds));
  }

  private static Message from(int source) {
    return from(source, 1);
  }

  private static Message from(int source, long epoch) {
    return Message.plain(new ClientId(source), ME, Payload.EMPTY).withId(new MessageId(epoch, 0));
  }
}
