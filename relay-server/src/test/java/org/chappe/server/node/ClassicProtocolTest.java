package org.chappe.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chappe.node.Endpoint;
import org.chappe.node.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The exchanges of the classic protocol, byte by byte, as somebody with netcat sees them at relay 3. */
final class ClassicProtocolTest {

  private static final Endpoint ANNA = TestLine.clientAt(1);
  private static final Endpoint BERT = TestLine.clientAt(2);

  private final TestLine line = new TestLine(TestLine.config(3, List.of(3)));
  private final TestRelay relay = line.relay(3);

  private List<String> anna(String text) {
    return line.answers(ANNA, 3, text);
  }

  private List<String> bert(String text) {
    return line.answers(BERT, 3, text);
  }

  private void annaWrites(String text) {
    assertThat(anna("send/1/1234567890/0987654321/" + text)).containsExactly("ack/1/3/1234567890/");
  }

  @Test
  void shouldAnswerAHandshake() {
    assertThat(anna("handshake/0/1234567890//")).containsExactly("ack/0/3/1234567890/");
  }

  @Test
  void shouldAcknowledgeASendOnlyWhenItIsDurable() {
    relay.storeIsSlow = true;
    assertThat(anna("send/1/1234567890/0987654321/hello")).isEmpty();
    line.pass(TestLine.SECONDS);
    assertThat(line.heard(ANNA)).isEmpty();
    relay.storeIsSlow = false;
    line.settle();
    assertThat(line.heard(ANNA)).containsExactly("ack/1/3/1234567890/");
  }

  @Test
  void shouldAcknowledgeAGetWhenNothingWaits() {
    assertThat(bert("get/2/0987654321//")).containsExactly("ack/2/3/0987654321/");
  }

  @Test
  void shouldHandOutWhatWaits() {
    annaWrites("meet at 5 / bring rope");
    assertThat(bert("get/2/0987654321//"))
        .containsExactly("send/0/1234567890/0987654321/meet at 5 / bring rope");
  }

  @Test
  void shouldRepeatTheSameNumberUntilItIsAcknowledged() {
    annaWrites("hello");
    annaWrites("and more");
    String first = "send/0/1234567890/0987654321/hello";
    assertThat(bert("get/2/0987654321//")).containsExactly(first);
    assertThat(bert("get/3/0987654321//")).containsExactly(first);
    assertThat(bert("ack/0/0987654321//")).isEmpty();
    assertThat(bert("get/4/0987654321//")).containsExactly("send/1/1234567890/0987654321/and more");
  }

  @Test
  void shouldRollItsNumbersOverFromNinetyNineToZero() {
    for (int i = 0; i <= 101; i++) {
      annaWrites("text " + i);
      assertThat(bert("get/7/0987654321//"))
          .containsExactly("send/" + i % 100 + "/1234567890/0987654321/text " + i);
      assertThat(bert("ack/" + i % 100 + "/0987654321//")).isEmpty();
    }
    assertThat(relay.node.station().size()).isZero();
  }

  @Test
  void shouldGoOnWithItsNumbersAfterARestart() {
    annaWrites("first");
    annaWrites("second");
    bert("get/2/0987654321//");
    bert("ack/0/0987654321//");
    line.revive(3);
    String second = "send/1/1234567890/0987654321/second";
    assertThat(bert("get/3/0987654321//")).containsExactly(second);
    line.revive(3);
    assertThat(bert("get/4/0987654321//")).containsExactly(second);
    bert("ack/1/0987654321//");
    annaWrites("third");
    assertThat(bert("get/5/0987654321//")).containsExactly("send/2/1234567890/0987654321/third");
  }

  @Test
  void shouldHandOutTheNextOnlyWhenTheEndOfTheLastIsDurable() {
    annaWrites("first");
    annaWrites("second");
    bert("get/2/0987654321//");
    relay.storeIsSlow = true;
    bert("ack/0/0987654321//");
    assertThat(bert("get/3/0987654321//")).isEmpty();
    line.revive(3);
    assertThat(bert("get/4/0987654321//")).containsExactly("send/0/1234567890/0987654321/first");
    bert("ack/0/0987654321//");
    assertThat(bert("get/5/0987654321//")).containsExactly("send/1/1234567890/0987654321/second");
  }

