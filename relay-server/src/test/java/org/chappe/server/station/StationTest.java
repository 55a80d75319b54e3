package org.chappe.server.station;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
import org.junit.jupiter.api.Test;

/** What a station takes, hands out and keeps until it is acknowledged. */
final class StationTest extends StationScene {

  @Test
  void shouldHoldAMessageBackUntilItIsDurable() {
    assertThat(accept(BERT, 0)).isEqualTo(Acceptance.NEW);
    assertThat(mailbox(BERT).waiting()).isZero();
    assertThat(durable).isEmpty();
    assertThatIllegalStateException().isThrownBy(() -> station.outgoing().next(mailbox(BERT)));
    commit();
    assertThat(mailbox(BERT).waiting()).isEqualTo(1);
    assertThat(durable).containsExactly("text 0");
    assertThat(arrivals).containsExactly(BERT);
    assertThat(station.outgoing().next(mailbox(BERT))).isEqualTo(message(BERT, 0));
  }

  @Test
  void shouldNotTakeAMessageWithoutANumber() {
    Message plain = Message.plain(ANNA, BERT, Payload.of("x"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> station.accept(plain, Station.Bearer.CLIENT, any -> {}, 0));
  }

  @Test
  void shouldNotTakeAMessageTwice() {
    accept(BERT, 0);
    assertThat(accept(BERT, 0)).isEqualTo(Acceptance.DUPLICATE);
    assertThat(durable).as("a copy waits for the commit of the first").isEmpty();
    commit();
    assertThat(durable).containsExactly("text 0", "text 0");
    assertThat(station.size()).isEqualTo(1);
    assertThat(station.duplicates()).isEqualTo(1);
    assertThat(storedFor(BERT)).isEqualTo(1);
  }

  @Test
  void shouldNotTakeAgainWhatWasDelivered() {
    accept(BERT, 0);
    commit();
    deliver();
    assertThat(accept(BERT, 0)).isEqualTo(Acceptance.DUPLICATE);
    commit();
    assertThat(station.mailbox(BERT)).isNull();
    assertThat(durable).containsExactly("text 0", "text 0");
  }

  @Test
  void shouldHandOutInTheOrderOfArrival() {
    accept(BERT, 5);
    accept(BERT, 3);
    commit();
    assertThat(deliver()).isEqualTo(message(BERT, 5));
    assertThat(deliver()).isEqualTo(message(BERT, 3));
  }

  @Test
  void shouldDropAMailboxWhenItIsSpent() {
    accept(BERT, 0);
    commit();
    deliver();
    assertThat(station.mailbox(BERT)).isNull();
    assertThat(station.size()).isZero();
    assertThat(storedFor(BERT)).isZero();
  }

  @Test
  void shouldKeepAMailboxWhileSomethingIsBeingCommitted() {
    accept(BERT, 0);
    commit();
    accept(BERT, 1);
    handToBert();
    station.outgoing().delivered(mailbox(BERT), message(BERT, 0));
    commit();
    assertThat(mailbox(BERT).waiting()).isEqualTo(1);
  }

  @Test
  void shouldHandOutAgainWhatWasNotAcknowledged() {
    accept(BERT, 0);
    accept(BERT, 1);
    commit();
    handToBert();
    handToBert();
    assertThat(mailbox(BERT).waiting()).isZero();
    assertThat(station.outgoing().handed(mailbox(BERT))).isEqualTo(message(BERT, 0));
    station.outgoing().rewind(mailbox(BERT));
    assertThat(mailbox(BERT).waiting()).isEqualTo(2);
    assertThat(station.outgoing().next(mailbox(BERT))).isEqualTo(message(BERT, 0));
    assertThatIllegalStateException().isThrownBy(() -> station.outgoing().handed(mailbox(BERT)));
  }

  @Test
  void shouldRefuseAndCountMessagesWithoutRoom() {
    station = station(new StationLimits(2, 10));
    accept(BERT, 0);
    assertThat(station.hasRoomFor(Station.Bearer.CLIENT)).isTrue();
    accept(CLEO, 0);
    assertThat(station.hasRoomFor(Station.Bearer.CLIENT)).isFalse();
    assertThat(accept(BERT, 1)).isEqualTo(Acceptance.FULL);
    assertThat(station.refusedFull()).isEqualTo(1);
    assertThat(accept(BERT, 0)).as("a copy needs no room").isEqualTo(Acceptance.DUPLICATE);
    commit();
    assertThat(durable).doesNotContain("text 1");
    deliver();
    assertThat(accept(BERT, 1)).isEqualTo(Acceptance.NEW);
  }

  @Test
  void shouldCountWhatIsOnItsWayAmongTheMessagesKept() {
    station = station(new StationLimits(1, 10));
    accept(BERT, 0);
    commit();
    handAway();
    assertThat(accept(CLEO, 0)).isEqualTo(Acceptance.FULL);
    stored(0, 0);
    assertThat(accept(CLEO, 0)).isEqualTo(Acceptance.NEW);
  }

  @Test
  void shouldStillTakeWhatNeighboursBringWhenClientsAreRefused() {
    station = station(new StationLimits(4, 10));
    for (long n = 0; n < 4; n++) {
      accept(BERT, n);
    }
    assertThat(accept(CLEO, 0)).isEqualTo(Acceptance.FULL);
    assertThat(bring(CLEO, 0)).isEqualTo(Acceptance.NEW);
    assertThat(bring(CLEO, 1)).isEqualTo(Acceptance.NEW);
    assertThat(bring(CLEO, 2)).isEqualTo(Acceptance.FULL);
    commit();
    handAway();
    assertThat(bring(CLEO, 2)).as("what is on its way makes room").isEqualTo(Acceptance.NEW);
    assertThat(accept(CLEO, 3)).isEqualTo(Acceptance.FULL);
  }

  private Acceptance bring(ClientId to, long n) {
    return station.accept(message(to, n), Station.Bearer.NEIGHBOUR, any -> {}, 0);
  }

  @Test
  void shouldKnowWhatItHasSeenThoughItKeepsFewPairsInMemory() {
    station = station(new StationLimits(10, 1));
    for (long source = 5; source < 8; source++) {
      assertThat(acceptFrom(source)).isEqualTo(Acceptance.NEW);
      commit();
      deliver();
    }
    for (long source = 5; source < 8; source++) {
      assertThat(acceptFrom(source)).isEqualTo(Acceptance.DUPLICATE);
    }
  }

  private Acceptance acceptFrom(long source) {
    Message message =
        Message.plain(new ClientId(source), BERT, Payload.of("x")).withId(new MessageId(7, 0));
    return station.accept(message, Station.Bearer.CLIENT, any -> {}, 0);
  }

  @Test
  void shouldRefuseLimitsBelowOne() {
    assertThatIllegalArgumentException().isThrownBy(() -> new StationLimits(0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new StationLimits(1, 0));
  }
}
