package org.chappe.server.station;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.server.station.StationRig.ANNA;
import static org.chappe.server.station.StationRig.BERT;
import static org.chappe.server.station.StationRig.WALL_MILLIS;
import static org.chappe.server.station.StationRig.asking;
import static org.chappe.server.station.StationRig.living;
import static org.chappe.server.station.StationRig.message;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.Payload;
import org.chappe.model.Receipt;
import org.chappe.node.Batch;
import org.junit.jupiter.api.Test;

/** How lives end in a station, and what clocks have to do with it. */
final class StationLifeTest {

  private static final long DAY = 24 * 3_600;
  private static final long TEN_YEARS_MILLIS = 3_653 * DAY * 1_000;

  private final StationRig rig =
      new StationRig(new StationLimits(10_000, 10).withLives(new Lives(60, 5 * DAY)));

  private static Message expired(long n) {
    return Receipts.of(message(n), Receipt.EXPIRED, Receipts.EXPIRED, new Lives(60, 5 * DAY))
        .sentBy(Message.NOBODY, Message.UNLIMITED, Message.UNLIMITED);
  }

  @Test
  void shouldDeleteAMessageAndTellItsSenderInOneBatchWhenItsLifeEnds() {
    rig.accept(message(0));
    rig.commit();
    rig.pass(59);
    assertThat(rig.station.sizeOf(BERT)).isEqualTo(1);
    rig.station.advance(65 * StationRig.SECOND);
    rig.station.expire();

    List<Batch.Change> changes = rig.handIn();

    assertThat(changes)
        .filteredOn(change -> change.key().space() == StationKeys.MAIL)
        .extracting(change -> change.key().major() + (change.value() == null ? " gone" : " kept"))
        .containsExactly(BERT.value() + " gone", ANNA.value() + " kept");
  }

  @Test
  void shouldTellTheSenderOnceThatAMessageExpired() {
    rig.accept(asking(0));
    rig.commit();
    rig.pass(61);
    assertThat(rig.station.mailbox(BERT)).isNull();
    assertThat(rig.read(ANNA)).containsExactly(expired(0));
    assertThat(rig.bring(asking(0))).as("a copy comes late").isEqualTo(Acceptance.DUPLICATE);
    assertThat(rig.station.ends().expired()).isEqualTo(1);
    assertThat(rig.station.ends().of(Receipt.EXPIRED)).isEqualTo(1);
  }

  @Test
  void shouldEndEachMessageInItsOwnTimeAndKeepTheRestInOrder() {
    List.of(40L, 10L, 90L, 20L, 10L).forEach(life -> rig.accept(living(message(life * 10), life)));
    IntStream.range(0, 3).forEach(n -> rig.accept(living(message(n), 90)));
    rig.commit();
    rig.pass(15);
    assertThat(rig.station.sizeOf(BERT)).isEqualTo(6);
    rig.pass(30);
    assertThat(rig.read(BERT))
        .extracting(Message::text)
        .extracting(Object::toString)
        .containsExactly("text 900", "text 0", "text 1", "text 2");
    assertThat(rig.station.ends().expired()).as("one number came twice").isEqualTo(3);
  }

  @Test
  void shouldNotHandOnWhatIsOverEvenBeforeItIsFound() {
    rig.accept(message(0));
    rig.accept(living(message(1), 600));
    rig.commit();
    rig.station.advance(100 * StationRig.SECOND);
    assertThat(rig.station.outgoing().next(rig.mailbox(BERT))).isNull();
    rig.arrivals.clear();
    rig.station.expire();
    assertThat(rig.station.outgoing().next(rig.mailbox(BERT)))
        .as("its deletion isn't durable")
        .isNull();
    rig.commit();
    assertThat(rig.arrivals).contains(BERT);
    assertThat(rig.hand(BERT).text()).isEqualTo(message(1).text());
  }