  @Test
  void shouldIgnoreAnAckWithAnotherNumber() {
    annaWrites("hello");
    bert("get/2/0987654321//");
    assertThat(line.type(BERT, 3, "ack/1/0987654321//")).isEqualTo(Verdict.UNEXPECTED);
    assertThat(relay.node.station().size()).isEqualTo(1);
  }

  @Test
  void shouldIgnoreALateAck() {
    annaWrites("first");
    annaWrites("second");
    bert("get/2/0987654321//");
    bert("ack/0/0987654321//");
    bert("get/3/0987654321//");
    assertThat(line.type(BERT, 3, "ack/0/0987654321//")).isEqualTo(Verdict.UNEXPECTED);
    assertThat(bert("get/4/0987654321//")).containsExactly("send/1/1234567890/0987654321/second");
  }

  @Test
  void shouldIgnoreAnAckBeforeAnythingWasHandedOut() {
    annaWrites("hello");
    assertThat(line.type(BERT, 3, "ack/0/0987654321//")).isEqualTo(Verdict.UNEXPECTED);
    assertThat(relay.node.station().size()).isEqualTo(1);
  }

  @Test
  void shouldNotTakeARefusalForAnAck() {
    annaWrites("hello");
    bert("get/2/0987654321//");
    assertThat(line.type(BERT, 3, "ack;xsize/0/0987654321//")).isEqualTo(Verdict.UNEXPECTED);
    assertThat(line.heard(BERT)).isEmpty();
    assertThat(relay.node.station().size()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "handshake;nnonce001/1/1234567890//",
        "send;r/1/1234567890/0987654321/hello",
        "send;mt8k2xq.1z/1/1234567890/0987654321/hello",
        "get;w5/1/1234567890//",
        "terminate;Q/1/1234567890//",
        "get;l0/1/1234567890//"
      })
  void shouldRefuseParametersWithoutAVersion(String text) {
    assertThat(anna(text)).hasSize(1).first().asString().startsWith("ack;").contains(";xver/1/3/");
    assertThat(relay.node.station().size()).isZero();
  }

  @Test
  void shouldForgetAClientThatTerminates() {
    bert("handshake/0/0987654321//");
    assertThat(bert("terminate/3/0987654321//")).containsExactly("ack/3/3/0987654321/");
    assertThat(relay.node.directory().homeOf(Ids.BERT)).isZero();
    annaWrites("where are you");
    assertThat(bert("get/4/0987654321//"))
        .containsExactly("send/0/1234567890/0987654321/where are you");
    assertThat(relay.node.directory().homeOf(Ids.BERT)).isEqualTo(3);
  }

  @Test
  void shouldRegisterWhoeverSendsOrGets() {
    annaWrites("hello");
    bert("get/0/0987654321//");
    assertThat(relay.node.directory().homeOf(Ids.ANNA)).isEqualTo(3);
    assertThat(relay.node.directory().homeOf(Ids.BERT)).isEqualTo(3);
  }

  @Test
  void shouldTakeARepeatedSendForASecondMessage() {
    annaWrites("hello");
    annaWrites("hello");
    assertThat(relay.node.station().size()).isEqualTo(2);
  }

  @Test
  void shouldRefuseATextThatIsTooLong() {
    assertThat(anna("send/1/1234567890/0987654321/" + "x".repeat(171)))
        .containsExactly("ack;xsize/1/3/1234567890/text is 171 characters; the limit is 160");
  }

  @Test
  void shouldRefuseAnIdThatIsNotTenDigits() {
    assertThat(anna("send/1/1234567890/98765/hello"))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("ack;xparse/1/3/1234567890/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "garbage",
        "hello/there",
        "send/1/123/0987654321/hello",
        "send/x/1234567890/0987654321/hello",
        "\u00fa\u0001\u0002",
        "ack;xsize/1/1234567890//too long",
        "ack;zbad/1/1234567890//",
        "ack/100/1234567890//",
        "ack/1/1234567890//",
        "ack/1/4//",
        "get/1/4//",
        "table/1/4/3/clients?4.0.0.1"
      })
  void shouldNotAnswerGarbageAcksOrRefusals(String text) {
    assertThat(anna(text)).isEmpty();
  }
}
