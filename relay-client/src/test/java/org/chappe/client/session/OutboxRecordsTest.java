package org.chappe.client.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
import org.chappe.model.Receipt;
import org.chappe.model.Via;
import org.chappe.wire.Frame;
import org.chappe.wire.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client that starts again knows of the texts that were on their way. */
class OutboxRecordsTest {

  private static final ClientId ME = new ClientId(1_111_111_111L);
  private static final ClientId BEN = new ClientId(2_222_222_222L);
  private static final Payload LONG = Payload.of("a".repeat(160) + "b".repeat(160) + "\u20ac");

  private final KeptRecords kept = new KeptRecords();
  private final Rig.Heard heard = new Rig.Heard();
  private Departures departures = begin(100);

  private Departures begin(long epoch) {
    return begin(epoch, 0);
  }

  /** @param millis the wall clock's time */
  private Departures begin(long epoch, long millis) {
    Departures begun = new Departures(
        new Outbox(ME, new Numbering(Epochs.ALL, epoch, new Journal(null))),
        new MailRequests(),
        kept,
        new SentHistory(new Journal(null)));
    begun.advance(millis);
    new TreeMap<>(kept.records).forEach(begun::resume);
    new TreeMap<>(kept.ends).forEach(begun::resumeEnd);
    return begun;
  }

  private void restart(long epoch) {
    departures = begin(epoch);
    heard.reports.clear();
    departures.begin(heard);
  }

  private void send(long token, Payload text, Stage until) {
    departures.send(new ClientOrder.Send(token, BEN, text, until, 60), heard);
  }

  private Outgoing poll() {
    Outgoing next = departures.outbox().poll();
    if (next == null) {
      throw new AssertionError("nothing waits");
    }
    return next;
  }

  private void accept(int messages) {
    for (int message = 0; message < messages; message++) {
      departures.onAccepted(poll(), heard);
    }
  }

  private List<Message> waiting() {
    List<Message> messages = new ArrayList<>();
    for (Outgoing next = departures.outbox().poll();
        next != null;
        next = departures.outbox().poll()) {
      messages.add(((Frame.Send) next.frame()).message());
    }
    return messages;
  }

  private void receipt(Receipt kind, long n) {
    taken(kind, n);
    departures.onDurable(heard);
  }

  private void taken(Receipt kind, long n) {
    departures.onTaken(new Message(
        BEN,
        ME,
        new MessageId(100, n),
        null,
        Message.UNLIMITED,
        Message.NOBODY,
        Message.UNLIMITED,
        kind,
        Via.DIRECT,
        null,
        Payload.EMPTY));
  }

  @Test
  void shouldSendAgainWhatWasNotAcceptedAsItWas() {
    send(1, Payload.of("plain"), Stage.ACCEPTED);
    send(2, LONG, Stage.DELIVERED);
    List<Message> before = waiting();
    restart(200);
    assertThat(waiting()).isEqualTo(before);
    send(3, Payload.of("new"), Stage.ACCEPTED);
    assertThat(waiting()).extracting(Message::id).containsExactly(new MessageId(200, 0));
  }

  @Test
  void shouldSendAgainOnlyThePartsThatWereNotAccepted() {
    send(1, LONG, Stage.ACCEPTED);
    accept(1);
    restart(200);
    assertThat(waiting())
        .extracting(Message::id)
        .containsExactly(new MessageId(100, 1), new MessageId(100, 2));
  }

  @Test
  void shouldWriteDownNoMoreOfWhatHasItsLastAnswer() {
    send(1, LONG, Stage.ACCEPTED);
    send(2, Payload.of("refused"), Stage.ACCEPTED);
    send(3, Payload.of("stored"), Stage.STORED);
    assertThat(kept.records).hasSize(3);
    accept(3);
    departures.onRefused(poll(), null, Refusal.NOUSER, "nobody by that ID", heard);
    accept(1);
    assertThat(kept.records).hasSize(1);
    receipt(Receipt.STORED, 4);
    assertThat(kept.records).isEmpty();
    receipt(Receipt.EXPIRED, 4);
    assertThat(kept.records).isEmpty();
  }

