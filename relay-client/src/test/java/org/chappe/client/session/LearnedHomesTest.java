package org.chappe.client.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.chappe.model.Payload;
import org.chappe.model.RelayNumber;
import org.chappe.node.Endpoint;
import org.chappe.node.Node;
import org.chappe.node.RelayList;
import org.junit.jupiter.api.Test;

class LearnedHomesTest {

  private static final Endpoint HOME = at(1);

  private final LearnedHomes homes = new LearnedHomes(true);

  private static Endpoint at(int number) {
    return Endpoint.ipv4(0x0A000000 + number, 7000);
  }

  private static RelayList list(Endpoint... places) {
    List<RelayList.Place> relays = new ArrayList<>();
    for (Endpoint place : places) {
      relays.add(new RelayList.Place(new RelayNumber(relays.size() + 1), place));
    }
    return new RelayList(relays);
  }

  private static RelayList longList(int relays) {
    Endpoint[] places = new Endpoint[relays];
    for (int i = 0; i < relays; i++) {
      places[i] = at(i + 1);
    }
    return list(places);
  }

  @Test
  void shouldAskAMomentAfterItHasAttachedAndNowAndThenWhileItListens() {
    assertThat(homes.nextDeadline(true)).isEqualTo(Node.NEVER);
    homes.attached(5, HOME);
    assertThat(homes.nextDeadline(false)).isEqualTo(5 + LearnedHomes.FIRST_NANOS);
    assertThat(homes.isDue(4 + LearnedHomes.FIRST_NANOS)).isFalse();
    assertThat(homes.isDue(5 + LearnedHomes.FIRST_NANOS)).isTrue();
    assertThat(homes.question(2 * LearnedHomes.FIRST_NANOS).text()).isEqualTo("relays?0");
    long next = 2 * LearnedHomes.FIRST_NANOS + LearnedHomes.AGAIN_NANOS;
    assertThat(homes.nextDeadline(true)).isEqualTo(next);
    assertThat(homes.nextDeadline(false)).as("it needn't wake for that").isEqualTo(Node.NEVER);
    assertThat(homes.isDue(next)).isTrue();
  }

  @Test
  void shouldNameTheListThatItHas() {
    homes.attached(0, HOME);
    RelayList list = list(HOME, at(2));
    assertThat(homes.onPage(list.pages().get(0)))
        .containsExactly(new Home(new RelayNumber(1), HOME), new Home(new RelayNumber(2), at(2)));
    assertThat(homes.question(0)).isEqualTo(RelayList.question(list.hash()));
    assertThat(homes.onPage(list.pages().get(0))).as("nothing new").isNull();
  }

  @Test
  void shouldWaitUntilTheListIsWholeInWhateverOrderItsPagesCome() {
    homes.attached(0, HOME);
    List<Payload> pages = longList(RelayList.PLACES_MAX).pages();
    assertThat(pages).hasSizeGreaterThan(2);
    for (int i = pages.size() - 1; i > 0; i--) {
      assertThat(homes.onPage(pages.get(i))).isNull();
      assertThat(homes.onPage(pages.get(i))).as("doubled").isNull();
    }
    assertThat(homes.question(0).text()).isEqualTo("relays?0");
    assertThat(homes.onPage(pages.get(0))).hasSize(RelayList.PLACES_MAX);
  }

  @Test
  void shouldNotMixPagesOfTwoLists() {
    homes.attached(0, HOME);
    List<Payload> older = longList(20).pages();
    List<Payload> newer = longList(21).pages();
    assertThat(homes.onPage(older.get(0))).isNull();
    for (int i = 1; i < newer.size(); i++) {
      assertThat(homes.onPage(newer.get(i))).isNull();
    }
    assertThat(homes.onPage(newer.get(0))).hasSize(21);
  }

  @Test
  void shouldLeaveOutWhatItCannotReach() {
    homes.attached(0, HOME);
    Endpoint loopback = Endpoint.ipv4(0x7F000001, 7000);
    List<Home> reached =
        homes.onPage(list(HOME, new Endpoint(1, 2, 7000), loopback).pages().get(0));
    assertThat(reached).containsExactly(new Home(new RelayNumber(1), HOME));
  }

  @Test
  void shouldLearnNothingWhenTheProgramDoesNotWantIt() {
    LearnedHomes none = new LearnedHomes(false);
    none.attached(0, HOME);
    assertThat(none.nextDeadline(true)).isEqualTo(Node.NEVER);
    assertThat(none.onPage(list(HOME, at(2)).pages().get(0))).isNull();
  }

  @Test
  void shouldIgnoreWhatIsNoPage() {
    homes.attached(0, HOME);
    assertThat(homes.onPage(Payload.of("relays?7?1.2"))).isNull();
  }
}
