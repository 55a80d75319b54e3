package org.chappe.client.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.client.session.Rig.ANN;
import static org.chappe.client.session.Rig.BEN;
import static org.chappe.client.session.Rig.EPOCH;
import static org.chappe.client.session.Rig.RELAY;
import static org.chappe.client.session.Rig.SECOND;

import java.util.List;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
import org.chappe.model.Receipt;
import org.chappe.wire.Frame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the program is told of its messages once they are accepted. */
class ReceiptsTest {

  private static final MessageId FIRST = new MessageId(EPOCH, 0);

  private final Rig rig = Rig.attached();

  /** What was told since it was attached. */
  private List<ClientReport> told() {
    return rig.reports.subList(1, rig.reports.size());
  }

  @Test
  void shouldAskForReceiptsAndALifeOnlyWhereTheyAreWanted() {
    rig.send(1, "plain");
    rig.send(2, "followed", Stage.STORED);
    rig.order(new ClientOrder.Send(3, BEN, Payload.of("short-lived"), Stage.ACCEPTED, 60));
    rig.run(SECOND);
    assertThat(rig.home.taken)
        .extracting(Message::receipt)
        .containsExactly(Receipt.NONE, Receipt.WANTED, Receipt.NONE);
    assertThat(rig.home.taken)
        .extracting(Message::lifeSeconds)
        .containsExactly((long) Message.UNLIMITED, (long) Message.UNLIMITED, 60L);
  }

  @Test
  void shouldTellEachStageOnceAndShowNoReceipt() {
    rig.send(1, "followed", Stage.DELIVERED);
    rig.run(SECOND);
    rig.leaveReceipt(Receipt.STORED, 0, "");
    rig.run(SECOND);
    rig.leaveReceipt(Receipt.DELIVERED, 0, "");
    rig.run(SECOND);
    assertThat(told())
        .containsExactly(
            new ClientReport.Accepted(1, FIRST),
            new ClientReport.Stored(1, FIRST),
            new ClientReport.Delivered(1, FIRST));
    assertThat(rig.delivered).isEmpty();
    assertThat(rig.home.waiting(ANN)).isZero();
    assertThat(rig.statistics().receiptsIgnored()).isZero();
  }

  @Test
  void shouldTellNoMoreThanWasAskedFor() {
    rig.home.receipts.addAll(List.of(Receipt.STORED, Receipt.DELIVERED));
    rig.send(1, "followed", Stage.STORED);
    rig.run(SECOND);
    assertThat(told())
        .containsExactly(new ClientReport.Accepted(1, FIRST), new ClientReport.Stored(1, FIRST));
    assertThat(rig.statistics().receiptsIgnored()).isZero();
  }

  @Test
  void shouldTakeALaterStageForTheEarlierOnesToo() {
    rig.home.receipts.addAll(List.of(Receipt.DELIVERED, Receipt.STORED));
    rig.send(1, "one", Stage.DELIVERED);
    rig.send(2, "two", Stage.STORED);
    rig.run(SECOND);
    assertThat(rig.reports(ClientReport.Stored.class))
        .extracting(ClientReport.Stored::token)
        .containsExactly(1L, 2L);
    assertThat(rig.reports(ClientReport.Delivered.class))
        .containsExactly(new ClientReport.Delivered(1, FIRST));
    assertThat(rig.statistics().receiptsIgnored()).as("the late ones").isEqualTo(2);
  }

  @Test
  void shouldTakeAReceiptForTheAcknowledgementThatWasLost() {
    rig.isLost = frame ->
        frame instanceof Frame.Ack && frame.source().equals(RELAY) && rig.home.taken.size() > 0;
    rig.home.receipts.add(Receipt.STORED);
    rig.send(1, "followed", Stage.STORED);
    rig.run(SECOND);
    assertThat(told())
        .containsExactly(new ClientReport.Accepted(1, FIRST), new ClientReport.Stored(1, FIRST));
    rig.isLost = frame -> false;
    rig.home.restart();
    rig.run(20 * SECOND);
    assertThat(rig.reports(ClientReport.Accepted.class)).hasSize(1);
    assertThat(rig.statistics().messagesAccepted()).isEqualTo(1);
  }

  @Test
  void shouldIgnoreAndCountReceiptsThatComeAgainOrForNothingKnown() {
    rig.home.receipts.addAll(List.of(Receipt.STORED, Receipt.STORED));
    rig.leaveReceipt(Receipt.DELIVERED, 77, "");
    rig.send(1, "followed", Stage.DELIVERED);
    rig.run(SECOND);
    assertThat(told())
        .containsExactly(new ClientReport.Accepted(1, FIRST), new ClientReport.Stored(1, FIRST));
    assertThat(rig.statistics().messagesDuplicate()).isEqualTo(1);
    assertThat(rig.statistics().receiptsIgnored()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"EXPIRED", "FAILED"})
  void shouldTellOneBadEndAndNothingAfterIt(Receipt kind) {
    rig.send(1, "doomed", Stage.DELIVERED);
    rig.run(SECOND);
    rig.leaveReceipt(kind, 0, "mailbox full");
    rig.leaveReceipt(kind, 0, "mailbox full");
    rig.leaveReceipt(Receipt.DELIVERED, 0, "");
    rig.run(SECOND);
    assertThat(told())
        .containsExactly(
            new ClientReport.Accepted(1, FIRST),
            kind == Receipt.EXPIRED
                ? new ClientReport.Expired(1, FIRST, "mailbox full")
                : new ClientReport.Failed(1, FIRST, "mailbox full"));
  }