  @Test
  void shouldGoOnAwaitingReceipts() {
    send(1, LONG, Stage.DELIVERED);
    accept(3);
    receipt(Receipt.DELIVERED, 0);
    receipt(Receipt.STORED, 1);
    restart(200);
    assertThat(waiting()).isEmpty();
    receipt(Receipt.DELIVERED, 1);
    receipt(Receipt.DELIVERED, 2);
    MessageId id = new MessageId(100, 0);
    assertThat(heard.reports)
        .containsExactly(
            new ClientReport.Accepted(-1, id),
            new ClientReport.Stored(-1, id),
            new ClientReport.Delivered(-1, id));
    assertThat(kept.records).isEmpty();
  }

  @Test
  void shouldTellBadEndsOfEarlierTextsByTheirNumbers() {
    send(1, Payload.of("expires"), Stage.DELIVERED);
    accept(1);
    send(2, Payload.of("is refused"), Stage.ACCEPTED);
    restart(200);
    receipt(Receipt.EXPIRED, 0);
    departures.onRefused(poll(), null, Refusal.NOUSER, "nobody by that ID", heard);
    assertThat(heard.reports)
        .containsExactly(
            new ClientReport.Undelivered(
                new MessageId(100, 0),
                BEN,
                Receipt.EXPIRED,
                "its life ended before it was delivered"),
            new ClientReport.Undelivered(
                new MessageId(100, 1), BEN, Receipt.FAILED, "refused: nobody by that ID"));
    assertThat(kept.records).isEmpty();
  }

  @Test
  void shouldTellInTheNextRunWhatItHadNoTimeToTell() {
    send(1, Payload.of("expires"), Stage.ACCEPTED);
    send(2, Payload.of("fails"), Stage.DELIVERED);
    accept(2);
    taken(Receipt.EXPIRED, 0);
    taken(Receipt.FAILED, 1);
    restart(200);
    assertThat(heard.reports)
        .containsExactly(
            new ClientReport.Undelivered(
                new MessageId(100, 0),
                BEN,
                Receipt.EXPIRED,
                "its life ended before it was delivered"),
            new ClientReport.Undelivered(
                new MessageId(100, 1), BEN, Receipt.FAILED, "the relay gave no reason"));
    restart(300);
    assertThat(heard.reports).isEmpty();
  }

  @Test
  void shouldNotTellAgainWhatItHasTold() {
    send(1, Payload.of("expires"), Stage.ACCEPTED);
    accept(1);
    receipt(Receipt.EXPIRED, 0);
    restart(200);
    assertThat(heard.reports).isEmpty();
  }

