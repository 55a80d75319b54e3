package org.chappe.server.rooms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Part;
import org.chappe.model.Receipt;
import org.chappe.model.RoomKind;
import org.chappe.model.Via;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class GroupTest {

  private static final ClientId ANNA = RoomRig.client(1);
  private static final ClientId BERT = RoomRig.client(2);
  private static final ClientId CARL = RoomRig.client(3);

  private final RoomRig rig = new RoomRig();

  @BeforeEach
  void found() {
    rig.found("#crew");
  }

  private void join(ClientId... clients) {
    for (ClientId client : clients) {
      assertThat(rig.write(client, "/join k1")).isNull();
    }
    rig.posted();
  }

  @Test
  void shouldNumberWhatEachMemberGetsWithoutAGapAlsoAfterARestart() {
    join(ANNA, BERT);
    rig.write(BERT, "one");
    rig.restart();
    rig.write(BERT, "/size k2");
    rig.write(BERT, "two");
    List<MessageId> toAnna = rig.posted().stream()
        .filter(message -> message.destination().equals(ANNA))
        .map(Message::id)
        .toList();
    assertThat(toAnna)
        .containsExactly(new MessageId(RoomRig.EPOCH, 1), new MessageId(RoomRig.EPOCH, 2));
  }

  @Test
  void shouldBeNoMemberTwiceAndKeepItsNumbersWhenSomebodyComesBack() {
    join(ANNA, ANNA);
    assertThat(rig.rooms.statistics().members()).isEqualTo(1);
    rig.write(ANNA, "/leave k1");
    rig.write(ANNA, "/join k1");
    assertThat(rig.posted())
        .extracting(Message::id)
        .containsExactly(new MessageId(RoomRig.EPOCH, 2), new MessageId(RoomRig.EPOCH, 3));
  }

  @Test
  void shouldHaveNoMoreMembersThanItsBound() {
    for (int i = 1; i <= People.MEMBERS_MAX; i++) {
      join(RoomRig.client(i));
    }
    rig.write(RoomRig.client(1_000), "/join k9");
    assertThat(rig.said())
        .containsExactly(
            RoomRig.client(1_000) + ": /join k9 !full a group has at most 256 members");
    assertThat(rig.write(RoomRig.client(1_000), "hello")).isEqualTo("not a member");
    rig.write(ANNA, "hello");
    assertThat(rig.posted()).hasSize(People.MEMBERS_MAX - 1);
    assertThat(rig.rooms.costOf(RoomRig.ROOM)).isEqualTo(1 + People.MEMBERS_MAX);
    rig.write(ANNA, "/members k2");
    List<Message> pages = rig.posted();
    assertThat(pages).hasSize(22).allMatch(page -> page.text().length() <= 160);
    assertThat(pages.get(21).text().text()).startsWith("/members k2 ok 22.22 ");
  }

  @Test
  void shouldForgetTheStrangerWhoWasSilentForLongestAndNumberItAnew() {
    for (int i = 0; i <= People.STRANGERS_MAX; i++) {
      rig.write(RoomRig.client(i), "/size k1");
    }
    assertThat(rig.rooms.statistics().strangersForgotten()).isEqualTo(1);
    rig.posted();
    rig.restart();
    rig.write(RoomRig.client(0), "/size k1");
    rig.write(RoomRig.client(2), "/size k1");
    assertThat(rig.posted())
        .extracting(Message::id)
        .containsExactly(new MessageId(RoomRig.EPOCH + 1, 0), new MessageId(RoomRig.EPOCH, 1));
  }

  @Test
  void shouldSkipAFullMailboxAndTellTheWriter() {
    join(ANNA, BERT, CARL);
    rig.full.add(CARL);
    assertThat(rig.write(ANNA, "hello")).isNull();
    assertThat(rig.said())
        .containsExactly(
            BERT + ": " + ANNA + " hello",
            ANNA + ": /text 1.3 !full 1 of 2 members have full mailboxes");
    assertThat(rig.rooms.statistics().withoutRoom()).isEqualTo(1);
    rig.full.clear();
    rig.write(ANNA, "again");
    assertThat(rig.posted().get(1).id()).isEqualTo(new MessageId(RoomRig.EPOCH, 1));
  }

  @Test
  void shouldRefuseWhatItCannotPassOn() {
    join(ANNA, BERT);
    String longest = "x".repeat(RoomKind.TEXT_BYTES_MAX);
    assertThat(rig.write(ANNA, longest)).isNull();
    assertThat(rig.write(ANNA, longest + "x")).isEqualTo("too long for a room");
    assertThat(rig.write(ANNA, "//" + longest.substring(1))).isNull();
    assertThat(rig.take(ANNA, "a", new Part(1, 2), null)).isEqualTo("no text for a room");
    assertThat(rig.take(ANNA, "a", null, "k")).isEqualTo("no text for a room");
    assertThat(rig.posted()).hasSize(2).allMatch(message -> message.text().length() == 160);
    assertThat(rig.rooms.statistics().textsRefused()).isEqualTo(3);
  }

  @Test
  void shouldAnswerWhatIsNoCommand() {
    rig.write(ANNA, "/");
    rig.write(ANNA, "/Join k1");
    rig.write(ANNA, "/size");
    assertThat(rig.said())
        .containsExactly(
            ANNA + ": /what 0 !param a group knows /join, /leave, /members, /size and /destroy",
            ANNA + ": /what 0 !param a group knows /join, /leave, /members, /size and /destroy",
            ANNA + ": /size 0 ok 0");
  }

  @Test
  void shouldNotAnswerWhatAnotherRoomSays() {
    assertThat(rig.take(RoomRig.client(1), "/size t ok 3", Via.ROOM_ANSWER)).isNotNull();
    assertThat(rig.take(RoomRig.client(1), "/size t", Via.ROOM)).isNotNull();
    assertThat(rig.posted()).isEmpty();
  }

  @Test
  void shouldSayNothingToReceipts() {
    join(ANNA, BERT);
    rig.write(ANNA, "hello");
    Message text = rig.posted().get(0);
    for (Receipt receipt : List.of(Receipt.STORED, Receipt.EXPIRED, Receipt.FAILED)) {
      rig.receipt(text, receipt);
    }
    assertThat(rig.posted()).isEmpty();
  }

  @Test
  void shouldLeaveNothingBehind() {
    join(ANNA, BERT);
    rig.write(RoomRig.client(0), "/destroy k1");
    assertThat(rig.rooms.isOver(RoomRig.ROOM)).isTrue();
    rig.rooms.end(RoomRig.ROOM);
    rig.restart();
    assertThat(rig.rooms.ids()).isEmpty();
    int[] left = {0};
    rig.store.scan(RoomKeys.room(new ClientId(0)), 100, (key, value) -> left[0]++);
    assertThat(left[0]).isZero();
  }

  @Test
  void shouldBeDestroyedBesideOthersOnlyByTheVeryAccountThatFoundedIt() {
    join(ANNA);
    rig.births.put(RoomRig.client(0), 8L);
    rig.restart();
    rig.write(RoomRig.client(0), "/destroy k1");
    assertThat(rig.said())
        .containsExactly(
            RoomRig.client(0)
                + ": /destroy k1 !founder founded without this account, it ends when nobody else is a member");
    rig.births.put(RoomRig.client(0), 7L);
    rig.write(RoomRig.client(0), "/destroy k2");
    assertThat(rig.rooms.isOver(RoomRig.ROOM)).isTrue();
  }

  @Test
  void shouldBeDestroyedByWhoHadNoAccountOnlyWhenNobodyElseIsAMember() {
    rig.rooms.found(RoomRig.client(9), "#open", BERT, RoomRig.EPOCH);
    assertThat(rig.rooms.foundedWithoutAccount()).isEqualTo(1);
    rig.restart();
    assertThat(rig.rooms.foundedWithoutAccount()).isEqualTo(1);
    for (ClientId member : List.of(ANNA, BERT)) {
      rig.writeTo(RoomRig.client(9), member, "/join k1");
    }
    rig.births.put(BERT, 9L);
    rig.writeTo(RoomRig.client(9), BERT, "/destroy k1");
    assertThat(rig.rooms.isOver(RoomRig.client(9))).isFalse();
    rig.writeTo(RoomRig.client(9), ANNA, "/leave k1");
    rig.writeTo(RoomRig.client(9), BERT, "/destroy k2");
    assertThat(rig.rooms.isOver(RoomRig.client(9))).isTrue();
  }

  @Test
  void shouldKeepNoMoreRoomsThanTheirBound() {
    for (int i = 1; i < Rooms.ROOMS_MAX; i++) {
      rig.rooms.found(RoomRig.client(i), "#g" + i, BERT, RoomRig.EPOCH);
    }
    assertThat(rig.rooms.hasRoom()).isFalse();
    assertThat(rig.rooms.foundedBy(BERT)).isEqualTo(Rooms.ROOMS_MAX - 1);
    assertThatThrownBy(() -> rig.rooms.found(CARL, "#more", BERT, RoomRig.EPOCH))
        .isInstanceOf(IllegalStateException.class);
    rig.restart();
    assertThat(rig.rooms.ids()).hasSize(Rooms.ROOMS_MAX);
  }
}
