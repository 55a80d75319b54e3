package org.chappe.client.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.chappe.client.session.Rig.ANN;
import static org.chappe.client.session.Rig.BEN;
import static org.chappe.client.session.Rig.EPOCH;
import static org.chappe.client.session.Rig.SECOND;

import java.util.List;
import java.util.stream.IntStream;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Part;
import org.chappe.model.Payload;
import org.chappe.model.Receipt;
import org.chappe.model.Via;
import org.chappe.node.Delivery;
import org.chappe.store.MemoryStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the journal has, when the home hears of it, when the program is shown it, and what a restart makes of it. */
class JournalingTest {

  private final MemoryStore store = new MemoryStore();

  private static Message mail(long n) {
    return mail(BEN, EPOCH, n);
  }

  private static Message mail(ClientId source, long epoch, long n) {
    return Message.plain(source, ANN, Payload.of("text " + n)).withId(new MessageId(epoch, n));
  }

  private static Message receipt(long n, Receipt kind) {
    Message plain = mail(n);
    return new Message(
        plain.source(),
        plain.destination(),
        plain.id(),
        null,
        Message.UNLIMITED,
        Message.NOBODY,
        Message.UNLIMITED,
        kind,
        Via.DIRECT,
        null,
        Payload.EMPTY);
  }

  /** A client on the journal that listens and whose batches become durable when the test says so. */
  private Rig listening() {
    Rig rig = Rig.keeping(store).attach();
    rig.commits = false;
    rig.order(new ClientOrder.Listen(60));
    return rig;
  }

  private static List<String> texts(int... numbers) {
    return IntStream.of(numbers).mapToObj(n -> "text " + n).toList();
  }

  @Test
  void shouldAcknowledgeAndShowOnlyWhatIsInTheJournal() {
    Rig rig = listening();
    rig.leave(mail(0));
    rig.run(SECOND);
    assertThat(rig.home.waiting(ANN)).as("not acknowledged").isEqualTo(1);
    assertThat(rig.deliveries).isEmpty();
    assertThat(JournalEntry.all(store)).isEmpty();
    rig.commitNext();
    assertThat(rig.deliveries).containsExactly(new Delivery(1, mail(0), false));
    assertThat(JournalEntry.all(store)).extracting(JournalEntry::message).containsExactly(mail(0));
    rig.run(SECOND);
    assertThat(rig.home.waiting(ANN)).isZero();
  }

