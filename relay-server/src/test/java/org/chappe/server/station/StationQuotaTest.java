package org.chappe.server.station;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.server.station.StationRig.ANNA;
import static org.chappe.server.station.StationRig.BERT;
import static org.chappe.server.station.StationRig.asking;
import static org.chappe.server.station.StationRig.message;
import static org.chappe.server.station.StationRig.messageFrom;

import java.util.List;
import java.util.stream.IntStream;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.Receipt;
import org.junit.jupiter.api.Test;

/** What a station makes of too much, and which receipts it gives. */
final class StationQuotaTest {

  private static final StationLimits ROOMY = new StationLimits(1_000, 10);

  private static StationRig rig(StationLimits limits) {
    return new StationRig(limits);
  }

  private static void deliverAll(StationRig rig, ClientId owner) {
    rig.read(owner)
        .forEach(message -> rig.station.outgoing().delivered(rig.mailbox(owner), message));
    rig.commit();
  }

  private static List<Receipt> receipts(List<Message> messages) {
    return messages.stream().map(Message::receipt).toList();
  }

  @Test
  void shouldRefuseAClientWhenTheMailboxHoldsItsMessages() {
    StationRig rig = rig(ROOMY.withMailbox(4, 1_000_000));
    IntStream.range(0, 4)
        .forEach(n -> assertThat(rig.accept(message(n))).isEqualTo(Acceptance.NEW));
    assertThat(rig.accept(message(4))).isEqualTo(Acceptance.MAILBOX_FULL);
    assertThat(rig.accept(message(0))).as("had it").isEqualTo(Acceptance.DUPLICATE);
    assertThat(rig.accept(messageFrom(ANNA, new ClientId(3), 0))).isEqualTo(Acceptance.NEW);
    assertThat(rig.station.ends().refusedQuota()).isEqualTo(1);
  }

  @Test
  void shouldRefuseAClientWhenTheMailboxHoldsItsBytes() {
    int each = Mail.RECORD_BYTES + 6;
    StationRig rig = rig(ROOMY.withMailbox(100, 2L * each + 1));
    IntStream.range(0, 3)
        .forEach(n -> assertThat(rig.accept(message(n))).isEqualTo(Acceptance.NEW));
    assertThat(rig.accept(message(3))).isEqualTo(Acceptance.MAILBOX_FULL);
    assertThat(rig.station.bytes()).isEqualTo(3L * each);
  }

  @Test
  void shouldTellWhoWaitsForAMailboxWhenAQuarterOfItIsFree() {
    StationRig rig = rig(ROOMY.withMailbox(4, 1_000_000));
    IntStream.range(0, 4).forEach(n -> rig.accept(message(n)));
    rig.commit();
    rig.station.await(BERT);
    List<Message> read = rig.read(BERT);
    assertThat(rig.station.takeEased()).isEmpty();
    rig.station.outgoing().delivered(rig.mailbox(BERT), read.get(0));
    assertThat(rig.station.takeEased()).containsExactly(BERT);
    rig.station.outgoing().delivered(rig.mailbox(BERT), read.get(1));
    assertThat(rig.station.takeEased()).as("once").isEmpty();
  }

  @Test
  void shouldFailWhatNeighboursBringBeyondTheReserveOfAMailbox() {
    StationRig rig = rig(ROOMY.withMailbox(4, 1_000_000));
    IntStream.range(0, 6).forEach(n -> assertThat(rig.bring(message(n))).isEqualTo(Acceptance.NEW));
    assertThat(rig.bring(message(6))).isEqualTo(Acceptance.SETTLED);
    assertThat(rig.told).isEmpty();
    rig.commit();
    assertThat(rig.told).containsExactly(0L, 0L, 0L, 0L, 0L, 0L, Station.FAILED);
    assertThat(rig.station.sizeOf(BERT)).isEqualTo(6);
    assertThat(rig.bring(message(6))).as("a copy").isEqualTo(Acceptance.DUPLICATE);
    rig.commit();
    assertThat(rig.told).as("not stored by that").endsWith(Station.FAILED, Station.FAILED);
    assertThat(rig.accept(message(6))).as("its writer's own").isEqualTo(Acceptance.DUPLICATE);
    rig.commit();
    assertThat(rig.told).endsWith(Station.FAILED, 0L);
    List<Message> told = rig.read(ANNA);
    assertThat(receipts(told)).containsExactly(Receipt.FAILED);
    assertThat(told.get(0).text().text()).isEqualTo("mailbox full: text 6");
    assertThat(rig.station.ends().failed()).isEqualTo(1);
  }