  @Test
  void shouldRefuseAnEndThatIsNotReadable() {
    assertThatThrownBy(() -> EndRecord.decode(Payload.of("EXPIRED 2222222222 100")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldNotGiveARecordNumberTwice() {
    send(1, Payload.of("one"), Stage.ACCEPTED);
    send(2, Payload.of("two"), Stage.ACCEPTED);
    restart(200);
    send(1, Payload.of("three"), Stage.ACCEPTED);
    restart(300);
    assertThat(waiting())
        .extracting(message -> message.text().text())
        .containsExactly("one", "two", "three");
  }

  @Test
  void shouldTellOfAReceiptOnlyWhenItIsDurable() {
    send(1, Payload.of("followed"), Stage.STORED);
    accept(1);
    heard.reports.clear();
    departures.onTaken(Rig.fromBen(new MessageId(100, 0), null, Receipt.STORED, ""));
    assertThat(kept.records).as("goes into the batch of the receipt").isEmpty();
    assertThat(heard.reports).isEmpty();
    departures.onDurable(heard);
    assertThat(heard.reports).containsExactly(new ClientReport.Stored(1, new MessageId(100, 0)));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldComeToOneEndWhateverTheOrderAndHoweverOftenItStartsAgain(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 50; round++) {
      boolean fails = random.nextInt(4) == 0;
      restart(100);
      send(1, LONG, Stage.DELIVERED);
      live(random, fails ? Receipt.FAILED : Receipt.DELIVERED);
      assertThat(heard.reports)
          .as("seed %d round %d", seed, round)
          .filteredOn(report -> isEnd((ClientReport) report))
          .singleElement()
          .matches(report -> fails != report instanceof ClientReport.Delivered);
      assertThat(kept.records).isEmpty();
    }
  }

  /** All that is to become of a text in three parts, in any order, some of it twice, with restarts in between. */
  private void live(Random random, Receipt ofTheSecond) {
    List<Runnable> events = new ArrayList<>();
    for (long n = 0; n < 3; n++) {
      long part = n;
      events.add(() -> receipt(Receipt.STORED, part));
      events.add(() -> receipt(Receipt.STORED, part));
      events.add(() -> receipt(part == 1 ? ofTheSecond : Receipt.DELIVERED, part));
      events.add(this::acceptOneIfAnyWaits);
    }
    Collections.shuffle(events, random);
    for (Runnable event : events) {
      event.run();
      if (random.nextInt(5) == 0) {
        departures = begin(200);
      }
    }
  }

  private void acceptOneIfAnyWaits() {
    Outgoing next = departures.outbox().poll();
    if (next != null) {
      departures.onAccepted(next, heard);
    }
  }

  private static boolean isEnd(ClientReport report) {
    return report instanceof ClientReport.Delivered
        || report instanceof ClientReport.Failed
        || report instanceof ClientReport.Undelivered;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no record",
        "STORED 2222222222 100 0 60 0 0 0\n",
        "STORED 2222222222 100 0 60 0 0 0 9\nshort",
        "STORED 2222222222 100 0 60 0 0 0 -1\nshort",
        "NEVER 2222222222 100 0 60 0 0 0 5\nshort",
        "STORED 2222222222 x 0 60 0 0 0 5\nshort"
      })
  void shouldRefuseWhatIsNoRecord(String record) {
    assertThatThrownBy(() -> SubmissionRecord.decode(Payload.of(record)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static final long WAIT_MILLIS = 60_000 + AnswerLimits.MARGIN_MILLIS;

  private void goTo(long millis) {
    departures.advance(millis);
    departures.giveUpWaiting(heard);
  }

  @Test
  void shouldNotWaitForReceiptsForEver() {
    departures.advance(5_000);
    send(1, LONG, Stage.DELIVERED);
    goTo(10 * WAIT_MILLIS);
    assertThat(heard.reports).as("the home hasn't got it").isEmpty();
    assertThat(departures.nextDeadlineMillis()).isEqualTo(Long.MAX_VALUE);
    accept(3);
    assertThat(departures.nextDeadlineMillis()).isEqualTo(11 * WAIT_MILLIS);
    heard.reports.clear();
    goTo(11 * WAIT_MILLIS - 1);
    assertThat(heard.reports).isEmpty();
    goTo(11 * WAIT_MILLIS);
    assertThat(heard.reports)
        .singleElement()
        .isInstanceOfSatisfying(ClientReport.Unknown.class, unknown -> {
          assertThat(unknown.token()).isEqualTo(1);
          assertThat(unknown.id()).isEqualTo(new MessageId(100, 0));
        });
    assertThat(kept.records).isEmpty();
    receipt(Receipt.DELIVERED, 0);
    goTo(99 * WAIT_MILLIS);
    assertThat(heard.reports).as("it is over").hasSize(1);
  }

  @Test
  void shouldWaitForReceiptsNoLongerAfterARestart() {
    send(1, Payload.of("followed"), Stage.DELIVERED);
    accept(1);
    assertThat(kept.records.values())
        .singleElement()
        .matches(record -> record.text().startsWith("DELIVERED@" + WAIT_MILLIS + "+0 "));
    departures = begin(200, WAIT_MILLIS / 2);
    heard.reports.clear();
    goTo(WAIT_MILLIS - 1);
    assertThat(heard.reports).isEmpty();
    goTo(WAIT_MILLIS);
    assertThat(heard.reports)
        .singleElement()
        .isInstanceOfSatisfying(
            ClientReport.Unknown.class, unknown -> assertThat(unknown.token()).isEqualTo(-1));
    assertThat(kept.records).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {-10, 10})
  void shouldBearAClockThatIsInAnotherYearAfterARestart(long years) {
    long now = years * 365 * 86_400_000L;
    send(1, Payload.of("followed"), Stage.DELIVERED);
    accept(1);
    departures = begin(200, now);
    heard.reports.clear();
    goTo(now + AnswerLimits.AGAIN_MILLIS_MIN - 1);
    assertThat(heard.reports).isEmpty();
    goTo(now + WAIT_MILLIS);
    assertThat(heard.reports).hasSize(1);
  }
}
