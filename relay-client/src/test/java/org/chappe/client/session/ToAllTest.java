package org.chappe.client.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.client.session.Rig.ANN;
import static org.chappe.client.session.Rig.BEN;
import static org.chappe.client.session.Rig.EPOCH;
import static org.chappe.client.session.Rig.SECOND;

import java.util.List;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
import org.chappe.model.Receipt;
import org.chappe.model.Via;
import org.chappe.store.MemoryStore;
import org.chappe.wire.Refusal;
import org.junit.jupiter.api.Test;

/** What a client writes to all, and what comes to it in that way. */
class ToAllTest {

  private final MemoryStore store = new MemoryStore();

  private static void cry(Rig rig, long token, String text) {
    rig.order(new ClientOrder.Send(token, ClientId.EVERYONE, Payload.of(text)));
  }

  private static List<MessageId> numbers(Rig rig) {
    return rig.home.taken.stream().map(Message::id).toList();
  }

  @Test
  void shouldNumberItInAnEpochOfItsOwn() {
    Rig rig = Rig.keeping(store).attach();
    rig.send(1, "to Ben");
    cry(rig, 2, "to all");
    rig.order(new ClientOrder.Send(3, new ClientId(3), Payload.of("to another")));
    cry(rig, 4, "to all again");
    rig.send(5, "to Ben again");
    rig.run(SECOND);
    assertThat(numbers(rig))
        .containsExactly(
            new MessageId(EPOCH, 0),
            new MessageId(EPOCH + 1, 0),
            new MessageId(EPOCH + 2, 0),
            new MessageId(EPOCH + 1, 1),
            new MessageId(EPOCH, 1));
    assertThat(rig.home.taken.get(1).destination()).isEqualTo(ClientId.EVERYONE);
  }

  @Test
  void shouldGoOnWithItAfterARestart() {
    Rig rig = Rig.keeping(store).attach();
    cry(rig, 1, "before");
    rig.run(SECOND);
    rig.isLost = frame -> true;
    cry(rig, 2, "not sent yet");
    rig.run(SECOND);
    Rig next = rig.reborn(EPOCH + 60_000).attach();
    cry(next, 3, "after");
    next.run(SECOND);
    assertThat(next.takenTexts()).containsExactly("before", "not sent yet", "after");
    assertThat(numbers(next))
        .containsExactly(
            new MessageId(EPOCH + 1, 0), new MessageId(EPOCH + 1, 1), new MessageId(EPOCH + 1, 2));
  }

  @Test
  void shouldRefuseAtOnceWhatCantGoToAll() {
    Rig rig = Rig.attached();
    cry(rig, 1, "x".repeat(161));
    rig.order(new ClientOrder.Send(
        2, ClientId.EVERYONE, Payload.of("x"), Stage.DELIVERED, Message.UNLIMITED));
    rig.run(SECOND);
    assertThat(rig.reports(ClientReport.Refused.class))
        .extracting(ClientReport.Refused::refusal)
        .containsExactly(Refusal.SIZE, Refusal.PARAM);
    assertThat(rig.home.taken).isEmpty();
  }

  @Test
  void shouldShowWhatComesToAllAtOnceThoughEarlierOnesAreMissing() {
    Rig rig = Rig.keeping(store).attach();
    rig.order(new ClientOrder.Listen(60));
    rig.leave(toAll(5, "the sixth"));
    rig.leave(toAll(3, "the fourth"));
    rig.leave(toAll(5, "the sixth"));
    rig.run(SECOND);
    assertThat(rig.deliveredTexts()).containsExactly("the sixth", "the fourth");
    assertThat(rig.deliveries).noneMatch(delivery -> delivery.isLate());
  }

  @Test
  void shouldNotTakeForLateWhatAClassicWriterNumbersInTheSameEpoch() {
    Rig rig = Rig.keeping(store).attach();
    rig.order(new ClientOrder.Listen(60));
    rig.leave(toAnn(0, "to Ann"));
    rig.leave(toAll(1_000, "to all"));
    rig.run(SECOND);
    Rig next = rig.reborn(EPOCH + 60_000).attach();
    next.order(new ClientOrder.Listen(60));
    next.leave(toAnn(1, "to Ann again"));
    next.leave(toAll(1_000, "to all"));
    next.run(SECOND);
    assertThat(next.deliveredTexts()).containsExactly("to Ann again");
    assertThat(next.deliveries).noneMatch(delivery -> delivery.isLate());
  }

  private static Message toAnn(long n, String text) {
    return Rig.fromBen(new MessageId(EPOCH + 5_000, n), null, Receipt.NONE, text);
  }

  private static Message toAll(long n, String text) {
    return new Message(
        BEN,
        ANN,
        new MessageId(EPOCH + 5_000, n),
        null,
        Message.UNLIMITED,
        Message.NOBODY,
        Message.UNLIMITED,
        Receipt.NONE,
        Via.BROADCAST,
        null,
        Payload.of(text));
  }
}
