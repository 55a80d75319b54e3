package org.chappe.client.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.client.session.Rig.BEN;
import static org.chappe.client.session.Rig.EPOCH;
import static org.chappe.client.session.Rig.RELAY;
import static org.chappe.client.session.Rig.SECOND;

import java.util.List;
import org.chappe.client.FakeHome;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.store.MemoryStore;
import org.chappe.wire.Frame;
import org.chappe.wire.Refusal;
import org.junit.jupiter.api.Test;

/** How a client that starts again goes on counting, and why no number ever stands for two texts. */
class NumberingJournalTest {

  private final MemoryStore store = new MemoryStore();

  private static List<MessageId> numbers(Rig rig) {
    return rig.home.taken.stream().map(Message::id).toList();
  }

  private static long sends(Rig rig) {
    return rig.sentByClient.stream().filter(Frame.Send.class::isInstance).count();
  }

  @Test
  void shouldGoOnCountingInTheSameEpochAfterARestart() {
    Rig rig = Rig.keeping(store).attach();
    rig.send(1, "before");
    rig.run(SECOND);
    Rig next = rig.reborn(EPOCH + 60_000).attach();
    next.send(1, "after");
    next.run(SECOND);
    assertThat(numbers(next)).containsExactly(new MessageId(EPOCH, 0), new MessageId(EPOCH, 1));
  }

  @Test
  void shouldBeginAnEpochAtEachStartWhenItKeepsNothing() {
    Rig rig = Rig.attached();
    rig.send(1, "before");
    rig.run(SECOND);
    Rig next = rig.reborn(EPOCH + 60_000).attach();
    next.send(1, "after");
    next.run(SECOND);
    assertThat(numbers(next))
        .containsExactly(new MessageId(EPOCH, 0), new MessageId(EPOCH + 60_000, 0));
  }

  @Test
  void shouldSendNothingThatIsNotWrittenDown() {
    Rig rig = Rig.keeping(store).attach();
    rig.commits = false;
    rig.send(1, "hello");
    rig.run(SECOND);
    assertThat(sends(rig)).isZero();
    rig.commitNext();
    rig.run(SECOND);
    assertThat(rig.takenTexts()).containsExactly("hello");
  }

  @Test
  void shouldGiveANumberAgainOnlyIfNobodySawIt() {
    Rig rig = Rig.keeping(store).attach();
    rig.commits = false;
    rig.send(1, "never written down");
    rig.run(SECOND);
    Rig next = rig.reborn(EPOCH).attach();
    next.send(1, "another");
    next.run(SECOND);
    assertThat(next.takenTexts()).containsExactly("another");
    assertThat(numbers(next)).containsExactly(new MessageId(EPOCH, 0));
  }

  @Test
  void shouldSayGoodbyeOnlyAfterWhatIsBeingWrittenDown() {
    Rig rig = Rig.keeping(store).attach();
    rig.commits = false;
    rig.send(1, "first");
    rig.order(new ClientOrder.Terminate());
    rig.run(SECOND);
    assertThat(rig.reports(ClientReport.Terminated.class)).isEmpty();
    rig.commits = true;
    rig.run(SECOND);
    assertThat(rig.takenTexts()).containsExactly("first");
    assertThat(rig.reports(ClientReport.Terminated.class)).hasSize(1);
  }

  @Test
  void shouldRefuseWhatIsBeingWrittenDownWhenTheHomeWantsNoneOfIt() {
    Rig rig = Rig.keeping(store).attach();
    rig.commits = false;
    rig.send(1, "first");
    rig.home.handshakeRefusal = new FakeHome.Reason(Refusal.TAKEN, "another has it");
    rig.order(new ClientOrder.Attach(RELAY, Rig.HOME));
    rig.run(SECOND);
    assertThat(rig.reports(ClientReport.Refused.class))
        .extracting(ClientReport.Refused::token)
        .containsExactly(1L);
    rig.commits = true;
    rig.run(SECOND);
    assertThat(sends(rig)).isZero();
  }

  @Test
  void shouldCountADestinationThatWasForgottenInALaterEpochWhateverTheClockSays() {
    Journal journal = new Journal(store);
    Numbering numbering = new Numbering(Epochs.ALL, EPOCH, journal);
    for (int destination = 0; destination <= Numbering.DESTINATIONS_MAX; destination++) {
      numbering.next(new ClientId(destination), 1);
    }
    journal.flush(new Rig.Heard(store));
    Numbering later = new Numbering(Epochs.ALL, EPOCH - 60_000, new Journal(store));
    assertThat(later.next(new ClientId(5), 1)).isEqualTo(new MessageId(EPOCH, 1));
    MessageId first = later.next(new ClientId(0), 1);
    assertThat(first.n()).isZero();
    assertThat(first.epoch()).isGreaterThan(EPOCH + 1);
    assertThat(later.next(BEN, 1).epoch()).isGreaterThan(first.epoch());
  }
}
