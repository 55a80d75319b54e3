package org.chappe.server.station;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
import org.chappe.node.Batch;
import org.chappe.node.StoreKey;
import org.chappe.store.CommitQueue;
import org.chappe.store.MemoryStore;
import org.junit.jupiter.api.Test;

final class StationTest {

  private static final ClientId ANNA = new ClientId(1);
  private static final ClientId BERT = new ClientId(2);
  private static final ClientId CLEO = new ClientId(3);

  private final MemoryStore store = new MemoryStore();
  private final CommitQueue commits = new CommitQueue();
  private final CommitRecorder effects = new CommitRecorder();
  private final List<ClientId> arrivals = new ArrayList<>();
  private final List<String> durable = new ArrayList<>();
  private Station station = station(new StationLimits(10, 10));

  private Station station(StationLimits limits) {
    return new Station(limits, store, commits, mailbox -> arrivals.add(mailbox.owner()));
  }

  private static Message message(ClientId to, long n) {
    return Message.plain(ANNA, to, Payload.of("text " + n)).withId(new MessageId(7, n));
  }

  private Station.Acceptance accept(ClientId to, long n) {
    return station.accept(message(to, n), Station.Bearer.CLIENT, () -> durable.add("text " + n));
  }

  private void commit() {
    commits.flush(effects);
    for (Batch batch : effects.batches) {
      store.commit(batch, () -> commits.committed(batch.number()));
    }
    effects.batches.clear();
  }

  private Mailbox mailbox(ClientId owner) {
    return Objects.requireNonNull(station.mailbox(owner));
  }

  /** Hands the next message to Bert and has him acknowledge it. */
  private Message deliver() {
    Message message = station.next(mailbox(BERT));
    station.handToClient(mailbox(BERT));
    station.delivered(mailbox(BERT), message);
    commit();
    return message;
  }

  private long storedFor(ClientId owner) {
    List<StoreKey> keys = new ArrayList<>();
    store.scan(new StoreKey(Station.MAIL, owner.value(), 0), 100, (key, value) -> keys.add(key));
    return keys.stream().filter(key -> key.major() == owner.value()).count();
  }

  @Test
  void shouldHoldAMessageBackUntilItIsDurable() {
    assertThat(accept(BERT, 0)).isEqualTo(Station.Acceptance.NEW);
    assertThat(mailbox(BERT).waiting()).isZero();
    assertThat(durable).isEmpty();
    assertThatIllegalStateException().isThrownBy(() -> station.next(mailbox(BERT)));
    commit();
    assertThat(mailbox(BERT).waiting()).isEqualTo(1);
    assertThat(durable).containsExactly("text 0");
    assertThat(arrivals).containsExactly(BERT);
    assertThat(station.next(mailbox(BERT))).isEqualTo(message(BERT, 0));
  }

