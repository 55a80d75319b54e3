package org.chappe.client.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.client.session.Rig.ANN;
import static org.chappe.client.session.Rig.BEN;
import static org.chappe.client.session.Rig.EPOCH;
import static org.chappe.client.session.Rig.SECOND;

import java.util.List;
import java.util.stream.LongStream;
import org.chappe.client.FakeHome;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Part;
import org.chappe.model.Payload;
import org.chappe.model.Receipt;
import org.chappe.wire.Frame;
import org.chappe.wire.Refusal;
import org.junit.jupiter.api.Test;

/** Texts in parts, from the sender's outcome to the recipient's whole. */
class LongMessageTest {

  private static final String FIRST = "a".repeat(160);
  private static final String SECOND_PART = "b".repeat(160);
  private static final String THIRD = "c";
  private static final String TEXT = FIRST + SECOND_PART + THIRD;

  private final Rig rig = Rig.attached();

  private static Message part(long n, int k, int parts, String text) {
    return Rig.fromBen(new MessageId(9, n), new Part(k, parts), Receipt.NONE, text);
  }

  private void leavePart(long n, int k, int parts, String text) {
    rig.leave(part(n, k, parts, text));
  }

  @Test
  void shouldSendPartsUnderConsecutiveNumbersAndTellOneOutcome() {
    rig.send(1, "before");
    rig.send(2, TEXT);
    rig.send(3, "after");
    rig.run(SECOND);
    assertThat(rig.takenTexts()).containsExactly("before", FIRST, SECOND_PART, THIRD, "after");
    assertThat(rig.home.taken)
        .extracting(Message::id)
        .containsExactlyElementsOf(
            LongStream.range(0, 5).mapToObj(n -> new MessageId(EPOCH, n)).toList());
    assertThat(rig.home.taken)
        .extracting(Message::part)
        .containsExactly(null, new Part(1, 3), new Part(2, 3), new Part(3, 3), null);
    assertThat(rig.reports(ClientReport.Accepted.class))
        .containsExactly(
            new ClientReport.Accepted(1, new MessageId(EPOCH, 0)),
            new ClientReport.Accepted(2, new MessageId(EPOCH, 1)),
            new ClientReport.Accepted(3, new MessageId(EPOCH, 4)));
    assertThat(rig.statistics().messagesAccepted()).isEqualTo(3);
  }

  @Test
  void shouldTellAStageOnceAllPartsHaveComeToIt() {
    rig.send(1, TEXT, Stage.DELIVERED);
    rig.run(SECOND);
    assertThat(rig.home.taken).allMatch(message -> message.receipt() == Receipt.WANTED);
    rig.leaveReceipt(Receipt.STORED, 2, "");
    rig.leaveReceipt(Receipt.DELIVERED, 0, "");
    rig.run(SECOND);
    assertThat(rig.reports(ClientReport.Stored.class)).isEmpty();
    rig.leaveReceipt(Receipt.DELIVERED, 1, "");
    rig.run(SECOND);
    assertThat(rig.reports(ClientReport.Stored.class)).hasSize(1);
    assertThat(rig.reports(ClientReport.Delivered.class)).isEmpty();
    rig.leaveReceipt(Receipt.DELIVERED, 2, "");
    rig.run(SECOND);
    assertThat(rig.reports(ClientReport.Delivered.class))
        .containsExactly(new ClientReport.Delivered(1, new MessageId(EPOCH, 0)));
  }

  @Test
  void shouldTellTheFirstBadEndOfAnyPart() {
    rig.send(1, TEXT, Stage.DELIVERED);
    rig.run(SECOND);
    rig.leaveReceipt(Receipt.DELIVERED, 0, "");
    rig.leaveReceipt(Receipt.FAILED, 1, "mailbox full");
    rig.leaveReceipt(Receipt.EXPIRED, 2, "");
    rig.run(SECOND);
    assertThat(rig.reports.subList(2, rig.reports.size()))
        .containsExactly(
            new ClientReport.Failed(1, new MessageId(EPOCH, 0), "part 2 of 3: mailbox full"));
  }

  @Test
  void shouldTellOnceThatATextWhosePartsExpireWasNotDelivered() {
    rig.order(new ClientOrder.Listen(30));
    rig.send(1, TEXT);
    rig.run(SECOND);
    for (long n = 0; n < 3; n++) {
      rig.leaveReceipt(Receipt.EXPIRED, n, "too old");
    }
    rig.run(SECOND);
    assertThat(rig.reports(ClientReport.Undelivered.class))
        .containsExactly(new ClientReport.Undelivered(
            new MessageId(EPOCH, 0), BEN, Receipt.EXPIRED, "part 1 of 3: too old"));
    assertThat(rig.statistics().receiptsIgnored()).isEqualTo(2);
  }

