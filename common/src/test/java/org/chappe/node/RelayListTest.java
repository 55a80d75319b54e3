package org.chappe.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.chappe.model.Payload;
import org.chappe.model.RelayNumber;
import org.chappe.node.RelayList.Page;
import org.chappe.node.RelayList.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelayListTest {

  private static Place place(int number) {
    return new Place(new RelayNumber(number), Endpoint.ipv4(0x7F000001, 7000 + number));
  }

  @Test
  void shouldWriteAndReadAListOfOnePage() {
    RelayList list = new RelayList(List.of(place(3), place(2)));
    String hash = Long.toString(list.hash(), 36);
    assertThat(list.pages())
        .containsExactly(Payload.of("relays?" + hash + "?1.1?3/127.0.0.1:7003?2/127.0.0.1:7002"));
    assertThat(RelayList.page(list.pages().get(0)))
        .isEqualTo(new Page(list.hash(), 1, 1, list.places()));
    assertThat(RelayList.isMeant(list.pages().get(0))).isTrue();
  }

  @Test
  void shouldTellTheLongestListInPagesThatFit() {
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < RelayList.PLACES_MAX; i++) {
      places.add(new Place(new RelayNumber(9_000 + i), new Endpoint(-1, -1 - i, 65_000)));
    }
    RelayList list = new RelayList(places);
    List<Payload> pages = list.pages();
    assertThat(pages.size()).isBetween(8, RelayList.PAGES_MAX);
    assertThat(pages).allMatch(page -> page.length() <= RelayList.BYTES_MAX);
    List<Place> read = new ArrayList<>();
    pages.forEach(
        page -> read.addAll(Objects.requireNonNull(RelayList.page(page)).places()));
    assertThat(read).isEqualTo(places);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RelayList(Collections.nCopies(RelayList.PLACES_MAX + 1, place(1))));
  }

  @Test
  void shouldHashOtherListsOtherwise() {
    long hash = new RelayList(List.of(place(1), place(2))).hash();
    assertThat(hash).isNotEqualTo(RelayList.NONE);
    assertThat(new RelayList(List.of(place(1), place(2))).hash()).isEqualTo(hash);
    assertThat(new RelayList(List.of(place(2), place(1))).hash()).isNotEqualTo(hash);
    assertThat(new RelayList(List.of(place(1))).hash()).isNotEqualTo(hash);
  }

  @Test
  void shouldWriteAndReadAQuestion() {
    assertThat(RelayList.question(36).text()).isEqualTo("relays?10");
    assertThat(RelayList.asked(RelayList.question(36))).isEqualTo(36);
    assertThat(RelayList.page(RelayList.question(36))).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "3", "relays", "relays?", "relays?-1", "relays?!", "relays?1?2"})
  void shouldNotReadAnythingElseAsAQuestion(String text) {
    assertThat(RelayList.asked(Payload.of(text))).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "relays?1?1.1",
        "relays?1?0.1?3/127.0.0.1:7003",
        "relays?1?2.1?3/127.0.0.1:7003",
        "relays?1?1.17?3/127.0.0.1:7003",
        "relays?1?1?3/127.0.0.1:7003",
        "relays?-1?1.1?3/127.0.0.1:7003",
        "relays?1?1.1?0/127.0.0.1:7003",
        "relays?1?1.1?3/127.0.0.1",
        "relays?1?1.1?127.0.0.1:7003",
        "relays?1?1.1?3/127.0.0.1:7003?"
      })
  void shouldNotReadAnythingElseAsAPage(String text) {
    assertThat(RelayList.page(Payload.of(text))).isNull();
  }
}
