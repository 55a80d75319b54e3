package org.chappe.server.station;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.server.station.StationRig.ANNA;
import static org.chappe.server.station.StationRig.BERT;
import static org.chappe.server.station.StationRig.asking;
import static org.chappe.server.station.StationRig.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.Receipt;
import org.chappe.model.RoomKind;
import org.chappe.model.Via;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How items of queues end in a station, which ANNA lends to BERT for a minute. */
final class LentMailTest {

  private static final long LEASE_SECONDS = 60;

  private final StationRig rig = new StationRig(new StationLimits(10_000, 10));
  private final Bert bert = new Bert();

  private static final class Bert implements Lending {
    private Place place = Place.HERE;
    private boolean isSilent;
    private final List<ClientId> recalled = new ArrayList<>();

    @Override
    public boolean isRoom(ClientId id) {
      return id.equals(ANNA);
    }

    @Override
    public boolean isSilent(ClientId client, long nowNanos) {
      return isSilent;
    }

    @Override
    public Place placeOf(ClientId client) {
      return place;
    }

    @Override
    public void recall(ClientId client) {
      recalled.add(client);
    }
  }

  @BeforeEach
  void lend() {
    rig.station.lent().ask(bert);
    rig.accept(item(0));
    rig.commit();
  }

  private static Message item(long n) {
    Message like = asking(n);
    return new Message(
        ANNA,
        BERT,
        like.id(),
        null,
        Message.UNLIMITED,
        Message.NOBODY,
        LEASE_SECONDS,
        Receipt.WANTED,
        Via.ROOM,
        null,
        like.text());
  }

  private int kept() {
    return rig.station.sizeOf(BERT);
  }

  @Test
  void shouldEndWithItsLifeWhereItsTakerIsAtHome() {
    rig.pass(LEASE_SECONDS - 1);
    assertThat(kept()).isEqualTo(1);
    rig.pass(1);
    assertThat(kept()).isZero();
    assertThat(rig.read(ANNA)).extracting(Message::receipt).containsExactly(Receipt.EXPIRED);
  }

  @Test
  void shouldWaitADayForTheWordOfTheRelayWhereItsTakerIsAtHome() {
    bert.place = Lending.Place.ELSEWHERE;
    rig.pass(LEASE_SECONDS + RoomKind.WORD_SECONDS - LentMail.AGAIN_SECONDS);
    assertThat(kept()).isEqualTo(1);
    rig.pass(2 * LentMail.AGAIN_SECONDS);
    assertThat(kept()).isZero();
  }

  @Test
  void shouldWaitAMinuteUntilItIsKnownWhereItsTakerIsAtHome() {
    bert.place = Lending.Place.UNKNOWN;
    rig.pass(LEASE_SECONDS + LentMail.UNKNOWN_SECONDS - LentMail.AGAIN_SECONDS);
    assertThat(kept()).isEqualTo(1);
    rig.pass(2 * LentMail.AGAIN_SECONDS);
    assertThat(kept()).isZero();
  }

  @Test
  void shouldStillGoToTheRelayThatMayKnowBetterAndHoldNothingUpBehindIt() {
    bert.place = Lending.Place.ELSEWHERE;
    rig.accept(message(7));
    rig.commit();
    rig.pass(2 * LEASE_SECONDS);
    assertThat(rig.station.outgoing().next(rig.mailbox(BERT)))
        .as("to BERT himself")
        .isNull();
    for (long n : new long[] {0, 7}) {
      Message copy = Objects.requireNonNull(rig.station.outgoing().nextCopy(rig.mailbox(BERT)));
      assertThat(copy.id()).isEqualTo(message(n).id());
      long left = rig.station.outgoing().handAway(rig.mailbox(BERT), copy);
      assertThat(left > 0).as("there is life left in %s", copy).isEqualTo(n == 7);
    }
  }

  @Test
  void shouldHandNoCopyOfWhatHasJustEnded() {
    rig.accept(message(7));
    rig.commit();
    rig.sweep(LEASE_SECONDS);
    bert.place = Lending.Place.ELSEWHERE;
    assertThat(rig.station.outgoing().nextCopy(rig.mailbox(BERT)))
        .as("not durable yet")
        .isNull();
    rig.commit();
    assertThat(rig.station.outgoing().nextCopy(rig.mailbox(BERT))).isEqualTo(message(7));
  }

  @Test
  void shouldBeTakenBackOnlyFromWhoIsNotHeardOf() {
    rig.hand(BERT);
    rig.pass(2 * LEASE_SECONDS);
    assertThat(kept()).isEqualTo(1);
    assertThat(bert.recalled).isEmpty();
    bert.isSilent = true;
    rig.pass(Expiry.AGAIN_SECONDS);
    assertThat(kept()).isZero();
    assertThat(bert.recalled).containsExactly(BERT);
    assertThat(rig.station.ends().itemsRecalled()).isEqualTo(1);
  }

  @Test
  void shouldNeverDropTheWordThatAnItemIsSomebodysHoweverManyWait() {
    StationRig small = new StationRig(new StationLimits(1_000, 10).withMailbox(4, 1_000_000));
    small.station.lent().ask(bert);
    for (long n = 0; n < 20; n++) {
      assertThat(small.bring(Receipts.of(item(n), Receipt.DELIVERED, Lives.DEFAULT)))
          .isEqualTo(Acceptance.NEW);
    }
    small.commit();
    assertThat(small.read(ANNA)).hasSize(20);
    assertThat(small.station.ends().receiptsDropped()).isZero();
  }

  @Test
  void shouldTellNoRoomThatAnItemIsStored() {
    bert.place = Lending.Place.ELSEWHERE;
    Message copy = Objects.requireNonNull(rig.station.outgoing().nextCopy(rig.mailbox(BERT)));
    rig.station.outgoing().handAway(rig.mailbox(BERT), copy);
    rig.station
        .outgoing()
        .stored(rig.mailbox(BERT), new StoredNotice(BERT, ANNA, 1, MailKind.MESSAGE, 7, 0, 0));
    rig.commit();
    assertThat(rig.station.size()).isZero();
  }
}