  @Test
  void shouldSendNoMoreOfATextOfWhichAPartIsRefused() {
    rig.home.refusedTexts.put(
        SECOND_PART, new FakeHome.Reason(Refusal.NOUSER, "nobody by that ID"));
    rig.send(1, TEXT);
    rig.send(2, "after");
    rig.run(5 * SECOND);
    assertThat(rig.takenTexts()).containsExactly(FIRST, "after");
    assertThat(rig.reports(ClientReport.Refused.class))
        .containsExactly(new ClientReport.Refused(
            1,
            Refusal.NOUSER,
            "part 2 of 3 was refused: nobody by that ID; "
                + "what came before it may have been accepted and can't be taken back"));
    assertThat(rig.reports(ClientReport.Accepted.class))
        .extracting(ClientReport.Accepted::token)
        .containsExactly(2L);
    assertThat(rig.statistics().messagesRefused()).isEqualTo(1);
  }

  @Test
  void shouldRefuseEachTextOnceWhenTheHomeWantsNoneOfThem() {
    rig.home.refusesAll = new FakeHome.Reason(Refusal.MOVED, "attached elsewhere");
    rig.send(1, TEXT);
    rig.send(2, TEXT);
    rig.run(5 * SECOND);
    assertThat(rig.reports(ClientReport.Refused.class))
        .extracting(ClientReport.Refused::token)
        .containsExactly(1L, 2L);
  }

  @Test
  void shouldSendAgainOnlyThePartsThatWereNotAccepted() {
    rig.isLost = frame ->
        frame instanceof Frame.Send send && !send.message().text().text().equals(FIRST);
    rig.send(1, TEXT);
    rig.run(SECOND);
    int sentBefore = rig.sentByClient.size();
    rig.home.restart();
    rig.isLost = frame -> false;
    rig.run(20 * SECOND);
    List<MessageId> again = rig.sentByClient.stream()
        .skip(sentBefore)
        .filter(frame -> frame instanceof Frame.Send && frame.stamp().session() == 1002)
        .map(frame -> ((Frame.Send) frame).message().id())
        .toList();
    assertThat(again).containsExactly(new MessageId(EPOCH, 1), new MessageId(EPOCH, 2));
    assertThat(rig.takenTexts()).containsExactly(FIRST, SECOND_PART, THIRD);
    assertThat(rig.reports(ClientReport.Accepted.class)).hasSize(1);
  }

  @Test
  void shouldCountPartsInTheOutboxAndTakeATextWholeOrNotAtAll() {
    Rig away = new Rig();
    LongStream.range(0, Outbox.MESSAGES_MAX - 2).forEach(token -> away.send(token, "short"));
    away.send(5_000, TEXT);
    assertThat(away.reports(ClientReport.Refused.class))
        .extracting(ClientReport.Refused::token)
        .containsExactly(5_000L);
    away.send(5_001, "a");
    away.send(5_002, "b");
    away.send(5_003, "c");
    assertThat(away.reports(ClientReport.Refused.class))
        .extracting(ClientReport.Refused::token)
        .containsExactly(5_000L, 5_003L);
    away.attach().run(20 * SECOND);
    assertThat(away.home.taken)
        .extracting(Message::id)
        .last()
        .isEqualTo(new MessageId(EPOCH, Outbox.MESSAGES_MAX - 1));
  }

  @Test
  void shouldHaveRoomAgainAfterATextThatWasGivenUp() {
    rig.home.refusesAll = new FakeHome.Reason(Refusal.NOUSER, "nobody by that ID");
    LongStream.range(0, Outbox.MESSAGES_MAX / 8)
        .forEach(token -> rig.send(token, "x".repeat(1280)));
    rig.run(60 * SECOND);
    assertThat(rig.reports(ClientReport.Refused.class)).hasSize(Outbox.MESSAGES_MAX / 8);
    rig.home.refusesAll = null;
    LongStream.range(0, Outbox.MESSAGES_MAX).forEach(token -> rig.send(10_000 + token, "short"));
    rig.run(20 * SECOND);
    assertThat(rig.reports(ClientReport.Accepted.class)).hasSize(Outbox.MESSAGES_MAX);
  }

  @Test
  void shouldDeliverTheWholeOnceWhateverTheOrderOfItsParts() {
    rig.order(new ClientOrder.Listen(30));
    leavePart(2, 3, 3, "three");
    leavePart(0, 1, 3, "one ");
    leavePart(0, 1, 3, "one ");
    rig.leave(Message.plain(BEN, ANN, Payload.of("another")).withId(new MessageId(9, 3)));
    rig.run(SECOND);
    assertThat(rig.deliveredTexts()).containsExactly("another");
    leavePart(1, 2, 3, "two ");
    leavePart(1, 2, 3, "two ");
    rig.run(SECOND);
    assertThat(rig.deliveredTexts()).containsExactly("another", "one two three");
    assertThat(rig.statistics().messagesDelivered()).isEqualTo(2);
    assertThat(rig.home.waiting(ANN)).isZero();
  }

  @Test
  void shouldCountALongTextAsOneMessageOfWhatTheProgramAllows() {
    Rig frugal =
        new Rig(new ClientConfig(ANN, EPOCH, 1, ClientConfig.LINK), Session.FRAMES_MAX).attach();
    frugal.order(new ClientOrder.Listen(30));
    for (int k = 1; k <= 8; k++) {
      frugal.leave(part(k, k, 8, String.valueOf(k)));
    }
    frugal.run(SECOND);
    assertThat(frugal.deliveredTexts()).containsExactly("12345678");
  }
}