  @Test
  void shouldLetAMessageThatComesWithItsLifeUsedUpExpireAtOnce() {
    rig.bring(living(message(0), 0));
    rig.commit();
    rig.turn();
    assertThat(rig.read(ANNA)).containsExactly(expired(0));
  }

  @Test
  void shouldNotWaitForARelayThatWasHandedBadNewsForADeviceThatWasRemoved() {
    Heir heir = new Heir(new ClientId(3), 7);
    rig.station.deletedAccounts().ask(heir::equals);
    rig.bring(living(expired(0).from(ANNA).to(BERT), 3_600));
    rig.commit();
    rig.station.deletedAccounts().deleted(BERT, heir, rig.station.ageSeconds());
    Message handed = Objects.requireNonNull(rig.station.outgoing().next(rig.mailbox(BERT)));
    rig.station.outgoing().handAway(rig.mailbox(BERT), handed);
    rig.pass(5);
    assertThat(rig.station.deletedAccounts().inherited()).isEqualTo(1);
    assertThat(rig.station.mailbox(BERT)).isNull();
    assertThat(rig.read(heir.owner())).hasSize(1);
  }

  @Test
  void shouldWaitForTheClientThatWasHandedAMessage() {
    rig.accept(message(0));
    rig.accept(message(1));
    rig.commit();
    Message handed = rig.hand(BERT);
    rig.pass(3_600);
    assertThat(rig.station.sizeOf(BERT)).as("the other one is over").isEqualTo(1);
    rig.station.outgoing().delivered(rig.mailbox(BERT), handed);
    rig.commit();
    assertThat(rig.read(ANNA)).containsExactly(expired(1));
  }

  @Test
  void shouldEndWhatTheClientGaveBack() {
    rig.accept(message(0));
    rig.commit();
    rig.hand(BERT);
    rig.pass(3_600);
    rig.station.outgoing().rewind(rig.mailbox(BERT));
    rig.pass(2);
    assertThat(rig.station.mailbox(BERT)).isNull();
    assertThat(rig.read(ANNA)).containsExactly(expired(0));
  }

  @Test
  void shouldEndACopyWhoseRelayNeverAnswered() {
    rig.accept(message(0));
    rig.commit();
    rig.station.outgoing().handAway(rig.mailbox(BERT), message(0));
    rig.pass(3_600);
    assertThat(rig.station.outgoing().copies()).isEqualTo(1);
    rig.station.outgoing().timedOut(rig.mailbox(BERT));
    rig.pass(2);
    assertThat(rig.station.outgoing().copies()).isZero();
    assertThat(rig.read(ANNA)).containsExactly(expired(0));
  }

  @Test
  void shouldTakeTheTimeAtRestOffWhatItHandsOn() {
    rig.bring(living(message(0), 50));
    rig.commit();
    rig.pass(20);
    Message next = rig.mailbox(BERT).waiting() > 0 ? message(0) : message(9);
    assertThat(rig.station.outgoing().handAway(rig.mailbox(BERT), next)).isEqualTo(30);
  }

  @Test
  void shouldEndCopiesForDevicesInSilence() {
    rig.bring(living(message(0).as(Receipt.COPY), 60));
    rig.commit();
    rig.pass(61);
    assertThat(rig.station.size()).isZero();
    assertThat(rig.station.copies().ended()).isEqualTo(1);
    assertThat(rig.station.ends().broadcastsEnded()).isZero();
  }

  @Test
  void shouldEndReceiptsInSilence() {
    rig.accept(message(0));
    rig.commit();
    rig.pass(61);
    assertThat(rig.station.sizeOf(ANNA)).isEqualTo(1);
    rig.pass(7 * DAY);
    assertThat(rig.station.size()).isZero();
    assertThat(rig.station.ends().receiptsEnded()).isEqualTo(1);
    assertThat(rig.isResting()).isTrue();
  }