  @Test
  void shouldPutWhatComesTogetherIntoOneBatch() {
    Rig rig = listening();
    IntStream.range(0, 20).forEach(n -> rig.leave(mail(n)));
    rig.run(SECOND);
    assertThat(rig.uncommitted.size()).isLessThan(20);
    rig.commits = true;
    rig.run(SECOND);
    assertThat(rig.deliveredTexts()).isEqualTo(texts(IntStream.range(0, 20).toArray()));
    assertThat(rig.deliveries)
        .extracting(Delivery::number)
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 20).mapToObj(Long::valueOf).toList());
  }

  @Test
  void shouldSettleADoubleOnlyOnceItsFirstIsDurable() {
    Rig rig = listening();
    rig.leave(mail(0));
    rig.run(SECOND);
    rig.leave(mail(0));
    rig.run(SECOND);
    assertThat(rig.home.waiting(ANN)).isEqualTo(2);
    assertThat(rig.uncommitted).hasSize(1);
    rig.commits = true;
    rig.run(SECOND);
    assertThat(rig.home.waiting(ANN)).isZero();
    assertThat(rig.deliveries).hasSize(1);
    assertThat(rig.statistics().messagesDuplicate()).isEqualTo(1);
  }

  @Test
  void shouldStopWhenABatchBecomesDurableThatItNeverMade() {
    Rig rig = Rig.keeping(store).attach();
    assertThatIllegalStateException().isThrownBy(() -> rig.committed(77));
  }

  @Test
  void shouldTakeAnewWhatWasNotDurableWhenItDied() {
    Rig dying = listening();
    dying.leave(mail(0));
    dying.run(SECOND);
    Rig again = listening();
    again.commits = true;
    again.leave(mail(0));
    again.run(SECOND);
    assertThat(again.deliveries).containsExactly(new Delivery(1, mail(0), false));
  }

  @Test
  void shouldShowFirstWhatADeadClientHadInItsJournalAndNobodySaw() {
    Rig dying = listening();
    dying.leave(mail(0));
    dying.run(SECOND);
    dying.writeNext();
    assertThat(dying.deliveries).isEmpty();
    assertThat(dying.home.waiting(ANN)).isEqualTo(1);
    Rig again = Rig.keeping(store, 0).attach();
    assertThat(again.deliveries).isEmpty();
    again.order(new ClientOrder.Credit(1));
    assertThat(again.deliveries).containsExactly(new Delivery(1, mail(0), false));
    again.leave(mail(0));
    again.leave(mail(1));
    again.order(new ClientOrder.Credit(5));
    again.order(new ClientOrder.Listen(60));
    again.run(SECOND);
    assertThat(again.deliveries)
        .containsExactly(new Delivery(1, mail(0), false), new Delivery(2, mail(1), false));
    assertThat(again.home.waiting(ANN)).as("the double is acknowledged, too").isZero();
  }

  @Test
  void shouldShowAgainUnderItsNumberWhatItHadNoTimeToMarkAsShown() {
    Rig dying = listening();
    dying.leave(mail(0));
    dying.run(SECOND);
    dying.commitNext();
    assertThat(dying.deliveries).hasSize(1);
    Rig again = Rig.keeping(store).attach();
    assertThat(again.deliveries).isEqualTo(dying.deliveries);
  }

  @Test
  void shouldShowNothingAgainAfterAWhileOrAfterItLeft() {
    Rig first = listening();
    first.commits = true;
    first.leave(mail(0));
    first.run(SECOND);
    Rig second = listening();
    second.commits = true;
    assertThat(second.deliveries).isEmpty();
    second.leave(mail(1));
    second.run(10 * Rig.MILLI + Received.MARK_DELAY_NANOS / 4);
    assertThat(second.deliveries).hasSize(1);
    second.order(new ClientOrder.Leave());
    second.commitNext();
    assertThat(Rig.keeping(store).attach().deliveries).isEmpty();
  }

  @Test
  void shouldShowWhatIsOnItsWayWhenTheProgramWantsNoMore() {
    Rig rig = Rig.keeping(store, 1).attach();
    rig.commits = false;
    rig.order(new ClientOrder.Listen(60));
    rig.leave(mail(0));
    rig.leave(mail(1));
    rig.run(SECOND);
    rig.order(new ClientOrder.Hold());
    rig.commits = true;
    rig.run(SECOND);
    assertThat(rig.deliveredTexts()).isEqualTo(texts(0));
    assertThat(rig.home.waiting(ANN)).isEqualTo(1);
  }

  @Test
  void shouldShowWhatItHoldsBackBeforeItLeavesWithoutAJournal() {
    Rig rig = Rig.attached();
    rig.order(new ClientOrder.Listen(60));
    rig.leave(mail(0));
    rig.leave(mail(2));
    rig.leave(mail(4));
    rig.run(SECOND);
    assertThat(rig.deliveredTexts()).isEqualTo(texts(0));
    rig.order(new ClientOrder.Leave());
    assertThat(rig.deliveredTexts()).isEqualTo(texts(0, 2, 4));
  }

  @Test
  void shouldCountAFetchOnlyWhenAllOfItIsShown() {
    Rig rig = Rig.keeping(store).attach();
    rig.leave(mail(0));
    rig.leave(mail(2));
    rig.order(new ClientOrder.Fetch());
    rig.run(SECOND);
    assertThat(rig.deliveredTexts()).isEqualTo(texts(0));
    assertThat(rig.reports(ClientReport.Fetched.class)).isEmpty();
    rig.run(HoldBack.WAIT_NANOS);
    assertThat(rig.deliveredTexts()).isEqualTo(texts(0, 2));
    assertThat(rig.reports(ClientReport.Fetched.class))
        .containsExactly(new ClientReport.Fetched(2));
  }

  @Test
  void shouldAcknowledgeWhatItHoldsBackAndHoldItBackAnewAfterARestart() {
    Rig rig = listening();
    rig.commits = true;
    List.of(0, 2, 3).forEach(n -> rig.leave(mail(n)));
    rig.run(SECOND);
    assertThat(rig.home.waiting(ANN)).isZero();
    assertThat(rig.deliveredTexts()).isEqualTo(texts(0));
    Rig again = listening();
    again.commits = true;
    again.run(HoldBack.WAIT_NANOS - 2 * SECOND);
    assertThat(again.deliveries).isEmpty();
    again.leave(mail(1));
    again.run(SECOND);
    assertThat(again.deliveredTexts()).isEqualTo(texts(1, 2, 3));
    assertThat(again.deliveries).noneMatch(Delivery::isLate);
  }

  @Test
  void shouldMarkAsLateAfterARestartWhatWasGivenUpBefore() {
    Rig rig = listening();
    rig.commits = true;
    List.of(0, 2).forEach(n -> rig.leave(mail(n)));
    rig.run(HoldBack.WAIT_NANOS + SECOND);
    assertThat(rig.deliveredTexts()).isEqualTo(texts(0, 2));
    Rig again = listening();
    again.commits = true;
    again.leave(mail(1));
    again.run(SECOND);
    assertThat(again.deliveries).containsExactly(new Delivery(3, mail(1), true));
  }

  @Test
  void shouldNotWaitForTheBeginningOfConversationsThatAreOlderThanTheJournal() {
    Rig rig = listening();
    rig.commits = true;
    rig.leave(mail(BEN, EPOCH - 1, 57));
    rig.leave(mail(new ClientId(5), EPOCH + 1, 57));
    rig.run(SECOND);
    assertThat(rig.delivered).containsExactly(mail(BEN, EPOCH - 1, 57));
    rig.run(HoldBack.WAIT_NANOS);
    assertThat(rig.delivered).hasSize(2);
  }

  @Test
  void shouldTakeReceiptsWithoutShowingThemOrWaitingForPermission() {
    Rig rig = Rig.keeping(store, 0).attach();
    rig.order(new ClientOrder.Listen(60));
    rig.leave(receipt(7, Receipt.STORED));
    rig.leave(receipt(7, Receipt.DELIVERED));
    rig.leave(receipt(7, Receipt.DELIVERED));
    rig.run(SECOND);
    assertThat(rig.home.waiting(ANN)).isZero();
    assertThat(rig.statistics().receiptsIgnored()).isEqualTo(2);
    rig.order(new ClientOrder.Credit(1));
    assertThat(rig.deliveries).isEmpty();
    Rig again = Rig.keeping(store, 0).attach();
    again.order(new ClientOrder.Listen(60));
    again.leave(receipt(7, Receipt.DELIVERED));
    again.run(SECOND);
    assertThat(again.statistics().receiptsIgnored()).as("known after a restart").isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"EXPIRED", "FAILED"})
  void shouldKnowAfterARestartThatWhatWasDeliveredHasNotEnded(Receipt end) {
    Rig rig = Rig.keeping(store).attach();
    rig.order(new ClientOrder.Listen(60));
    rig.leave(receipt(7, Receipt.DELIVERED));
    rig.run(SECOND);
    Rig again = Rig.keeping(store).attach();
    again.order(new ClientOrder.Listen(60));
    again.leave(receipt(7, end));
    again.leave(receipt(8, end));
    again.run(SECOND);
    assertThat(again.reports)
        .filteredOn(report -> report instanceof ClientReport.Undelivered)
        .singleElement()
        .extracting(report -> ((ClientReport.Undelivered) report).id().n())
        .isEqualTo(8L);
    assertThat(again.statistics().receiptsIgnored()).isEqualTo(1);
  }

  @Test
  void shouldShowALongTextOnceThoughItDiedBetweenItsParts() {
    Rig dying = listening();
    dying.commits = true;
    dying.leave(Rig.fromBen(new MessageId(EPOCH, 0), new Part(1, 2), Receipt.NONE, "begun "));
    dying.run(SECOND);
    assertThat(dying.home.waiting(ANN)).as("its first part is safe").isZero();
    Rig again = listening();
    again.commits = true;
    assertThat(again.deliveries).isEmpty();
    again.leave(Rig.fromBen(new MessageId(EPOCH, 1), new Part(2, 2), Receipt.NONE, "and ended"));
    again.run(SECOND);
    assertThat(again.deliveredTexts()).containsExactly("begun and ended");
    assertThat(Rig.keeping(store).attach().deliveries).isEmpty();
  }

  @Test
  void shouldGoOnSendingWhatWasNotAcceptedBeforeItDied() {
    Rig dying = Rig.keeping(store);
    dying.send(1, "on its way");
    dying.run(SECOND);
    Rig again = Rig.keeping(store).attach();
    assertThat(again.takenTexts()).containsExactly("on its way");
    assertThat(Rig.keeping(store).attach().takenTexts()).isEmpty();
  }

  @Test
  void shouldForgetInTheJournalTheEpochThatItForgets() {
    Rig rig = listening();
    rig.commits = true;
    for (long epoch = EPOCH; epoch <= EPOCH + SeenNumbers.EPOCHS_MAX; epoch++) {
      rig.leave(mail(BEN, epoch, 0));
    }
    rig.run(SECOND);
    assertThat(rig.statistics().epochsForgotten()).isEqualTo(1);
    Rig again = listening();
    again.commits = true;
    again.leave(mail(BEN, EPOCH + 1, 0));
    again.leave(mail(BEN, EPOCH, 0));
    again.run(SECOND);
    assertThat(again.delivered)
        .as("only the one that was forgotten")
        .containsExactly(mail(BEN, EPOCH, 0));
  }

  @Test
  void shouldRememberWhichEpochWasUsedLast() {
    Rig rig = listening();
    rig.commits = true;
    for (long epoch : new long[] {EPOCH + 3, EPOCH + 1, EPOCH + 2, EPOCH}) {
      rig.leave(mail(BEN, epoch, 0));
      rig.run(SECOND);
    }
    for (long epoch = EPOCH + 100; epoch < EPOCH + 100 + SeenNumbers.EPOCHS_MAX - 4; epoch++) {
      rig.leave(mail(BEN, epoch, 0));
      rig.run(SECOND);
    }
    Rig again = listening();
    again.commits = true;
    again.leave(mail(BEN, EPOCH + 9, 0));
    again.run(SECOND);
    again.leave(mail(BEN, EPOCH, 0));
    again.leave(mail(BEN, EPOCH + 3, 0));
    again.run(SECOND);
    assertThat(again.delivered).containsExactly(mail(BEN, EPOCH + 9, 0), mail(BEN, EPOCH + 3, 0));
  }
}
