package org.chappe.server.station;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.chappe.model.Message;
import org.junit.jupiter.api.Test;

/** Messages that are handed on to another relay, as copies, until that has them on disk. */
final class StationCopiesTest extends StationScene {

  @Test
  void shouldKeepAMessageUntilAnotherRelayHasItOnDisk() {
    accept(BERT, 0);
    commit();
    handAway();
    assertThat(station.size()).isEqualTo(1);
    assertThat(station.outgoing().copies()).isEqualTo(1);
    assertThat(storedFor(BERT)).isEqualTo(1);
    station.outgoing().rewind(mailbox(BERT));
    assertThat(mailbox(BERT).waiting()).as("the client wasn't handed anything").isZero();
    stored(0, 0);
    commit();
    assertThat(station.size()).isZero();
    assertThat(station.outgoing().copies()).isZero();
    assertThat(storedFor(BERT)).isZero();
    assertThat(station.mailbox(BERT)).isNull();
  }

  @Test
  void shouldTakeBackWhatAnotherRelayHadTakenOver() {
    accept(BERT, 0);
    commit();
    handAway();
    stored(0, 0);
    assertThat(accept(BERT, 0)).isEqualTo(Acceptance.NEW);
    commit();
    assertThat(deliver()).isEqualTo(message(BERT, 0));
  }

  @Test
  void shouldKnowWhatReturnsWhileItStillAnswersForIt() {
    accept(BERT, 0);
    commit();
    handAway();
    assertThat(accept(BERT, 0)).isEqualTo(Acceptance.DUPLICATE);
    station.outgoing().takeBack(mailbox(BERT));
    assertThat(station.outgoing().copies()).isZero();
    assertThat(deliver()).isEqualTo(message(BERT, 0));
    assertThat(storedFor(BERT)).isZero();
  }

  @Test
  void shouldSettleCopiesInAnyOrderAndHandOnOnlyTheRestAgain() {
    for (long n = 0; n < 5; n++) {
      accept(BERT, n);
    }
    commit();
    IntStream.range(0, 4).forEach(any -> handAway());
    stored(1, 2);
    station.outgoing().timedOut(mailbox(BERT));
    List<Message> again = new ArrayList<>();
    while (mailbox(BERT).waiting() > 0) {
      again.add(station.outgoing().next(mailbox(BERT)));
      handAway();
    }
    assertThat(again).containsExactly(message(BERT, 0), message(BERT, 3), message(BERT, 4));
    assertThat(station.outgoing().copiesRepeated()).isEqualTo(2);
    stored(0, 4);
    commit();
    assertThat(station.mailbox(BERT)).isNull();
    assertThat(storedFor(BERT)).isZero();
  }

  @Test
  void shouldIgnoreANoticeForWhatWasNotHandedOn() {
    accept(BERT, 0);
    accept(BERT, 1);
    commit();
    handAway();
    assertThat(stored(1, 9)).isEqualTo(-1);
    assertThat(stored(0, 0)).isEqualTo(0);
    assertThat(station.size()).isEqualTo(1);
    assertThat(mailbox(BERT).waiting()).isEqualTo(1);
  }

  @Test
  void shouldTellWhenTheFirstCopyWasHandedOnUnlessItWasHandedOnTwice() {
    accept(BERT, 0);
    accept(BERT, 1);
    commit();
    now = 500;
    handAway();
    station.outgoing().timedOut(mailbox(BERT));
    handAway();
    handAway();
    assertThat(stored(0, 0)).isEqualTo(-1);
    assertThat(stored(1, 1)).isEqualTo(502);
  }

  @Test
  void shouldSendOneCopyAfterATimeoutAndTwiceAsManyWithEachNotice() {
    for (long n = 0; n < 10; n++) {
      accept(BERT, n);
    }
    commit();
    IntStream.range(0, 5).forEach(any -> handAway());
    station.outgoing().timedOut(mailbox(BERT));
    assertThat(handAwayWhatMay()).isEqualTo(1);
    stored(0, 0);
    assertThat(handAwayWhatMay()).isEqualTo(2);
    stored(1, 2);
    assertThat(handAwayWhatMay()).isEqualTo(4);
  }

  private int handAwayWhatMay() {
    int copies = 0;
    while (mailbox(BERT).waiting() > 0 && station.outgoing().mayHandAway(mailbox(BERT))) {
      handAway();
      copies++;
    }
    return copies;
  }

  @Test
  void shouldBoundTheCopiesUnderWay() {
    station = station(new StationLimits(2_000, 10));
    for (long n = 0; n < Mailbox.WINDOW_MAX + 10; n++) {
      accept(BERT, n);
    }
    commit();
    assertThat(handAwayWhatMay()).isEqualTo(Mailbox.WINDOW_MAX);
    stored(5, 6);
    assertThat(handAwayWhatMay()).as("the first one still holds the window").isZero();
    stored(0, 4);
    assertThat(handAwayWhatMay()).isEqualTo(7);
  }
}
