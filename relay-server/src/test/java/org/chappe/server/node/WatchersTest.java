package org.chappe.server.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.server.node.Owner.FIRST;
import static org.chappe.server.node.Owner.SECOND;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.chappe.link.LinkConfig;
import org.chappe.model.ClientId;
import org.chappe.model.RelayNumber;
import org.chappe.node.Node;
import org.chappe.node.Presence;
import org.chappe.server.station.StationLimits;
import org.junit.jupiter.api.Test;

/** Clients that hear who comes to the line and who leaves it. */
class WatchersTest {

  private static final String ANNA = "1234567890";

  private TestLine line = TestLine.of(2);
  private int clients;

  private Typist watching(int relay) {
    Typist typist = new Typist(line, ANNA, relay, 9_000).shakeHands();
    assertThat(typist.types("get", "", relay + "/watch?k1?on"))
        .anyMatch(frame -> frame.endsWith("/watch?k1?1.1?on"));
    line.pass(3 * TestLine.SECONDS);
    line.heard(typist.at);
    return typist;
  }

  /** A classic client comes to relay 1. */
  private String comes() {
    String id = String.valueOf(2_000_000_000L + clients++);
    line.type(TestLine.clientAt(clients), 1, "handshake/0/" + id + "//");
    return id;
  }

  private void leaves(String id) {
    line.type(TestLine.clientAt(8_000), 1, "terminate/0/" + id + "//");
  }

  private List<String> told(Typist typist) {
    return line.heard(typist.at).stream()
        .filter(frame -> frame.startsWith("get"))
        .map(frame -> frame.split("/", 5)[4])
        .distinct()
        .toList();
  }

  @Test
  void shouldHearWhoComesAndLeavesAnywhere() {
    Typist anna = watching(2);
    String bert = comes();
    assertThat(told(anna)).containsExactly("presence?0?+" + bert);
    line.pass(2 * TestLine.SECONDS);
    line.heard(anna.at);
    leaves(bert);
    assertThat(told(anna)).containsExactly("presence?0?-" + bert);
  }

  @Test
  void shouldHearAtMostOneLineASecond() {
    Typist anna = watching(2);
    String first = comes();
    List<String> others = IntStream.range(0, 15).mapToObj(i -> comes()).toList();
    assertThat(told(anna)).containsExactly("presence?0?+" + first);
    line.pass(TestLine.SECONDS - TestLine.MILLIS);
    assertThat(told(anna)).doesNotContain("presence?3");
    line.pass(2 * TestLine.MILLIS);
    assertThat(told(anna))
        .contains("presence?3?+" + String.join("?+", others.subList(0, Presence.NAMED_MAX)));
  }

  @Test
  void shouldHearNothingOfWhoComesAndLeavesWithinASecondOrMoves() {
    Typist anna = watching(2);
    String first = comes();
    leaves(comes());
    line.type(TestLine.clientAt(1), 2, "handshake/0/" + first + "//");
    line.heard(anna.at);
    line.pass(5 * TestLine.SECONDS);
    assertThat(told(anna)).noneMatch(text -> text.startsWith("presence") && !text.contains(first));
    assertThat(line.relay(2).node.statistics().presence().told()).isEqualTo(1);
  }

  @Test
  void shouldHearNothingOfRoomsThatAreFoundedAndEnd() {
    Typist anna = watching(2);
    Typist bert = new Typist(line, "0987654321", 1, 1).shakeHands();
    String answer = bert.types("handshake", "", "1/found?k1?#crew").stream()
        .filter(frame -> frame.contains("found?k1?1.1?"))
        .findFirst()
        .orElseThrow();
    String crew = answer.split("\\?", -1)[3];
    line.pass(3 * TestLine.SECONDS);
    bert.sends("a.0", crew, "/destroy k1");
    line.pass(3 * TestLine.SECONDS);
    assertThat(line.relay(2).node.directory().homeOf(ClientId.parse(crew))).isZero();
    assertThat(told(anna))
        .filteredOn(text -> text.startsWith("presence"))
        .containsOnly("presence?0?+" + bert.id);
  }