  @ParameterizedTest
  @EnumSource(names = {"EXPIRED", "FAILED"})
  void shouldTellABadEndThatComesAfterTheLastAnswer(Receipt kind) {
    rig.order(new ClientOrder.Listen(30));
    rig.home.receipts.add(Receipt.STORED);
    rig.send(1, "accepted");
    rig.send(2, "stored", Stage.STORED);
    rig.run(SECOND);
    rig.leaveReceipt(kind, 0, "no more room");
    rig.leaveReceipt(kind, 1, "");
    rig.leaveReceipt(kind, 1, "");
    rig.run(SECOND);
    String unsaid = kind == Receipt.EXPIRED
        ? "its life ended before it was delivered"
        : "the relay gave no reason";
    assertThat(rig.reports(ClientReport.Undelivered.class))
        .containsExactly(
            new ClientReport.Undelivered(FIRST, BEN, kind, "no more room"),
            new ClientReport.Undelivered(new MessageId(EPOCH, 1), BEN, kind, unsaid));
  }

  @Test
  void shouldTellOneBadEndWhenTwoRelaysHaveEndedAMessage() {
    rig.order(new ClientOrder.Listen(30));
    rig.send(1, "accepted");
    rig.run(SECOND);
    rig.leaveReceipt(Receipt.EXPIRED, 0, "expired");
    rig.run(SECOND);
    rig.leaveReceipt(Receipt.FAILED, 0, "mailbox full");
    rig.run(SECOND);
    assertThat(rig.reports(ClientReport.Undelivered.class))
        .containsExactly(new ClientReport.Undelivered(FIRST, BEN, Receipt.EXPIRED, "expired"));
    assertThat(rig.statistics().receiptsIgnored()).isEqualTo(1);
  }

  @Test
  void shouldNotBelieveThatWhatWasDeliveredHasExpired() {
    rig.home.receipts.addAll(List.of(Receipt.DELIVERED, Receipt.EXPIRED));
    rig.send(1, "delivered", Stage.DELIVERED);
    rig.run(SECOND);
    assertThat(told()).last().isEqualTo(new ClientReport.Delivered(1, FIRST));
    assertThat(rig.statistics().receiptsIgnored()).isEqualTo(1);
  }

  @Test
  void shouldAskForMailOnlyWhileReceiptsAreAwaited() {
    rig.send(1, "followed", Stage.STORED);
    rig.run(35 * SECOND);
    assertThat(rig.home.requests).containsExactly(30, 30, 30, 30);
    rig.leaveReceipt(Receipt.STORED, 0, "");
    rig.run(100 * SECOND);
    assertThat(rig.reports(ClientReport.Stored.class)).hasSize(1);
    assertThat(rig.home.requests).hasSize(4);
    rig.send(2, "another", Stage.STORED);
    rig.run(SECOND);
    assertThat(rig.home.requests).hasSize(5);
  }

  @Test
  void shouldGoOnAskingForReceiptsWhenTheProgramStopsListening() {
    rig.order(new ClientOrder.Listen(60));
    rig.send(1, "followed", Stage.STORED);
    rig.run(SECOND);
    rig.order(new ClientOrder.Listen(0));
    rig.run(SECOND);
    assertThat(rig.home.requests).containsExactly(60, MailRequests.RECEIPTS_LEASE_SECONDS);
  }

  @Test
  void shouldAskForReceiptsAgainInANewSession() {
    rig.send(1, "followed", Stage.STORED);
    rig.run(SECOND);
    rig.home.restart();
    rig.leaveReceipt(Receipt.STORED, 0, "");
    rig.run(20 * SECOND);
    assertThat(rig.reports(ClientReport.Stored.class)).hasSize(1);
  }

  @Test
  void shouldSeeReceiptsThoughTheProgramTakesNoMessagesButNotBehindOne() {
    Rig idle =
        new Rig(new ClientConfig(ANN, EPOCH, 0, ClientConfig.LINK), Session.FRAMES_MAX).attach();
    idle.send(1, "followed", Stage.DELIVERED);
    idle.run(SECOND);
    idle.leaveReceipt(Receipt.STORED, 0, "");
    idle.leave(Message.plain(BEN, ANN, Payload.of("in between")).withId(new MessageId(9, 0)));
    idle.leaveReceipt(Receipt.DELIVERED, 0, "");
    idle.run(SECOND);
    assertThat(idle.reports(ClientReport.Stored.class)).hasSize(1);
    assertThat(idle.reports(ClientReport.Delivered.class)).isEmpty();
    assertThat(idle.home.waiting(ANN)).isEqualTo(2);
    idle.order(new ClientOrder.Credit(1));
    idle.run(SECOND);
    assertThat(idle.deliveredTexts()).containsExactly("in between");
    assertThat(idle.reports(ClientReport.Delivered.class)).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"EXPIRED", "FAILED"})
  void shouldTellOfAcceptanceBeforeABadEndThatOvertakesIt(Receipt kind) {
    rig.isLost = frame -> frame instanceof Frame.Ack && frame.source().equals(RELAY);
    rig.send(1, "doomed");
    rig.run(SECOND);
    assertThat(rig.home.taken).hasSize(1);
    rig.isLost = frame -> false;
    rig.home.restart();
    rig.leaveReceipt(kind, 0, "why");
    rig.order(new ClientOrder.Fetch());
    rig.run(20 * SECOND);
    List<ClientReport> ends = told().stream()
        .filter(report ->
            report instanceof ClientReport.Accepted || report instanceof ClientReport.Undelivered)
        .toList();
    assertThat(ends)
        .containsExactly(
            new ClientReport.Accepted(1, FIRST),
            new ClientReport.Undelivered(FIRST, BEN, kind, "why"));
    assertThat(rig.statistics().messagesAccepted()).isEqualTo(1);
  }
}
