package org.chappe.server.station;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.stream.IntStream;
import org.chappe.model.Message;
import org.chappe.node.Batch;
import org.chappe.node.StoreKey;
import org.chappe.store.CommitQueue;
import org.junit.jupiter.api.Test;

/** What a station finds again in its store. */
final class StationRestartTest extends StationScene {

  /** The process ends, and another begins on its store. */
  private void restart() {
    commits = new CommitQueue();
    station = station(new StationLimits(10, 10));
    station.recover(found::add);
  }

  @Test
  void shouldFindItsMailAgainAfterARestart() {
    accept(BERT, 0);
    accept(BERT, 1);
    accept(CLEO, 0);
    commit();
    handToBert();
    accept(BERT, 2);
    restart();
    assertThat(found).containsExactly(3L);
    assertThat(station.size()).isEqualTo(3);
    assertThat(station.mailboxes()).isEqualTo(2);
    assertThat(accept(BERT, 1)).isEqualTo(Acceptance.DUPLICATE);
    assertThat(deliver()).isEqualTo(message(BERT, 0));
    assertThat(deliver()).isEqualTo(message(BERT, 1));
    assertThat(accept(BERT, 2)).as("it was never durable").isEqualTo(Acceptance.NEW);
    assertThat(accept(BERT, 0)).as("delivered before").isEqualTo(Acceptance.DUPLICATE);
  }

  @Test
  void shouldSkipWhatWasSettledOutOfOrderBeforeARestart() {
    for (long n = 0; n < 4; n++) {
      accept(BERT, n);
    }
    commit();
    IntStream.range(0, 4).forEach(any -> handAway());
    stored(1, 2);
    commit();
    restart();
    assertThat(station.size()).isEqualTo(2);
    assertThat(deliver()).isEqualTo(message(BERT, 0));
    assertThat(accept(BERT, 1)).as("handed over before").isEqualTo(Acceptance.NEW);
    commit();
    assertThat(deliver()).isEqualTo(message(BERT, 3));
    assertThat(deliver()).isEqualTo(message(BERT, 1));
    assertThat(station.mailbox(BERT)).isNull();
    assertThat(storedFor(BERT)).isZero();
  }

  @Test
  void shouldRecoverMoreThanOneSlice() {
    station = station(new StationLimits(10_000, 10));
    for (long n = 0; n < Recovery.SLICE_RECORDS + 5; n++) {
      accept(BERT, n);
    }
    commit();
    restart();
    assertThat(found).containsExactly((long) Recovery.SLICE_RECORDS, Recovery.SLICE_RECORDS + 5L);
  }

  @Test
  void shouldNeverBeginTwoRunsUnderOneNumberWhateverTheClockSays() {
    assertThat(station.beginRun(1_000)).isEqualTo(1_000);
    commit();
    restart();
    assertThat(station.beginRun(2_000)).isEqualTo(2_000);
    commit();
    restart();
    assertThat(station.beginRun(1_500)).isGreaterThan(2_000);
  }

  @Test
  void shouldKeepMailWithoutACustodian() {
    Message brought = message(BERT, 0).sentBy(3, 5, Message.UNLIMITED);
    station.accept(brought, Station.Bearer.NEIGHBOUR, any -> {}, 0);
    commit();
    restart();
    assertThat(station.outgoing().next(mailbox(BERT)))
        .isEqualTo(brought.sentBy(Message.NOBODY, 5, Message.UNLIMITED));
  }

  @Test
  void shouldStopWhenTheStoreHasLostAMessage() {
    accept(BERT, 0);
    commit();
    restart();
    StoreKey key = new StoreKey(StationKeys.MAIL, BERT.value(), 0);
    store.commit(new Batch(99, List.of(new Batch.Change(key, null))), () -> {});
    assertThatIllegalStateException().isThrownBy(() -> station.outgoing().next(mailbox(BERT)));
  }
}
