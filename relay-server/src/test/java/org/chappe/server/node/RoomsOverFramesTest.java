package org.chappe.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chappe.model.ClientId;
import org.chappe.server.rooms.Rooms;
import org.chappe.server.station.StationLimits;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Groups, frame by frame. */
final class RoomsOverFramesTest {

  private TestLine line = TestLine.of(2);
  private Typist anna = new Typist(line, "1234567890", 1, 1);
  private Typist bert = new Typist(line, "0987654321", 2, 2);
  private int epochs = 1;

  @BeforeEach
  void shakeHands() {
    line.pass(TestLine.SECONDS);
    anna.shakeHands();
    bert.shakeHands();
    anna.asksForMail(600);
    bert.asksForMail(600);
  }

  /** The answer to a wish to found a room. */
  private String founds(Typist founder, String name) {
    List<String> heard = founder.types("handshake", "", "/found?k1?" + name);
    String answer =
        heard.stream().filter(frame -> frame.contains("/found?")).findFirst().orElseThrow();
    String[] fields = answer.split("/", 5);
    founder.acknowledges(Integer.parseInt(fields[1]) + 1);
    return fields[4];
  }

  private String crew() {
    String answer = founds(anna, "#crew");
    assertThat(answer).matches("found\\?k1\\?1\\.1\\?[0-9]{10}\\?#crew");
    return answer.split("\\?", -1)[3];
  }

  private void writes(Typist writer, String room, String text) {
    writer.sends(Integer.toString(epochs++, 36) + ".0", room, text);
    line.pass(TestLine.SECONDS);
  }

  private static List<String> sends(List<String> frames) {
    return frames.stream()
        .filter(frame -> frame.startsWith("send"))
        .map(frame -> frame.replaceAll(";2;e[^;]*;l[^;]*;m[^;/]*(;t[^;/]*)?", ""))
        .map(frame -> frame.replaceAll("^([^/]*)/[0-9]+/", "$1/"))
        .distinct()
        .toList();
  }

  @Test
  void shouldAnswerAndPassOnUnderMarksOfTheirOwn() {
    String crew = crew();
    writes(anna, crew, "/join k1");
    writes(bert, crew, "/join k1");
    line.heard(anna.at);
    assertThat(sends(line.heard(bert.at)))
        .containsExactly("send;gc/" + crew + "/0987654321//join k1 ok 2");
    writes(bert, crew, "hello");
    assertThat(sends(line.heard(anna.at)))
        .containsExactly("send;gr/" + crew + "/1234567890/0987654321 hello");
  }

  @Test
  void shouldServeClassicClients() {
    String crew = crew();
    writes(anna, crew, "/join k1");
    String classic = "5555555555";
    line.answers(TestLine.clientAt(7), 2, "send/1/" + classic + "/" + crew + "//join 7");
    line.pass(TestLine.SECONDS);
    writes(anna, crew, "welcome");
    List<String> answer = line.answers(TestLine.clientAt(7), 2, "get/2/" + classic + "//");
    assertThat(answer).containsExactly("send/0/" + crew + "/" + classic + "//join 7 ok 2");
    line.type(TestLine.clientAt(7), 2, "ack/0/" + classic + "//");
    assertThat(line.answers(TestLine.clientAt(7), 2, "get/3/" + classic + "//"))
        .containsExactly("send/1/" + crew + "/" + classic + "/1234567890 welcome");
  }

  @Test
  void shouldSayWhyNoRoomIsFounded() {
    crew();
    line.pass(TestLine.SECONDS);
    assertThat(founds(bert, "#CREW")).isEqualTo("found?k1?!taken?the name #CREW is taken");
    assertThat(founds(bert, "crew"))
        .isEqualTo(
            "found?k1?!param?a room is called #name or queue:name, with at most 32 letters and digits");
    for (int i = 1; i < Rooms.FOUNDED_WITHOUT_ACCOUNT_MAX; i++) {
      assertThat(founds(anna, "#g" + i)).contains("?1.1?");
    }
    assertThat(founds(anna, "#more"))
        .isEqualTo(
            "found?k1?!quota?you have founded 4 rooms here; destroy one first, or make an account");
  }

