package org.chappe.server.station;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
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
  private CommitQueue commits = new CommitQueue();
  private final CommitRecorder effects = new CommitRecorder();
  private final List<ClientId> arrivals = new ArrayList<>();
  private final List<String> durable = new ArrayList<>();
  private final List<Long> found = new ArrayList<>();
  private long now;
  private Station station = station(new StationLimits(10, 10));

  private Station station(StationLimits limits) {
    return new Station(limits, store, commits, mailbox -> arrivals.add(mailbox.owner()));
  }

  private static Message message(ClientId to, long n) {
    return Message.plain(ANNA, to, Payload.of("text " + n)).withId(new MessageId(7, n));
  }

  private Acceptance accept(ClientId to, long n) {
    return station.accept(
        message(to, n), Station.Bearer.CLIENT, number -> durable.add("text " + number), n);
  }

  private void commit() {
    station.commit(effects);
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
    Message message = handToBert();
    station.outgoing().delivered(mailbox(BERT), message);
    commit();
    return message;
  }

  private Message handToBert() {
    Message message = Objects.requireNonNull(station.outgoing().next(mailbox(BERT)));
    station.outgoing().handToClient(mailbox(BERT), message);
    return message;
  }

  private long storedFor(ClientId owner) {
    List<StoreKey> keys = new ArrayList<>();
    store.scan(
        new StoreKey(StationKeys.MAIL, owner.value(), 0), 100, (key, value) -> keys.add(key));
    return keys.stream().filter(key -> key.major() == owner.value()).count();
  }

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

  private void handAway() {
    station.advance(now++);
    station
        .outgoing()
        .handAway(mailbox(BERT), Objects.requireNonNull(station.outgoing().next(mailbox(BERT))));
  }

  /** Another relay says that it has Anna's messages for Bert. */
  private long stored(long first, long last) {
    return station
        .outgoing()
        .stored(mailbox(BERT), new StoredNotice(BERT, ANNA, 1, MailKind.MESSAGE, 7, first, last));
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

  @Test
  void shouldRefuseLimitsBelowOne() {
    assertThatIllegalArgumentException().isThrownBy(() -> new StationLimits(0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new StationLimits(1, 0));
  }
}
