package org.chappe.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.chappe.model.ClientId;
import org.chappe.model.Via;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client makes of the messages that its home tells it of. */
class WaitingMessageTest {

  private static final ClientId BEN = new ClientId(2_222_222_222L);

  /** Messages of Ben, each {@code NUMBER PART TEXT}; a dash for nothing. */
  private static List<WaitingMessage> read(String... messages) {
    List<String> items = new ArrayList<>();
    for (String message : messages) {
      String[] words = message.split(" ", 3);
      items.addAll(List.of(BEN.toString(), words[0].replace("-", ""), words[1].replace("-", "")));
      items.add(words[2]);
    }
    return WaitingMessage.all(items);
  }

  private static WaitingMessage whole(String number, String text) {
    return new WaitingMessage(BEN, number, "", Via.DIRECT, text);
  }

  @Test
  void shouldTellMessagesAsTheyAre() {
    assertThat(read("k.0 - first", "- a ", "k.z - is it?"))
        .containsExactly(
            whole("k.0", "first"),
            new WaitingMessage(BEN, "", "", Via.BROADCAST, ""),
            whole("k.z", "is it?"));
    assertThat(read()).isEmpty();
  }

  @Test
  void shouldJoinPartsInThePlaceOfTheFirst() {
    assertThat(read("k.1 2.2 ends", "k.5 - between", "k.0 1.2 begins, ", "j.0 1.2 another"))
        .containsExactly(
            whole("k.5", "between"),
            whole("k.0", "begins, ends"),
            new WaitingMessage(BEN, "j.0", "1/2", Via.DIRECT, "another"));
  }

  @Test
  void shouldLeavePartsAloneOfWhichSomeAreMissing() {
    assertThat(read("k.3 1.3 a", "k.5 3.3 c"))
        .containsExactly(
            new WaitingMessage(BEN, "k.3", "1/3", Via.DIRECT, "a"),
            new WaitingMessage(BEN, "k.5", "3/3", Via.DIRECT, "c"));
  }

  @Test
  void shouldTellByWhatWayMessagesCameAndLeaveOutAnswersOfRooms() {
    assertThat(read("k.0 a to all", "k.1 r 0987654321 to the crew", "k.2 c /join k3 ok 2"))
        .containsExactly(
            new WaitingMessage(BEN, "k.0", "", Via.BROADCAST, "to all"),
            new WaitingMessage(BEN, "k.1", "", Via.ROOM, "0987654321 to the crew"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"k 1.2 a", "- 1.2 a", "k.0 9.9 a", "k.0 2.1 a"})
  void shouldNotTrustParts(String message) {
    assertThat(read(message)).hasSize(1);
  }

  @Test
  void shouldSayThatAnAnswerCannotBeRight() {
    assertThatThrownBy(() -> WaitingMessage.all(List.of("12", "k.0", "", "text")))
        .isInstanceOf(ClientFailure.Denied.class);
    assertThatThrownBy(() -> read("!.! 1.2 a")).isInstanceOf(ClientFailure.Denied.class);
  }
}
