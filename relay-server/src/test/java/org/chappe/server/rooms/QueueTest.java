package org.chappe.server.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.Payload;
import org.chappe.model.Receipt;
import org.chappe.model.RoomKind;
import org.chappe.model.Via;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class QueueTest {

  private static final ClientId ANNA = RoomRig.client(1);
  private static final ClientId BERT = RoomRig.client(2);

  private final RoomRig rig = new RoomRig();

  @BeforeEach
  void found() {
    rig.found("queue:jobs");
  }

  private void push(String... texts) {
    for (String text : texts) {
      assertThat(rig.write(ANNA, text)).isNull();
    }
  }

  private Message take(ClientId taker) {
    rig.write(taker, "/take k1");
    return rig.posted().get(0);
  }

  private String size() {
    rig.write(ANNA, "/size k1");
    return rig.said().get(0);
  }

  @Test
  void shouldLendTheOldestFirstAndEachToOne() {
    push("one", "two");
    Message first = take(ANNA);
    Message second = take(BERT);
    assertThat(first.text().text()).isEqualTo(ANNA + " one");
    assertThat(first.destination()).isEqualTo(ANNA);
    assertThat(first.via()).isEqualTo(Via.ROOM);
    assertThat(first.receipt()).isEqualTo(Receipt.WANTED);
    assertThat(first.lifeSeconds()).isEqualTo(Queue.LENT_SECONDS);
    assertThat(second.text().text()).isEqualTo(ANNA + " two");
    assertThat(take(ANNA).text().text()).isEqualTo("/take k1 !empty nothing waits in the queue");
    assertThat(size()).isEqualTo(ANNA + ": /size k1 ok 0 2");
  }

  @Test
  void shouldForgetWhatWasTakenAlsoAfterARestart() {
    push("one");
    Message item = take(BERT);
    rig.restart();
    rig.receipt(item, Receipt.STORED);
    assertThat(size()).isEqualTo(ANNA + ": /size k1 ok 0 1");
    rig.receipt(item, Receipt.DELIVERED);
    rig.restart();
    assertThat(size()).isEqualTo(ANNA + ": /size k1 ok 0 0");
  }

  @Test
  void shouldPutBackInFrontWhatWasNotTaken() {
    push("one", "two");
    Message lost = take(BERT);
    rig.restart();
    rig.receipt(lost, Receipt.EXPIRED);
    rig.restart();
    assertThat(size()).isEqualTo(ANNA + ": /size k1 ok 2 0");
    Message again = take(ANNA);
    assertThat(again.text().text()).isEqualTo(ANNA + " one");
    assertThat(again.id()).isNotEqualTo(lost.id());
    assertThat(rig.rooms.statistics().itemsReturned()).isZero();
    rig.receipt(take(BERT), Receipt.FAILED);
    assertThat(rig.rooms.statistics().itemsReturned()).isEqualTo(1);
  }

  @Test
  void shouldBelieveThatItWasTakenAfterAll() {
    push("one");
    Message item = take(BERT);
    rig.receipt(item, Receipt.EXPIRED);
    rig.receipt(item, Receipt.DELIVERED);
    assertThat(size()).isEqualTo(ANNA + ": /size k1 ok 0 0");
  }

  @Test
  void shouldNotHearOfAnEarlierTakerWhenAnotherHasIt() {
    push("one");
    Message first = take(BERT);
    rig.receipt(first, Receipt.EXPIRED);
    Message second = take(ANNA);
    rig.receipt(first, Receipt.EXPIRED);
    rig.receipt(first, Receipt.DELIVERED);
    assertThat(size()).isEqualTo(ANNA + ": /size k1 ok 0 1");
    rig.receipt(second, Receipt.DELIVERED);
    rig.receipt(second, Receipt.EXPIRED);
    assertThat(size()).isEqualTo(ANNA + ": /size k1 ok 0 0");
  }

  @Test
  void shouldWaitADayLongerThanTheLeaseForTheWordOfWhatBecameOfAnItem() {
    push("one", "two");
    Message item = take(BERT);
    rig.ageSeconds = Queue.LENT_SECONDS + RoomKind.WORD_SECONDS - 1;
    rig.restart();
    rig.rooms.giveUp();
    assertThat(size()).isEqualTo(ANNA + ": /size k1 ok 1 1");
    rig.ageSeconds++;
    rig.rooms.giveUp();
    rig.restart();
    assertThat(size()).isEqualTo(ANNA + ": /size k1 ok 2 0");
    rig.rooms.giveUp();
    rig.receipt(item, Receipt.DELIVERED);
    assertThat(size()).as("a late word").isEqualTo(ANNA + ": /size k1 ok 1 0");
  }

  @Test
  void shouldGiveUpABoundedNumberAtOnce() {
    for (int i = 0; i <= Rooms.GIVEN_UP_AT_ONCE; i++) {
      push("item");
      take(BERT);
    }
    rig.ageSeconds = 2 * RoomKind.WORD_SECONDS;
    rig.rooms.giveUp();
    assertThat(rig.rooms.statistics().itemsGivenUp()).isEqualTo(Rooms.GIVEN_UP_AT_ONCE);
    assertThat(size()).isEqualTo(ANNA + ": /size k1 ok 1000 1");
    rig.rooms.giveUp();
    assertThat(size()).isEqualTo(ANNA + ": /size k1 ok 1001 0");
  }

  @Test
  void shouldLendForAsLongAsIsAskedWithinBounds() {
    push("one");
    for (String seconds : new String[] {"9", "3601", "x", "60 1"}) {
      rig.write(BERT, "/take k1 " + seconds);
      assertThat(rig.said())
          .containsExactly(BERT + ": /take k1 !param an item is lent for 10 to 3600 seconds");
    }
    rig.write(BERT, "/take k1 3600");
    assertThat(rig.posted().get(0).lifeSeconds()).isEqualTo(3_600);
  }

  @Test
  void shouldLendNothingToWhoHasNoRoomForIt() {
    push("one");
    rig.full.add(BERT);
    rig.write(BERT, "/take k1");
    assertThat(rig.posted()).isEmpty();
    assertThat(size()).isEqualTo(ANNA + ": /size k1 ok 1 0");
  }

  @Test
  void shouldShowTheOldestWithoutLendingIt() {
    rig.write(BERT, "/peek k1");
    push("ü".repeat(70), "two");
    rig.write(BERT, "/peek 123456789");
    assertThat(rig.said())
        .containsExactly(
            BERT + ": /peek k1 !empty nothing waits in the queue",
            BERT + ": /peek 123456789 ok 1.2 " + ANNA + " " + "ü".repeat(59),
            BERT + ": /peek 123456789 ok 2.2 " + "ü".repeat(11));
    take(BERT);
    rig.write(BERT, "/peek k2");
    assertThat(rig.said()).containsExactly(BERT + ": /peek k2 ok 1.1 " + ANNA + " two");
  }

  @Test
  void shouldTellItsFounderWhatWouldBeLost() {
    push("one", "two");
    take(BERT);
    rig.write(BERT, "/destroy k1 force");
    rig.write(RoomRig.client(0), "/destroy k1");
    assertThat(rig.said())
        .containsExactly(
            BERT + ": /destroy k1 !founder only who founded a room may destroy it",
            RoomRig.client(0) + ": /destroy k1 !items 2 items would be gone");
    rig.write(RoomRig.client(0), "/destroy k1 force");
    assertThat(rig.rooms.isOver(RoomRig.ROOM)).isTrue();
    rig.rooms.end(RoomRig.ROOM);
    rig.restart();
    int[] left = {0};
    rig.store.scan(RoomKeys.room(new ClientId(0)), 100, (key, value) -> left[0]++);
    assertThat(left[0]).isZero();
  }

  @Test
  void shouldLoseNothingToWhoHasTheIdOfItsFounder() {
    push("one");
    rig.births.clear();
    rig.write(RoomRig.client(0), "/destroy k1 force");
    assertThat(rig.said())
        .containsExactly(
            RoomRig.client(0)
                + ": /destroy k1 !founder founded without this account, it ends when nothing is left in it");
    rig.receipt(take(BERT), Receipt.DELIVERED);
    rig.write(RoomRig.client(0), "/destroy k1");
    assertThat(rig.rooms.isOver(RoomRig.ROOM)).isTrue();
  }

  @Test
  void shouldRefuseWhatItCannotKeep() {
    String longest = "x".repeat(RoomKind.TEXT_BYTES_MAX);
    push(longest);
    assertThat(rig.write(ANNA, longest + "x")).isEqualTo("too long for a room");
    rig.write(ANNA, "/join k1");
    assertThat(rig.said())
        .containsExactly(ANNA + ": /join k1 !param a queue knows /take, /peek, /size and /destroy");
  }

  @Test
  void shouldHoldNoMoreThanItsBound() {
    for (int i = 0; i < Items.ITEMS_MAX; i++) {
      push("item");
    }
    assertThat(rig.write(ANNA, "one more")).isEqualTo("queue full");
    Message item = take(BERT);
    assertThat(rig.write(ANNA, "one more")).isEqualTo("queue full");
    rig.restart();
    rig.receipt(item, Receipt.DELIVERED);
    push("one more");
    assertThat(size()).isEqualTo(ANNA + ": /size k1 ok 10000 0");
  }

  @Test
  void shouldHoldNoMoreInAllThanItsBound() {
    ItemRoom all = new ItemRoom(3);
    Items one = new Items(ANNA, rig.commits, all);
    Items other = new Items(BERT, rig.commits, all);
    one.add(Payload.of("a"));
    one.add(Payload.of("b"));
    other.add(Payload.of("c"));
    assertThat(other.hasRoom()).isFalse();
    one.end();
    assertThat(other.hasRoom()).isTrue();
  }
}