  @Test
  void shouldHearOfWhoeverHasDevicesAndNothingOfThose() {
    Typist anna = watching(2);
    Owner bert = new Owner(line, "0987654321", 1, 1).shakeHands();
    bert.creates(FIRST, "Bert");
    String id = bert.makesDevice(SECOND, "laptop");
    line.pass(3 * TestLine.SECONDS);
    Owner laptop = new Owner(line, id, 1, 2).shakeHands();
    assertThat(laptop.logsIn(SECOND, "d1")).isEqualTo("in");
    line.pass(3 * TestLine.SECONDS);
    assertThat(laptop.asks("terminate", "remove", "laptop")).startsWith("1.1?");
    line.pass(15 * TestLine.SECONDS);
    assertThat(told(anna))
        .filteredOn(text -> text.startsWith("presence"))
        .containsExactly("presence?0?+0987654321");
  }

  @Test
  void shouldRememberNoMoreRoomsAndDevicesThanItsBound() {
    ClientId bert = new ClientId(1);
    Watchers watchers = new Watchers(
        new RelayNumber(1),
        new Sessions(new RelayNumber(1), LinkConfig.DEFAULT, 1, new SplittableRandom(1)),
        id -> true);
    for (int i = 0; i <= Watchers.UNTOLD_MAX; i++) {
      watchers.changed(new ClientId(i), true);
    }
    watchers.changed(bert, false);
    assertThat(watchers.statistics().untoldForgotten()).isEqualTo(1);
    assertThat(watchers.nextDeadline()).isEqualTo(Node.NEVER);
  }

  @Test
  void shouldHearNothingAnyMoreOnceItSaysSoOrItsSessionEnds() {
    Typist anna = watching(2);
    anna.types("get", "", "2/watch?k2?off");
    comes();
    line.pass(2 * TestLine.SECONDS);
    assertThat(line.relay(2).node.statistics().presence().told()).isZero();
    anna.types("get", "", "2/watch?k3?on");
    assertThat(line.relay(2).node.statistics().presence().watchers()).isEqualTo(1);
    anna.shakeHands();
    anna.types("get", "", "2/");
    comes();
    line.pass(2 * TestLine.SECONDS);
    assertThat(line.relay(2).node.statistics().presence().watchers()).isZero();
    assertThat(line.relay(2).node.statistics().presence().told()).isZero();
  }

  @Test
  void shouldRefuseWhatIsNoWishAndGuests() {
    Typist anna = new Typist(line, ANNA, 1, 1).shakeHands();
    assertThat(anna.types("get", "", "1/watch?k1?maybe"))
        .anyMatch(frame -> frame.endsWith("/watch?k1?!param?watch takes on or off"));
    line = new TestLine(TestLine.config(1, List.of(1)).withAccountsRequired(true));
    Typist guest = new Typist(line, ANNA, 1, 1).shakeHands();
    assertThat(guest.types("get", "", "1/watch?k1?on"))
        .anyMatch(frame -> frame.endsWith("/watch?k1?!login?log in first"));
  }

  @Test
  void shouldLetSoManyWatchAndNoMore() {
    line = new TestLine(TestLine.config(1, List.of(1), StationLimits.DEFAULT, 1_000));
    for (int i = 0; i < Watchers.WATCHERS_MAX; i++) {
      Typist typist = new Typist(line, String.valueOf(3_000_000_000L + i), 1, i).shakeHands();
      typist.types("get", "", "1/watch?k1?on");
    }
    Typist anna = new Typist(line, ANNA, 1, 900).shakeHands();
    assertThat(anna.types("get", "", "1/watch?k1?on"))
        .anyMatch(frame -> frame.endsWith("/watch?k1?!busy?too many watch at this relay"));
    assertThat(line.relay(1).node.statistics().presence().refused()).isEqualTo(1);
    assertThat(line.relay(1).node.statistics().presence().watchers())
        .isEqualTo(Watchers.WATCHERS_MAX);
  }

  @Test
  void shouldNotFillTheSessionOfWhoDoesNotListen() {
    Typist anna = watching(2);
    for (int i = 0; i < 200; i++) {
      comes();
      line.pass(TestLine.SECONDS);
    }
    assertThat(anna.session).isNotEmpty();
    assertThat(line.relay(2).node.statistics().presence().dropped()).isPositive();
  }
}
