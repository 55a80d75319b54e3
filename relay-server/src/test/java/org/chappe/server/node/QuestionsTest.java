package org.chappe.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a home answers to questions in a session. */
final class QuestionsTest {

  private final TestLine line = TestLine.of(1);
  private final Typist anna = new Typist(line, "1234567890", 1, 1);

  @BeforeEach
  void shakeHands() {
    anna.shakeHands();
  }

  private String answer(int number, String payload) {
    return "get;2;e" + anna.session + ";l0/" + number + "/1/" + anna.id + "/" + payload;
  }

  @Test
  void shouldAnswerUnderTheTokenOfTheQuestion() {
    anna.sends("a.0", anna.id, "note to self");
    line.heard(anna.at);
    assertThat(anna.types("get", "", "/whoami?k3"))
        .containsExactly(
            "ack;2;e" + anna.session + ";l0/2/1/" + anna.id + "/",
            answer(0, "whoami?k3?1.1?1?1?none?"));
  }

  @Test
  void shouldAnswerAgainInANewSession() {
    anna.types("get", "", "/whoami?k3");
    anna.shakeHands();
    assertThat(anna.types("get", "", "/whoami?k3")).contains(answer(0, "whoami?k3?1.1?1?0?none?"));
  }

  @Test
  void shouldTakeAQuestionForNoRequestForMail() {
    anna.sends("a.0", anna.id, "note to self");
    line.heard(anna.at);
    anna.types("get", "", "/whoami?k3");
    assertThat(Typist.texts(line.heard(anna.at))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "get,/what?k3",
    "get,/whoami?K3",
    "get,/whoami?",
    "get,/??",
    "handshake,/whoami?k3",
    "terminate,/whoami?k3",
    "terminate,/what?k3"
  })
  void shouldRefuseWhatIsNoQuestionAndChangeNothing(String type, String rest) {
    assertThat(anna.types(type, "", rest))
        .contains("ack;2;e" + anna.session + ";l0;xparam/0/1/" + anna.id + "/no such question");
    assertThat(line.relay(1).node.directory().homeOf(Ids.ANNA)).isEqualTo(1);
  }

  @Test
  void shouldRefuseAHandshakeInASession() {
    assertThat(anna.types("handshake", "", "/"))
        .contains(
            "ack;2;e" + anna.session + ";l0;xparam/0/1/" + anna.id + "/a session is open already");
  }

  @Test
  void shouldNotAnswerWhoIsNotInTheSession() {
    anna.types("get", "", "/whoami?1");
    Typist forger = new Typist(line, anna.id, 1, 5);
    forger.session = "AAAAAAAA";
    assertThat(forger.types("get", "", "/whoami?2"))
        .containsExactly(
            "ack;2;eAAAAAAAA;l0;xwho/0/1/" + anna.id + "/no such session; shake hands");
    Typist other = new Typist(line, "0987654321", 1, 6);
    other.session = anna.session;
    assertThat(other.types("get", "", "/whoami?2")).isEqualTo(List.of());
  }
}
