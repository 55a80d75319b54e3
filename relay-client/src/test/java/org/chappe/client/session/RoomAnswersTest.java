package org.chappe.client.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.client.session.Rig.ANN;
import static org.chappe.client.session.Rig.EPOCH;
import static org.chappe.client.session.Rig.SECOND;

import java.util.List;
import java.util.stream.IntStream;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
import org.chappe.model.Receipt;
import org.chappe.model.Via;
import org.chappe.store.MemoryStore;
import org.junit.jupiter.api.Test;

/** What groups and queues answer, and how it comes past mail that nobody has asked for. */
class RoomAnswersTest {

  private static final ClientId ROOM = new ClientId(6_000_000_000L);

  private final MemoryStore store = new MemoryStore();

  private static Message ofRoom(long n, Via via, Receipt receipt, String text) {
    return new Message(
        ROOM,
        ANN,
        new MessageId(EPOCH, n),
        null,
        Message.UNLIMITED,
        Message.NOBODY,
        Message.UNLIMITED,
        receipt,
        via,
        null,
        Payload.of(text));
  }

  private static Message answer(long n) {
    return ofRoom(n, Via.ROOM_ANSWER, Receipt.NONE, "/join k" + n + " ok 2");
  }

  private static Message text(long n) {
    return ofRoom(n, Via.ROOM, Receipt.NONE, "2222222222 text " + n);
  }

  private static Message item(long n) {
    return ofRoom(n, Via.ROOM, Receipt.WANTED, "2222222222 item " + n);
  }

  private static List<Message> mail(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(n -> Rig.fromBen(new MessageId(EPOCH, n), null, Receipt.NONE, "mail " + n))
        .toList();
  }

  private static List<String> answers(Rig rig) {
    return rig.reports(ClientReport.RoomAnswered.class).stream()
        .map(ClientReport.RoomAnswered::text)
        .toList();
  }

  private static List<String> items(Rig rig) {
    return rig.reports(ClientReport.RoomItem.class).stream()
        .map(report -> report.item().message().text().text())
        .toList();
  }

  @Test
  void shouldTellAnAnswerOnceAndShowAndKeepNone() {
    Rig rig = Rig.keeping(store).attach();
    rig.order(new ClientOrder.Listen(60));
    rig.leave(answer(0));
    rig.leave(text(1));
    rig.leave(answer(0));
    rig.run(SECOND);
    assertThat(answers(rig)).containsExactly("/join k0 ok 2");
    assertThat(rig.deliveredTexts()).containsExactly("2222222222 text 1");
    assertThat(JournalEntry.all(store)).hasSize(1);
    Rig again = rig.reborn(EPOCH + 1).attach();
    again.order(new ClientOrder.Listen(60));
    again.leave(answer(0));
    again.leave(text(2));
    again.run(SECOND);
    assertThat(answers(again)).isEmpty();
    assertThat(again.deliveredTexts()).containsExactly("2222222222 text 2");
  }

  @Test
  void shouldAskForMailWhileAnAnswerIsAwaitedAndKeepWhatIsInFrontOfIt() {
    Rig rig = Rig.keeping(store, 0).attach();
    mail(0, 100).forEach(rig::leave);
    rig.leave(answer(0));
    rig.run(SECOND);
    assertThat(answers(rig)).isEmpty();
    rig.order(new ClientOrder.AwaitAnswers(true, List.of()));
    rig.run(5 * SECOND);
    assertThat(answers(rig)).hasSize(1);
    assertThat(rig.deliveries).isEmpty();
    assertThat(rig.home.waiting(ANN)).isZero();
    rig.order(new ClientOrder.AwaitAnswers(false, List.of()));
    rig.leave(mail(100, 101).get(0));
    rig.run(SECOND);
    assertThat(rig.home.waiting(ANN)).isEqualTo(1);
    rig.order(new ClientOrder.Credit(1_000));
    rig.run(SECOND);
    assertThat(rig.deliveredTexts()).hasSize(101).endsWith("mail 100");
  }

  @Test
  void shouldTakeNoMoreAheadThanItsBound() {
    Rig rig = Rig.keeping(store, 0).attach();
    mail(0, RoomAnswers.AHEAD_MAX + 100).forEach(rig::leave);
    rig.order(new ClientOrder.AwaitAnswers(true, List.of()));
    rig.run(20 * SECOND);
    assertThat(JournalEntry.all(store)).hasSize(RoomAnswers.AHEAD_MAX);
  }

  @Test
  void shouldTakeNothingAheadWithoutAJournal() {
    Rig rig =
        new Rig(new ClientConfig(ANN, EPOCH, 0, ClientConfig.LINK), Session.FRAMES_MAX).attach();
    mail(0, 1).forEach(rig::leave);
    rig.leave(answer(0));
    rig.order(new ClientOrder.AwaitAnswers(true, List.of()));
    rig.run(SECOND);
    assertThat(answers(rig)).isEmpty();
    rig.order(new ClientOrder.Credit(1));
    rig.run(SECOND);
    assertThat(answers(rig)).hasSize(1);
  }

  @Test
  void shouldTellAnItemThatIsAwaitedInsteadOfShowingIt() {
    Rig rig = Rig.keeping(store, 0).attach();
    rig.order(new ClientOrder.AwaitAnswers(true, List.of(ROOM)));
    rig.leave(text(0));
    rig.leave(item(1));
    rig.run(SECOND);
    assertThat(items(rig)).containsExactly("2222222222 item 1");
    rig.order(new ClientOrder.Credit(10));
    rig.run(SECOND);
    assertThat(rig.deliveredTexts()).containsExactly("2222222222 text 0");
  }

  @Test
  void shouldTellLaterOfAnItemThatNobodyAwaitedWhenItCame() {
    Rig rig = Rig.keeping(store, 0).attach();
    rig.order(new ClientOrder.AwaitAnswers(true, List.of()));
    rig.leave(item(0));
    rig.run(SECOND);
    assertThat(items(rig)).isEmpty();
    Rig again = rig.reborn(EPOCH + 1).attach();
    again.order(new ClientOrder.AwaitAnswers(true, List.of(ROOM)));
    again.run(SECOND);
    assertThat(items(again)).containsExactly("2222222222 item 0");
    again.order(claim(again, true));
    again.run(SECOND);
    Rig third = again.reborn(EPOCH + 2).attach();
    third.order(new ClientOrder.Credit(10));
    third.run(SECOND);
    assertThat(third.deliveries).isEmpty();
  }

  private static ClientOrder claim(Rig rig, boolean isTaken) {
    List<ClientReport.RoomItem> items = rig.reports(ClientReport.RoomItem.class);
    return new ClientOrder.Claim(items.get(items.size() - 1).item(), isTaken);
  }

  @Test
  void shouldShowAnItemAsMailThatNobodyGot() {
    Rig rig = Rig.keeping(store, 0).attach();
    rig.order(new ClientOrder.AwaitAnswers(true, List.of(ROOM)));
    rig.leave(item(0));
    rig.run(SECOND);
    assertThat(items(rig)).containsExactly("2222222222 item 0");
    rig.order(claim(rig, false));
    rig.run(SECOND);
    Rig again = rig.reborn(EPOCH + 1).attach();
    assertThat(again.deliveries).isEmpty();
    again.order(new ClientOrder.AwaitAnswers(true, List.of(ROOM)));
    again.run(SECOND);
    assertThat(items(again)).as("it is in the journal").hasSize(1);
    again.order(claim(again, false));
    again.order(new ClientOrder.Credit(10));
    again.run(SECOND);
    assertThat(again.deliveredTexts()).containsExactly("2222222222 item 0");
  }
}