  @Test
  void shouldKnowAfterARestartThatWhatItSawHasFailed() {
    StationRig rig = rig(ROOMY.withMailbox(4, 1_000_000));
    IntStream.range(0, 7).forEach(n -> rig.bring(message(n)));
    Message receipt = Receipts.of(messageFrom(BERT, ANNA, 6), Receipt.EXPIRED, Lives.DEFAULT);
    assertThat(rig.bring(receipt)).isEqualTo(Acceptance.NEW);
    rig.commit();
    rig.restart(0);
    rig.told.clear();
    assertThat(rig.bring(message(6))).isEqualTo(Acceptance.DUPLICATE);
    assertThat(rig.bring(receipt)).as("of the same number").isEqualTo(Acceptance.DUPLICATE);
    rig.commit();
    assertThat(rig.told).containsExactly(Station.FAILED, 0L);
  }

  @Test
  void shouldRefuseClientsInAFullStoreAndTakeAQuarterMoreFromNeighbours() {
    long each = Mail.RECORD_BYTES + 6;
    StationRig rig = rig(ROOMY.withBytesMax(8 * each));
    IntStream.range(0, 8)
        .forEach(n -> assertThat(rig.accept(message(n))).isEqualTo(Acceptance.NEW));
    assertThat(rig.accept(message(8))).isEqualTo(Acceptance.FULL);
    assertThat(rig.bring(message(8))).isEqualTo(Acceptance.NEW);
    assertThat(rig.bring(message(9))).isEqualTo(Acceptance.NEW);
    assertThat(rig.bring(messageFrom(ANNA, BERT, 1_000))).isEqualTo(Acceptance.NEW);
    assertThat(rig.bring(messageFrom(ANNA, BERT, 1_001))).isEqualTo(Acceptance.FULL);
    rig.commit();
    deliverAll(rig, BERT);
    assertThat(rig.station.bytes()).isZero();
    assertThat(rig.accept(messageFrom(ANNA, BERT, 1_001))).isEqualTo(Acceptance.NEW);
  }

  @Test
  void shouldTakeNothingOnAFullDiskAndStillDeliver() {
    StationRig rig = rig(ROOMY);
    rig.accept(asking(0));
    rig.commit();
    rig.full = true;
    assertThat(rig.accept(message(1))).isEqualTo(Acceptance.FULL);
    assertThat(rig.bring(message(1))).isEqualTo(Acceptance.FULL);
    deliverAll(rig, BERT);
    assertThat(receipts(rig.read(ANNA))).containsExactly(Receipt.DELIVERED);
  }

  @Test
  void shouldHoldASenderToItsRate() {
    StationRig rig = rig(ROOMY.withSenderRate(2));
    assertThat(rig.accept(message(0))).isEqualTo(Acceptance.NEW);
    assertThat(rig.accept(message(1))).isEqualTo(Acceptance.NEW);
    assertThat(rig.accept(message(2))).isEqualTo(Acceptance.TOO_FAST);
    assertThat(rig.bring(messageFrom(ANNA, BERT, 3))).as("neighbours").isEqualTo(Acceptance.NEW);
    rig.pass(1);
    assertThat(rig.accept(message(2))).isEqualTo(Acceptance.NEW);
  }

  @Test
  void shouldTellOfDeliveryInTheBatchThatDeletesTheMessageIfAsked() {
    StationRig rig = rig(ROOMY);
    rig.accept(asking(0));
    rig.accept(message(1));
    rig.commit();
    rig.read(BERT).forEach(one -> rig.station.outgoing().delivered(rig.mailbox(BERT), one));
    assertThat(rig.handIn())
        .filteredOn(change -> change.key().space() == StationKeys.MAIL)
        .extracting(change -> change.key().major() + (change.value() == null ? " gone" : " kept"))
        .containsExactlyInAnyOrder("2 gone", "2 gone", "1 kept");
    assertThat(rig.station.ends().of(Receipt.DELIVERED)).isEqualTo(1);
  }