  @Test
  void shouldLeaveMostRoomsToThoseWhoHaveAccounts() {
    Owner owner = new Owner(line, "5555555555", 1, 5).shakeHands();
    assertThat(owner.creates(Owner.FIRST, "Carl")).doesNotContain("!");
    int founders = Rooms.WITHOUT_ACCOUNT_MAX / Rooms.FOUNDED_WITHOUT_ACCOUNT_MAX;
    for (int i = 0; i < founders; i++) {
      String id = String.valueOf(8_000_000_000L + i);
      Typist founder = new Typist(line, id, 1, 100 + i).shakeHands();
      for (int room = 0; room < Rooms.FOUNDED_WITHOUT_ACCOUNT_MAX; room++) {
        assertThat(founds(founder, "#r" + i + "." + room)).contains("?1.1?");
        line.pass(TestLine.SECONDS);
      }
    }
    assertThat(founds(anna, "#more"))
        .isEqualTo("found?k1?!full?this relay keeps too many rooms of others without an account;"
            + " make one");
    for (int i = 0; i < Rooms.FOUNDED_MAX; i++) {
      assertThat(owner.asks("handshake", "found", "#g" + i)).contains("1.1?");
      line.pass(TestLine.SECONDS);
    }
    assertThat(owner.asks("handshake", "found", "#more"))
        .isEqualTo("!quota?you have founded 16 rooms here; destroy one first");
  }

  @Test
  void shouldBeAtHomeAtItsKeeperAndBelongToNobody() {
    String crew = crew();
    line.pass(TestLine.SECONDS);
    ClientId room = ClientId.parse(crew);
    assertThat(line.relay(2).node.directory().homeOf(room)).isEqualTo(1);
    Typist thief = new Typist(line, crew, 2, 8).shakeHands();
    assertThat(thief.types("get", ";w1o", "/"))
        .contains("ack;2;e" + thief.session + ";l0;xauth/0/2/" + crew
            + "/this ID has an account; log in first");
    assertThat(founds(new Typist(line, crew, 2, 9).shakeHands(), "#mine"))
        .isEqualTo("found?k1?!login?not logged in; log in first");
    assertThat(line.answers(TestLine.clientAt(7), 2, "get/2/" + crew + "//"))
        .containsExactly("ack;xauth/2/2/" + crew + "/this ID has an account; log in first");
    assertThat(line.relay(2).node.directory().homeOf(room)).isEqualTo(1);
  }

  @Test
  void shouldListRoomsOnlyToWhoAsksForRooms() {
    String crew = crew();
    assertThat(anna.types("get", "", "/list?k2?*"))
        .anyMatch(frame -> frame.endsWith("list?k2?1.1"));
    assertThat(anna.types("get", "", "/list?k3?#*"))
        .anyMatch(frame -> frame.endsWith("list?k3?1.1?" + crew + "/#crew"));
  }

  @Test
  void shouldDoNoMoreInOneTurnThanItsBound() {
    String crew = crew();
    for (int i = 0; i < 60; i++) {
      String id = String.format("7%09d", i);
      line.answers(TestLine.clientAt(7), 1, "send/1/" + id + "/" + crew + "//join 1");
    }
    line.pass(TestLine.SECONDS);
    long before = line.relay(1).node.statistics().rooms().passed();
    writes(anna, crew, "/join k1");
    int written = 3 * RoomKeeper.MESSAGES_PER_TURN / 60;
    for (int i = 0; i < written; i++) {
      anna.sends("zz." + Integer.toString(i, 36), crew, "text " + i);
      if (i % 20 == 19) {
        line.pass(TestLine.SECONDS);
      }
    }
    line.pass(10 * TestLine.SECONDS);
    assertThat(line.relay(1).node.statistics().rooms().passed() - before).isEqualTo(60L * written);
  }

  @Test
  void shouldLeaveAQuarterOfTheStationToWhatIsWrittenToSomebody() {
    line = new TestLine(TestLine.config(1, List.of(1, 2), new StationLimits(8, 10), 64));
    anna = new Typist(line, anna.id, 1, 1);
    bert = new Typist(line, bert.id, 1, 2);
    shakeHands();
    String crew = crew();
    for (int i = 0; i < 6; i++) {
      line.type(TestLine.clientAt(7), 1, "get/1/700000000" + i + "//");
      anna.sends("y." + i, "700000000" + i, "it waits");
    }
    writes(anna, crew, "/join k1");
    line.heard(anna.at);
    writes(anna, crew, "for all");
    assertThat(line.relay(1).node.statistics().rooms().stalls()).isPositive();
    assertThat(line.relay(1).node.station().mailbox(ClientId.parse(crew))).isNotNull();
    for (int i = 0; i < 4; i++) {
      line.type(TestLine.clientAt(7), 1, "get/1/700000000" + i + "//");
      line.type(TestLine.clientAt(7), 1, "ack/0/700000000" + i + "//");
    }
    line.pass(2 * TestLine.SECONDS);
    assertThat(line.relay(1).node.station().mailbox(ClientId.parse(crew))).isNull();
  }
}
