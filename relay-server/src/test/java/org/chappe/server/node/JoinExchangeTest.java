package org.chappe.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.chappe.node.Endpoint;
import org.chappe.node.Verdict;
import org.chappe.server.membership.JoinPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a member answers a relay that wants to be let in, datagram by datagram. */
final class JoinExchangeTest {

  private static final Endpoint SIX = TestLine.clientAt(6);

  private static final String ASKS = "handshake;2;nAAAAAAAB/0/6//join?a?b";

  private final TestLine line = new TestLine(
      TestLine.config(1, List.of(1, 2, 3)).withJoining(Joining.listed(JoinPolicy.LOCAL, 32)));

  private String proof(Endpoint from, String asks) {
    String challenge = line.answers(from, 1, asks).get(0);
    String cookie = challenge.replaceAll(".*;c([^/]*)/.*", "$1");
    return asks.replaceFirst("(;n[^/;]*)/", "$1;c" + cookie + "/");
  }

  @Test
  void shouldKnowNobodyWhoHasNotProvenItsAddress() {
    for (int i = 0; i < 50; i++) {
      Endpoint from = TestLine.clientAt(100 + i);
      List<String> answers = line.answers(from, 1, ASKS);
      assertThat(answers).hasSize(1);
      int asked = ASKS.getBytes(StandardCharsets.UTF_8).length;
      assertThat(answers.get(0).length()).as("no larger but by a few bytes").isLessThan(asked + 9);
    }
    line.type(SIX, 1, "handshake;2;nAAAAAAAB;cAAAAAAAA/0/6//join?a?b");
    assertThat(line.relay(1).node.membership().all()).hasSize(3);
  }

  @Test
  void shouldTellANewcomerWhatItNeedsToKnow() {
    String proof = proof(SIX, ASKS);
    String welcome = "ack;2;nAAAAAAAB/0/1/6/joined?2.32.n.l?6/127.0.0.1:9006"
        + "?1/127.0.0.1:7001?3/127.0.0.1:7003?2/127.0.0.1:7002";
    assertThat(line.answers(SIX, 1, proof)).first().isEqualTo(welcome);
    long revision = line.relay(1).node.membership().revision();
    assertThat(line.answers(SIX, 1, proof)).as("again").contains(welcome);
    assertThat(line.relay(1).node.membership().revision()).isEqualTo(revision);
    line.pass(TestLine.SECONDS);
    for (int relay = 1; relay <= 3; relay++) {
      assertThat(line.relay(relay).node.membership().of(6).endpoint()).isEqualTo(SIX);
    }
  }

  @Test
  void shouldSayWhyItLetsNobodyIn() {
    Endpoint stranger = TestLine.clientAt(7);
    assertThat(line.answers(stranger, 1, proof(stranger, "handshake;2;nAAAAAAAB/0/2//join?a?b")))
        .containsExactly(
            "ack;2;xtaken;nAAAAAAAB/0/1/2/relay 2 is another, at 127.0.0.1:7002, and alive");
    Endpoint far = Endpoint.ipv4(0x0A000001, 7000);
    assertThat(line.answers(far, 1, proof(far, ASKS)))
        .containsExactly(
            "ack;2;xauth;nAAAAAAAB/0/1/6/this line lets no relay join from your address;"
                + " see joining in its topology");
    Endpoint two = TestLine.clientAt(8);
    line.type(two, 1, proof(two, ASKS));
    assertThat(line.answers(two, 1, proof(two, "handshake;2;nAAAAAAAB/0/7//join?a?c")))
        .containsExactly(
            "ack;2;xtaken;nAAAAAAAB/0/1/7/another relay of the line is at 127.0.0.1:9008");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"join?a", "join?a?0000000000000", "join?a?b?c", "join?-1?b", "join?a?zzzzzzzzz"})
  void shouldRefuseWhatIsNoWish(String payload) {
    String asks = "handshake;2;nAAAAAAAB/0/6//" + payload;
    assertThat(line.answers(SIX, 1, proof(SIX, asks))).first().asString().contains(";xparam;");
    assertThat(line.relay(1).node.membership().all()).hasSize(3);
  }

  @Test
  void shouldNotLetAClientIn() {
    String asks = "handshake;2;nAAAAAAAB/0/1234567890//join?a?b";
    assertThat(line.answers(SIX, 1, proof(SIX, asks))).first().asString().contains(";xparam;");
  }

  @Test
  void shouldLetNobodyInWhileItIsOutOfTouchWithItsLine() {
    line.lost = datagram -> datagram.from().port() < 9000 && datagram.to().port() < 9000;
    line.pass(2_000 * TestLine.MILLIS);
    assertThat(line.answers(SIX, 1, proof(SIX, ASKS))).first().asString().contains(";xbusy;");
    line.pass(60 * TestLine.SECONDS);
    assertThat(line.answers(SIX, 1, proof(SIX, ASKS)))
        .as("now it knows that the others are dead")
        .first()
        .asString()
        .contains("joined?");
  }

  @Test
  void shouldNotTakeAnAnswerForItsOwnThatItDidNotAskFor() {
    String answer = "ack;2;nAAAAAAAB/0/6/1/joined?2.32.n.o?1/10.0.0.1:7?6/10.0.0.2:7";
    assertThat(line.type(SIX, 1, answer)).isEqualTo(Verdict.UNEXPECTED);
  }
}
