package org.chappe.client.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.client.session.Rig.BEN;

import java.util.List;
import org.chappe.model.ClientId;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
import org.chappe.model.Receipt;
import org.chappe.store.MemoryStore;
import org.junit.jupiter.api.Test;

/** What is kept of texts that are over, and for how long. */
class SentHistoryTest {

  private final MemoryStore store = new MemoryStore();
  private final Journal journal = new Journal(store);
  private final Disk disk = new Disk(store);

  private static SentText text(long number, long n, int parts, SentState state, String text) {
    return new SentText(number, 5, BEN, new MessageId(1, n), parts, state, Payload.of(text));
  }

  private static SentText accepted(long number, String text) {
    return text(number, number, 1, SentState.ACCEPTED, text);
  }

  private static void end(SentHistory history, MessageId message, SentState state) {
    SentText text = history.find(BEN, message);
    if (text != null) {
      history.put(text.in(state));
    }
  }

  private void write() {
    journal.flush(disk);
  }

  private List<SentText> told() {
    return History.sent(store);
  }

  @Test
  void shouldKeepTheNewestTexts() {
    SentHistory history = new SentHistory(journal);
    int extra = 25;
    for (long number = 0; number < SentHistory.TEXTS_MAX + extra; number++) {
      history.put(accepted(number, "short"));
    }
    write();
    assertThat(told()).hasSize(SentHistory.TEXTS_MAX);
    assertThat(told().get(0)).isEqualTo(accepted(extra, "short"));
    assertThat(history.dropped()).isEqualTo(extra);
    SentHistory again = new SentHistory(new Journal(store));
    assertThat(again.takeNumber()).isEqualTo(SentHistory.TEXTS_MAX + extra);
    assertThat(again.dropped()).isZero();
  }

  @Test
  void shouldKeepWhatWasWrittenToAll() {
    SentText toAll = new SentText(
        0, 5, ClientId.EVERYONE, new MessageId(1, 0), 1, SentState.ACCEPTED, Payload.of("storm"));
    new SentHistory(journal).put(toAll);
    write();
    assertThat(told()).containsExactly(toAll);
  }

  @Test
  void shouldKeepNoMoreBytesThanItMay() {
    SentHistory history = new SentHistory(journal);
    String text = "x".repeat(1_200);
    long texts = SentHistory.BYTES_MAX / 1_200 + 10;
    for (long number = 0; number < texts; number++) {
      history.put(accepted(number, text));
    }
    write();
    long bytes = told().stream().mapToLong(each -> each.encode().length()).sum();
    assertThat(bytes).isBetween(SentHistory.BYTES_MAX - 2_000, SentHistory.BYTES_MAX);
    assertThat(history.dropped()).isPositive();
  }

  @Test
  void shouldNotCountATextTwiceThatChangesItsState() {
    SentHistory history = new SentHistory(journal);
    for (int time = 0; time < 2 * SentHistory.TEXTS_MAX; time++) {
      history.put(accepted(7, "short"));
    }
    write();
    assertThat(told()).hasSize(1);
    assertThat(history.dropped()).isZero();
  }

  @Test
  void shouldFindATextByAnyOfItsMessagesWhetherItIsDurableOrNot() {
    SentHistory history = new SentHistory(journal);
    history.put(text(0, 4, 3, SentState.ACCEPTED, "long"));
    history.put(text(1, 9, 1, SentState.ACCEPTED, "other"));
    end(history, new MessageId(1, 6), SentState.FAILED);
    end(history, new MessageId(1, 7), SentState.FAILED);
    end(history, new MessageId(2, 9), SentState.FAILED);
    write();
    assertThat(told())
        .extracting(SentText::state)
        .containsExactly(SentState.FAILED, SentState.ACCEPTED);
    SentHistory later = new SentHistory(journal);
    end(later, new MessageId(1, 9), SentState.EXPIRED);
    write();
    assertThat(told())
        .extracting(SentText::state)
        .containsExactly(SentState.FAILED, SentState.EXPIRED);
  }

  @Test
  void shouldLeaveOutWhatNoPersonHasWrittenAlsoAfterARestart() {
    Rig rig = Rig.keeping(store).attach();
    rig.home.receipts.addAll(List.of(Receipt.STORED, Receipt.DELIVERED));
    rig.order(new ClientOrder.Send(1, BEN, Payload.of("/join k3"), Stage.DELIVERED, 20, false));
    rig.run(5 * Rig.SECOND);
    assertThat(rig.reports(ClientReport.Delivered.class)).hasSize(1);
    rig.isLost = frame -> true;
    rig.order(new ClientOrder.Send(2, BEN, Payload.of("/size k4"), Stage.DELIVERED, 20, false));
    rig.order(new ClientOrder.Send(3, BEN, Payload.of("/size matters")));
    rig.run(Rig.SECOND);
    assertThat(told()).extracting(each -> each.text().text()).containsExactly("/size matters");
    Rig later = rig.reborn().attach();
    later.run(5 * Rig.SECOND);
    assertThat(later.takenTexts()).contains("/size k4", "/size matters");
    assertThat(told()).extracting(each -> each.text().text()).containsExactly("/size matters");
  }

  @Test
  void shouldKeepNothingWithoutAJournal() {
    SentHistory history = new SentHistory(new Journal(null));
    history.put(accepted(0, "short"));
    end(history, new MessageId(1, 0), SentState.FAILED);
    assertThat(history.takeNumber()).isZero();
  }
}
