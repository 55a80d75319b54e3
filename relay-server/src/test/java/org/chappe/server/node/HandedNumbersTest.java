package org.chappe.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.LongStream;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
import org.chappe.model.Receipt;
import org.chappe.node.Batch;
import org.chappe.node.Delivery;
import org.chappe.node.Effects;
import org.chappe.node.Endpoint;
import org.chappe.server.station.Lives;
import org.chappe.server.station.Receipts;
import org.chappe.server.station.StationKeys;
import org.chappe.store.CommitQueue;
import org.chappe.store.MemoryStore;
import org.chappe.wire.Frame;
import org.junit.jupiter.api.Test;

class HandedNumbersTest implements Effects {

  private final MemoryStore store = new MemoryStore();
  private final Deque<Batch> uncommitted = new ArrayDeque<>();
  private CommitQueue commits = new CommitQueue();
  private HandedNumbers numbers = new HandedNumbers(store, commits, 2);

  @Test
  void shouldKeepANumberUntilItIsAcknowledgedAndRollOver() {
    for (int i = 0; i < 250; i++) {
      assertThat(handed(1)).isEqualTo(i % 100);
      assertThat(handed(1)).isEqualTo(i % 100);
      numbers.acknowledged(client(1));
    }
  }

  @Test
  void shouldTellAMessageFromAReceiptThatBearsTheSameNumber() {
    MessageId id = new MessageId(1_000, 5);
    Message answer = message(2, 1).withId(id);
    Message receipt =
        Receipts.of(message(1, 2).withId(id), Receipt.EXPIRED, Receipts.EXPIRED, Lives.DEFAULT);

    assertThat(numbers.handedTo(client(1), answer)).isZero();
    assertThat(numbers.isHanded(client(1), receipt, 0)).isFalse();
    assertThat(numbers.handedTo(client(1), receipt)).isEqualTo(1);
  }

  @Test
  void shouldForgetAndCountTheClientUnusedForLongest() {
    for (long client = 1; client <= 2; client++) {
      handed(client);
      numbers.acknowledged(client(client));
    }
    handed(1);
    handed(3);
    assertThat(numbers.clientsForgotten()).isEqualTo(1);
    assertThat(handed(1)).isEqualTo(1);
    assertThat(handed(2)).isZero();
  }

  @Test
  void shouldGiveANewNumberToAMessageAfterOneThatLeftUnacknowledged() {
    Message first = message(9, 1).withId(new MessageId(7, 0));
    Message second = message(9, 1).withId(new MessageId(7, 1));
    assertThat(numbers.handedTo(client(1), first)).isZero();
    assertThat(numbers.handedTo(client(1), second)).isEqualTo(1);
    assertThat(numbers.isHanded(client(1), second, 0)).isFalse();
    assertThat(numbers.isHanded(client(1), second, 1)).isTrue();
  }

  @Test
  void shouldGoOnAfterARestartWhereTheLastRunEnded() {
    handed(1);
    numbers.acknowledged(client(1));
    assertThat(handed(1)).isEqualTo(1);
    restart();
    assertThat(handed(1)).isEqualTo(1);
    assertThat(numbers.handedTo(client(1), message(9, 1).withId(new MessageId(7, 1))))
        .isEqualTo(2);
    restart();
    numbers.acknowledged(client(1));
    restart();
    assertThat(handed(1)).isEqualTo(3);
  }

  @Test
  void shouldKnowAReceiptAgainAfterARestart() {
    Message receipt = Receipts.of(
        message(1, 2).withId(new MessageId(7, 5)),
        Receipt.EXPIRED,
        Receipts.EXPIRED,
        Lives.DEFAULT);
    numbers.handedTo(client(1), receipt);
    restart();
    assertThat(numbers.isHanded(client(1), receipt, 0)).isTrue();
    assertThat(numbers.isHanded(client(1), receipt, 1)).isFalse();
  }

  @Test
  void shouldKeepNoMoreRecordsThanClients() {
    for (long client = 1; client <= 9; client++) {
      handed(client);
      restart();
    }
    assertThat(store.get(StationKeys.classic(client(9)))).isNotNull();
    assertThat(LongStream.rangeClosed(1, 9)
            .filter(client -> store.get(StationKeys.classic(client(client))) != null)
            .count())
        .isEqualTo(2);
  }

  @Test
  void shouldBeSettledOnlyWhenTheAcknowledgementIsDurable() {
    handed(1);
    assertThat(numbers.isSettled(client(1))).isTrue();
    numbers.acknowledged(client(1));
    commits.flush(this);
    handed(1);
    assertThat(numbers.isSettled(client(1))).isFalse();
    Batch batch = uncommitted.remove();
    store.commit(batch, () -> commits.committed(batch.number()));
    assertThat(numbers.isSettled(client(1))).isTrue();
  }

  /** The relay stops in peace, and begins a new run on its store. */
  private void restart() {
    commits.flush(this);
    uncommitted.forEach(batch -> store.commit(batch, () -> {}));
    uncommitted.clear();
    commits = new CommitQueue();
    numbers = new HandedNumbers(store, commits, 2);
  }

  private int handed(long client) {
    return numbers.handedTo(client(client), message(9, client).withId(new MessageId(7, 0)));
  }

  private static ClientId client(long id) {
    return new ClientId(id);
  }

  private static Message message(long from, long to) {
    return Message.plain(client(from), client(to), Payload.of("x"));
  }

  @Override
  public void commit(Batch batch) {
    uncommitted.add(batch);
  }

  @Override
  public void send(Endpoint to, Frame frame) {}

  @Override
  public void deliver(Delivery delivery) {}

  @Override
  public void report(Report report) {}
}
