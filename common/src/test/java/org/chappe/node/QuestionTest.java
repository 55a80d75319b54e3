package org.chappe.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.chappe.model.ClientId;
import org.chappe.model.Payload;
import org.chappe.model.RelayNumber;
import org.chappe.wire.Frame;
import org.chappe.wire.FrameCodec;
import org.chappe.wire.Stamp;
import org.chappe.wire.WireLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How questions and answers are written. */
class QuestionTest {

  private static final Question WHOAMI = new Question(QuestionWord.WHOAMI, 35, "");

  @Test
  void shouldReadWhatItWrites() {
    assertThat(WHOAMI.payload()).isEqualTo(Payload.of("whoami?z"));
    assertThat(Question.read(WHOAMI.payload())).isEqualTo(WHOAMI);
    Question longer = new Question(QuestionWord.WHOAMI, Question.TOKEN_MAX, "12?4/é");
    assertThat(longer.payload()).isEqualTo(Payload.of("whoami?zzzzzzzzz?12?4/é"));
    assertThat(Question.read(longer.payload())).isEqualTo(longer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "whoami",
        "whoami?",
        "whoami?Z",
        "whoami?01",
        "whoami?1000000000",
        "whoami?-1",
        "who?1",
        "WHOAMI?1",
        "?1",
        "?",
        "whoami ?1"
      })
  void shouldNotReadWhatIsNoQuestion(String text) {
    assertThat(Question.read(Payload.of(text))).isNull();
  }

