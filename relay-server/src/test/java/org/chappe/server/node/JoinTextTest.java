package org.chappe.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.chappe.model.Payload;
import org.chappe.node.Endpoint;
import org.chappe.server.membership.JoinPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JoinTextTest {

  private static final LineSettings SETTINGS =
      new LineSettings(8, 32, false, JoinPolicy.LOCAL, false);

  @Test
  void shouldWriteAndReadARequest() {
    JoinText.Request request = new JoinText.Request(1_700_000_000_000L, 36, false);
    JoinText.Request over = new JoinText.Request(1_700_000_000_000L, 36, true);
    assertThat(request.payload().text()).isEqualTo("join?loyw3v28?10");
    assertThat(over.payload().text()).isEqualTo("join?loyw3v28?10?over");
    assertThat(JoinText.request(request.payload())).isEqualTo(request);
    assertThat(JoinText.request(over.payload())).isEqualTo(over);
    assertThat(JoinText.isMeant(request.payload())).isTrue();
  }

  @Test
  void shouldWriteAndReadAnAnswer() {
    Map<Integer, Endpoint> places = new LinkedHashMap<>();
    places.put(6, TestLine.relayAt(6));
    places.put(3, TestLine.relayAt(3));
    JoinText.Answer answer = new JoinText.Answer(SETTINGS, places);
    assertThat(answer.payload().text())
        .isEqualTo("joined?8.32.n.l?6/127.0.0.1:7006?3/127.0.0.1:7003");
    assertThat(JoinText.answer(answer.payload())).isEqualTo(answer);
    assertThat(JoinText.settings("16.0.e.o"))
        .isEqualTo(new LineSettings(16, 0, true, JoinPolicy.OPEN, false));
    LineSettings strict = new LineSettings(16, 0, true, JoinPolicy.OPEN, true);
    assertThat(JoinText.settings("16.0.e.o.a")).isEqualTo(strict);
    assertThat(JoinText.written(strict)).isEqualTo("16.0.e.o.a");
  }

  @Test
  void shouldTellOfAsManyPlacesAsFit() {
    Map<Integer, Endpoint> places = new LinkedHashMap<>();
    for (int number = 1; number <= 100; number++) {
      places.put(number, new Endpoint(-1, -number, 7000));
    }
    Payload text = new JoinText.Answer(SETTINGS, places).payload();
    assertThat(text.length()).isBetween(JoinText.BYTES_MAX - 45, JoinText.BYTES_MAX);
    JoinText.Answer read = Objects.requireNonNull(JoinText.answer(text));
    assertThat(read.places().keySet()).containsExactly(1, 2, 3, 4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "join",
        "join?1",
        "join?1?2?3",
        "join?1?2?over?4",
        "join?!?2",
        "relay?1?2",
        "join??"
      })
  void shouldNotReadAnythingElseAsARequest(String text) {
    assertThat(JoinText.request(Payload.of(text))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "joined",
        "joined?8.32.n.l",
        "joined?8.32.n.l?6/127.0.0.1:7006",
        "joined?8.32.n?6/127.0.0.1:7006?3/127.0.0.1:7003",
        "joined?17.32.n.l?6/127.0.0.1:7006?3/127.0.0.1:7003",
        "joined?8.257.n.l?6/127.0.0.1:7006?3/127.0.0.1:7003",
        "joined?8.32.x.l?6/127.0.0.1:7006?3/127.0.0.1:7003",
        "joined?8.32.n.x?6/127.0.0.1:7006?3/127.0.0.1:7003",
        "joined?8.32.n.l.x?6/127.0.0.1:7006?3/127.0.0.1:7003",
        "joined?8.32.n.l.?6/127.0.0.1:7006?3/127.0.0.1:7003",
        "joined?8.32.n.l.a.a?6/127.0.0.1:7006?3/127.0.0.1:7003",
        "joined?8.32.n.l?6/127.0.0.1?3/127.0.0.1:7003",
        "joined?8.32.n.l?127.0.0.1:7006?3/127.0.0.1:7003"
      })
  void shouldNotReadAnythingElseAsAnAnswer(String text) {
    assertThat(JoinText.answer(Payload.of(text))).isNull();
  }
}