  @Test
  void shouldSearchAFullMailboxASliceAtATime() {
    int messages = 4 * Expiry.SLICE_RECORDS + 7;
    IntStream.range(0, messages).forEach(n -> rig.accept(message(n)));
    rig.commit();
    rig.station.advance(100 * StationRig.SECOND);
    for (int slice = 1; slice <= 4; slice++) {
      rig.station.expire();
      rig.station.expire(); // nothing until what was deleted is durable
      assertThat(rig.station.ends().slicesSearched()).isEqualTo(slice);
      assertThat(rig.station.sizeOf(BERT)).isEqualTo(messages - slice * Expiry.SLICE_RECORDS);
      rig.commit();
    }
    rig.station.expire();
    rig.commit();
    assertThat(rig.station.sizeOf(BERT)).isZero();
    assertThat(rig.station.sizeOf(ANNA)).isEqualTo(messages);
    assertThat(rig.station.size()).as("receipts take the place of messages").isEqualTo(messages);
  }

  @Test
  void shouldLetLivesGoOnOverARestart() {
    rig.accept(living(message(0), 4 * DAY));
    rig.commit();
    rig.pass(100);
    rig.restart(WALL_MILLIS + 100_000 + DAY * 1_000 / 2);
    assertThat(rig.station.ageSeconds()).isBetween(90 + DAY / 2, 110 + DAY / 2);
    rig.pass(3 * DAY);
    assertThat(rig.station.sizeOf(BERT)).isEqualTo(1);
    rig.pass(DAY / 2);
    assertThat(rig.station.sizeOf(BERT)).isZero();
    assertThat(rig.station.sizeOf(ANNA)).isEqualTo(1);
  }

  @Test
  void shouldEndNothingEnMasseWhenTheWallClockIsTenYearsOff() {
    rig.accept(living(message(0), 2 * DAY));
    rig.commit();
    rig.pass(20);
    rig.restart(WALL_MILLIS + TEN_YEARS_MILLIS);
    rig.pass(1);
    assertThat(rig.station.ageSeconds()).as("a day at most").isBetween(DAY + 1, DAY + 40);
    assertThat(rig.station.sizeOf(BERT)).isEqualTo(1);
    rig.pass(20);
    rig.restart(WALL_MILLIS - TEN_YEARS_MILLIS);
    rig.pass(1);
    assertThat(rig.station.ageSeconds()).as("and never back").isBetween(DAY + 20, DAY + 60);
    rig.pass(DAY);
    assertThat(rig.station.sizeOf(BERT)).isZero();
  }

  @Test
  void shouldNoteAtWhichAgeAPairWasLastSeen() {
    rig.pass(40);
    rig.accept(message(0));
    rig.commit();
    Payload record =
        Objects.requireNonNull(rig.records.get(StationKeys.seen(ANNA.value(), BERT.value())));
    assertThat(SeenCodec.decode(ANNA.value(), BERT.value(), record).addedAtSeconds())
        .isEqualTo(40);
  }

  @Test
  void shouldSearchAMailboxFromTheOldestMessageThatIsLeft() {
    IntStream.range(0, 20).forEach(n -> rig.accept(living(message(n), n < 10 ? 10 : 30 + n)));
    rig.commit();
    rig.pass(15);
    assertThat(rig.station.sizeOf(BERT)).isEqualTo(10);
    rig.pass(30);
    assertThat(rig.scannedFrom.space()).isEqualTo(StationKeys.MAIL);
    assertThat(rig.scannedFrom.minor()).isBetween(10L, 16L);
    assertThat(rig.station.sizeOf(BERT)).isEqualTo(4);
    IntStream.range(20, 25).forEach(n -> rig.accept(living(message(n), 40)));
    rig.commit();
    rig.pass(100);
    assertThat(rig.scannedFrom.minor()).isGreaterThan(16);
    assertThat(rig.station.mailbox(BERT)).isNull();
    assertThat(rig.station.ends().expired()).isEqualTo(25);
  }
}