  @Test
  void shouldNotReadAQuestionThatIsTooLong() {
    String longest = "x".repeat(Question.REST_BYTES_MAX);
    assertThat(Question.read(Payload.of("whoami?1?" + longest))).isNotNull();
    assertThat(Question.read(Payload.of("whoami?1?x" + longest))).isNull();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Question(QuestionWord.WHOAMI, 1, "x" + longest));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Question(QuestionWord.WHOAMI, -1, ""));
  }

  @Test
  void shouldTellQuestionsFromRequestsForMailAndRelays() {
    assertThat(Question.isMeant(WHOAMI.payload())).isTrue();
    assertThat(Question.isMeant(Payload.EMPTY)).isFalse();
    assertThat(Question.isMeant(Payload.of("3"))).isFalse();
    assertThat(Question.isMeant(RelayList.question(7))).isFalse();
  }

  @Test
  void shouldPutItemsOnPagesThatFit() {
    List<String> items = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      items.add("item " + i);
    }
    List<Answer> pages = Answer.pages(WHOAMI, items);
    List<String> read = new ArrayList<>();
    for (Answer page : pages) {
      assertThat(page.payload().length()).isLessThanOrEqualTo(Answer.PAGE_BYTES_MAX);
      Answer again = Objects.requireNonNull(Answer.read(page.payload()));
      assertThat(again).isEqualTo(page);
      read.addAll(((Answer.Page) again).items());
    }
    assertThat(pages).hasSizeBetween(4, 8);
    assertThat(read).isEqualTo(items);
  }

  @Test
  void shouldAnswerNothingOnOnePage() {
    assertThat(Answer.pages(WHOAMI, List.of())).hasSize(1);
    assertThat(Answer.pages(WHOAMI, List.of()).get(0).payload())
        .isEqualTo(Payload.of("whoami?z?1.1"));
  }

  @Test
  void shouldRefuseItemsThatCouldNotBeTold() {
    assertThatIllegalArgumentException().isThrownBy(() -> Answer.pages(WHOAMI, List.of("is it?")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Answer.pages(WHOAMI, List.of("x".repeat(Answer.PAGE_BYTES_MAX))));
  }

  private static Question peek(long token) {
    return new Question(QuestionWord.PEEK, token, "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "?", "is it? or not?", "a/b", "??", "1.1?!x?", " ", "ö", "two\nlines"})
  void shouldPutOneTextOnEachPageWhateverItHolds(String text) {
    List<List<String>> things =
        List.of(List.of("1234567890", "k.0", "", text), List.of("1234567890", "", "1.2", "other"));
    List<Answer> pages = Answer.textPages(peek(35), things);
    assertThat(pages).hasSize(2);
    for (int i = 0; i < things.size(); i++) {
      Answer.Page again =
          (Answer.Page) Objects.requireNonNull(Answer.read(pages.get(i).payload()));
      assertThat(again).isEqualTo(pages.get(i));
      assertThat(again.items()).isEqualTo(things.get(i));
      assertThat(again.payload()).isEqualTo(pages.get(i).payload());
    }
  }

  @Test
  void shouldPutNoTextOnOnePage() {
    List<Answer> pages = Answer.textPages(peek(35), List.of());
    assertThat(pages).hasSize(1);
    assertThat(pages.get(0).payload()).isEqualTo(Payload.of("peek?z?1.1"));
    assertThat(Answer.read(Payload.of("peek?z?1.1"))).isEqualTo(pages.get(0));
  }

  @Test
  void shouldFitTheLongestTextIntoADatagram() {
    List<List<String>> things = new ArrayList<>();
    for (int i = 0; i < Answer.PAGES_MAX; i++) {
      things.add(List.of("9999999999", "zzzzzzzz.zzzzzz", "8.8a", "é".repeat(80)));
    }
    List<Answer> pages = Answer.textPages(peek(Question.TOKEN_MAX), things);
    Answer longest = pages.get(Answer.PAGES_MAX - 1);
    assertThat(longest.payload().length()).isEqualTo(Answer.TEXT_PAGE_BYTES_MAX);
    Stamp stamp = new Stamp(Stamp.VERSION, Stamp.TOKEN_MAX, WireLimits.LAP_MAX, 99);
    Frame frame = new Frame.Get(
        stamp,
        new RelayNumber(9_999),
        new ClientId(9_999_999_999L),
        Frame.Get.NO_WAIT,
        longest.payload(),
        "");
    byte[] datagram = new byte[WireLimits.DATAGRAM_BYTES_MAX];
    assertThat(FrameCodec.encode(frame, datagram, 0)).isEqualTo(WireLimits.DATAGRAM_BYTES_MAX);
  }

  @Test
  void shouldRefuseTextsThatCouldNotBeTold() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Answer.textPages(peek(1), List.of(List.of("1", "2", "3?", "text"))));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Answer.textPages(peek(1), List.of(List.of("1", "2", "text"))));
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            Answer.textPages(peek(1), List.of(List.of("1", "2", "3", "x".repeat(250)))));
    List<String> one = List.of("1", "2", "3", "text");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Answer.textPages(peek(1), Collections.nCopies(101, one)));
  }

  @Test
  void shouldReadADenialThatItWrites() {
    Answer denied = new Answer.Denied(QuestionWord.WHOAMI, 35, Denial.PARAM, "what is that?");
    assertThat(denied.payload()).isEqualTo(Payload.of("whoami?z?!param?what is that."));
    assertThat(Answer.read(denied.payload()))
        .isEqualTo(new Answer.Denied(QuestionWord.WHOAMI, 35, Denial.PARAM, "what is that."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "3",
        "whoami?z",
        "whoami?z?",
        "whoami?z?1",
        "whoami?z?0.1",
        "whoami?z?2.1",
        "whoami?z?1.101",
        "whoami?z?01.1",
        "whoami?z?!",
        "whoami?z?!param",
        "whoami?z?!ouch?x",
        "whoami?z?!param?x?y",
        "peek?z?!param?x?y",
        "peek?z?1.2",
        "peek?z?1.1?",
        "peek?z?1.1?1?2?3",
        "what?z?1.1"
      })
  void shouldNotReadWhatIsNoAnswer(String text) {
    assertThat(Answer.read(Payload.of(text))).isNull();
  }
}