  @Test
  void shouldNotTakeAMessageWithoutANumber() {
    Message plain = Message.plain(ANNA, BERT, Payload.of("x"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> station.accept(plain, Station.Bearer.CLIENT, () -> {}));
  }

  @Test
  void shouldNotTakeAMessageTwice() {
    accept(BERT, 0);
    assertThat(accept(BERT, 0)).isEqualTo(Station.Acceptance.DUPLICATE);
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
    assertThat(accept(BERT, 0)).isEqualTo(Station.Acceptance.DUPLICATE);
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
    station.handToClient(mailbox(BERT));
    station.delivered(mailbox(BERT), message(BERT, 0));
    commit();
    assertThat(mailbox(BERT).waiting()).isEqualTo(1);
  }

  @Test
  void shouldHandOutAgainWhatWasNotAcknowledged() {
    accept(BERT, 0);
    accept(BERT, 1);
    commit();
    station.handToClient(mailbox(BERT));
    station.handToClient(mailbox(BERT));
    assertThat(mailbox(BERT).waiting()).isZero();
    assertThat(station.handed(mailbox(BERT))).isEqualTo(message(BERT, 0));
    station.rewind(mailbox(BERT));
    assertThat(mailbox(BERT).waiting()).isEqualTo(2);
    assertThat(station.next(mailbox(BERT))).isEqualTo(message(BERT, 0));
    assertThatIllegalStateException().isThrownBy(() -> station.handed(mailbox(BERT)));
  }

  @Test
  void shouldKeepWhatIsOnItsWayToAnotherRelayUntilThatHoldsIt() {
    accept(BERT, 0);
    commit();
    long n = handAway();
    assertThat(station.size()).isEqualTo(1);
    assertThat(storedFor(BERT)).isEqualTo(1);
    station.rewind(mailbox(BERT));
    assertThat(mailbox(BERT).waiting()).as("nothing to hand out meanwhile").isZero();
    station.takenOver(message(BERT, 0), n);
    commit();
    assertThat(station.size()).isZero();
    assertThat(storedFor(BERT)).isZero();
    assertThat(station.mailbox(BERT)).isNull();
  }

  private long handAway() {
    return station.handAway(mailbox(BERT), station.next(mailbox(BERT)));
  }

  @Test
  void shouldTakeBackWhatAnotherRelayHadTakenOver() {
    accept(BERT, 0);
    commit();
    station.takenOver(message(BERT, 0), handAway());
    assertThat(accept(BERT, 0)).isEqualTo(Station.Acceptance.NEW);
    commit();
    assertThat(deliver()).isEqualTo(message(BERT, 0));
  }

  @Test
  void shouldTakeBackWhatReturnsBeforeItsAcknowledgement() {
    accept(BERT, 0);
    commit();
    long n = handAway();
    assertThat(accept(BERT, 0)).isEqualTo(Station.Acceptance.NEW);
    commit();
    station.takenOver(message(BERT, 0), n);
    commit();
    assertThat(station.size()).isEqualTo(1);
    assertThat(accept(BERT, 0)).isEqualTo(Station.Acceptance.DUPLICATE);
    assertThat(deliver()).isEqualTo(message(BERT, 0));
    assertThat(storedFor(BERT)).isZero();
  }

  @Test
  void shouldRefuseAndCountMessagesWithoutRoom() {
    station = station(new StationLimits(2, 10));
    accept(BERT, 0);
    assertThat(station.hasRoomFor(Station.Bearer.CLIENT)).isTrue();
    accept(CLEO, 0);
    assertThat(station.hasRoomFor(Station.Bearer.CLIENT)).isFalse();
    assertThat(accept(BERT, 1)).isEqualTo(Station.Acceptance.FULL);
    assertThat(station.refusedFull()).isEqualTo(1);
    assertThat(accept(BERT, 0)).as("a copy needs no room").isEqualTo(Station.Acceptance.DUPLICATE);
    commit();
    assertThat(durable).doesNotContain("text 1");
    deliver();
    assertThat(accept(BERT, 1)).isEqualTo(Station.Acceptance.NEW);
  }

  @Test
  void shouldCountWhatIsOnItsWayAmongTheMessagesKept() {
    station = station(new StationLimits(1, 10));
    accept(BERT, 0);
    commit();
    long n = handAway();
    assertThat(accept(CLEO, 0)).isEqualTo(Station.Acceptance.FULL);
    station.takenOver(message(BERT, 0), n);
    assertThat(accept(CLEO, 0)).isEqualTo(Station.Acceptance.NEW);
  }

  @Test
  void shouldStillTakeWhatNeighboursBringWhenClientsAreRefused() {
    station = station(new StationLimits(4, 10));
    for (long n = 0; n < 4; n++) {
      accept(BERT, n);
    }
    assertThat(accept(CLEO, 0)).isEqualTo(Station.Acceptance.FULL);
    assertThat(bring(CLEO, 0)).isEqualTo(Station.Acceptance.NEW);
    assertThat(bring(CLEO, 1)).isEqualTo(Station.Acceptance.NEW);
    assertThat(bring(CLEO, 2)).isEqualTo(Station.Acceptance.FULL);
    commit();
    handAway();
    assertThat(bring(CLEO, 2))
        .as("what is on its way makes room")
        .isEqualTo(Station.Acceptance.NEW);
    assertThat(accept(CLEO, 3)).isEqualTo(Station.Acceptance.FULL);
  }

  private Station.Acceptance bring(ClientId to, long n) {
    return station.accept(message(to, n), Station.Bearer.NEIGHBOUR, () -> {});
  }

  @Test
  void shouldCountPairsThatItForgets() {
    station = station(new StationLimits(10, 1));
    for (long source = 5; source < 7; source++) {
      Message message =
          Message.plain(new ClientId(source), BERT, Payload.of("x")).withId(new MessageId(7, 0));
      station.accept(message, Station.Bearer.CLIENT, () -> {});
      commit();
      deliver();
    }
    assertThat(station.pairsForgotten()).isEqualTo(1);
  }

  @Test
  void shouldStopWhenTheStoreHasLostAMessage() {
    accept(BERT, 0);
    commit();
    StoreKey key = new StoreKey(Station.MAIL, BERT.value(), 0);
    store.commit(new Batch(99, List.of(new Batch.Change(key, null))), () -> {});
    assertThatIllegalStateException().isThrownBy(() -> station.next(mailbox(BERT)));
  }

  @Test
  void shouldRefuseLimitsBelowOne() {
    assertThatIllegalArgumentException().isThrownBy(() -> new StationLimits(0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new StationLimits(1, 0));
  }
}