  @Test
  void shouldTellOfStoringWhenAnotherRelayHasTheMessage() {
    StationRig rig = rig(ROOMY);
    rig.accept(asking(0));
    rig.accept(message(1));
    rig.commit();
    rig.station.outgoing().handAway(rig.mailbox(BERT), asking(0));
    rig.station.outgoing().handAway(rig.mailbox(BERT), message(1));
    StoredNotice notice = new StoredNotice(BERT, ANNA, 1, MailKind.MESSAGE, 7, 0, 1);
    rig.station.outgoing().stored(rig.mailbox(BERT), notice);
    rig.commit();
    assertThat(rig.read(ANNA))
        .containsExactly(Receipts.of(asking(0), Receipt.STORED, ROOMY.lives())
            .sentBy(Message.NOBODY, Message.UNLIMITED, Message.UNLIMITED));
  }

  @Test
  void shouldNotTellOfStoringWhatAnotherRelayHasFailed() {
    StationRig rig = rig(ROOMY);
    rig.accept(asking(0));
    rig.commit();
    rig.station.outgoing().handAway(rig.mailbox(BERT), asking(0));
    StoredNotice notice = new StoredNotice(BERT, ANNA, 1, MailKind.MESSAGE, 7, 0, 0).asFailed();
    rig.station.outgoing().stored(rig.mailbox(BERT), notice);
    rig.commit();
    assertThat(rig.station.size()).isZero();
    assertThat(rig.accept(asking(0))).as("it has ended").isEqualTo(Acceptance.DUPLICATE);
  }

  @Test
  void shouldNeverMakeAReceiptForAReceipt() {
    StationRig rig = rig(ROOMY);
    rig.accept(asking(0));
    rig.commit();
    deliverAll(rig, BERT);
    deliverAll(rig, ANNA);
    assertThat(rig.station.size()).isZero();
  }

  @Test
  void shouldRefuseASenderWithTooManyReceiptsAndDropOnlyThoseThatCanBeDoneWithout() {
    StationRig rig = rig(ROOMY.withMailbox(4, 1_000_000));
    for (int n = 0; n < 4; n++) {
      rig.accept(asking(n));
      rig.commit();
      deliverAll(rig, BERT);
    }
    assertThat(rig.accept(asking(4))).isEqualTo(Acceptance.RECEIPTS_WAIT);
    Lives lives = ROOMY.lives();
    for (int n = 10; n < 13; n++) {
      Message about = asking(n);
      rig.bring(Receipts.of(about, Receipt.DELIVERED, lives));
    }
    rig.commit();
    assertThat(rig.station.sizeOf(ANNA)).as("a quarter more, and one").isEqualTo(6);
    assertThat(rig.station.ends().receiptsDropped()).isEqualTo(1);
    rig.bring(Receipts.of(asking(20), Receipt.EXPIRED, Receipts.EXPIRED, lives));
    rig.commit();
    assertThat(rig.station.sizeOf(ANNA)).isEqualTo(7);
    deliverAll(rig, ANNA);
    assertThat(rig.accept(asking(4))).isEqualTo(Acceptance.NEW);
  }

  @Test
  void shouldCountTheSameAfterARestart() {
    StationRig rig = rig(ROOMY.withMailbox(4, 1_000_000));
    rig.accept(asking(0));
    rig.commit();
    deliverAll(rig, BERT);
    IntStream.range(1, 4).forEach(n -> rig.accept(message(n)));
    rig.commit();
    long bytes = rig.station.bytes();
    rig.restart(StationRig.WALL_MILLIS);
    assertThat(rig.station.size()).isEqualTo(4);
    assertThat(rig.station.bytes()).isEqualTo(bytes);
    assertThat(rig.accept(message(4))).isEqualTo(Acceptance.NEW);
    assertThat(rig.accept(message(5))).isEqualTo(Acceptance.MAILBOX_FULL);
    assertThat(rig.mailbox(ANNA).stock().receipts()).isEqualTo(1);
  }
}
