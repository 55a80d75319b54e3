package org.chappe.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chappe.node.Endpoint;
import org.chappe.node.Verdict;
import org.chappe.server.station.StationLimits;
import org.junit.jupiter.api.Test;

/** How sessions begin at relay 1 of two. */
final class HandshakeTest {

  private static final String NONCE = "nonce_-9";

  private final TestLine line = TestLine.of(2);
  private final TestRelay relay = line.relay(1);
  private final int relaySessions = relay.node.statistics().sessions();
  private final Typist anna = new Typist(line, "1234567890", 1, 1);
  private final Typist bert = new Typist(line, "0987654321", 1, 2);

  private List<String> annaShakes(String parameters) {
    return line.answers(anna.at, 1, anna.handshake(parameters));
  }

  private int clientSessions() {
    return relay.node.statistics().sessions() - relaySessions;
  }

  @Test
  void shouldKeepNothingBeforeTheCookieComesBack() {
    assertThat(annaShakes(";n" + NONCE))
        .hasSize(1)
        .first()
        .asString()
        .matches("ack;2;n" + NONCE + ";c[A-Za-z0-9_-]{8}/0/1/1234567890/");
    assertThat(clientSessions()).isZero();
  }

  @Test
  void shouldGiveASessionForACookie() {
    String cookie = anna.cookie(NONCE);
    assertThat(annaShakes(";n" + NONCE + ";c" + cookie))
        .hasSize(1)
        .first()
        .asString()
        .matches("ack;2;e[A-Za-z0-9_-]{8};n" + NONCE + "/0/1/1234567890/1");
    assertThat(clientSessions()).isEqualTo(1);
  }

  @Test
  void shouldAnswerARepeatedHandshakeTheSame() {
    String repeated = ";n" + NONCE + ";c" + anna.cookie(NONCE);
    List<String> first = annaShakes(repeated);
    assertThat(annaShakes(repeated)).isEqualTo(first);
    anna.session = anna.welcome(NONCE, anna.cookie(NONCE));
    anna.types("get", "", "/");
    assertThat(annaShakes(repeated)).as("also when it is in use").hasSize(1);
    assertThat(anna.welcome(NONCE, anna.cookie(NONCE))).isEqualTo(anna.session);
    assertThat(clientSessions()).isEqualTo(1);
  }

  @Test
  void shouldChallengeAgainForAWrongCookie() {
    anna.cookie(NONCE);
    assertThat(annaShakes(";n" + NONCE + ";cAAAAAAAA")).first().asString().contains(";c");
    assertThat(clientSessions()).isZero();
  }

  @Test
  void shouldNotTakeACookieFromAnotherAddress() {
    String cookie = anna.cookie(NONCE);
    anna.at = TestLine.clientAt(7);
    assertThat(annaShakes(";n" + NONCE + ";c" + cookie)).first().asString().contains(";c");
    assertThat(clientSessions()).isZero();
  }

  @Test
  void shouldNotTakeACookieForAnotherClient() {
    String cookie = anna.cookie(NONCE);
    bert.at = anna.at;
    assertThat(line.answers(anna.at, 1, bert.handshake(";n" + NONCE + ";c" + cookie)))
        .first()
        .asString()
        .contains(";c");
  }

  @Test
  void shouldRefuseAHandshakeWithoutANonce() {
    assertThat(annaShakes(""))
        .containsExactly("ack;2;xparam/0/1/1234567890/a handshake needs a nonce, ;n");
  }

  @Test
  void shouldRefuseAHandshakeForAnotherRelay() {
    assertThat(line.answers(anna.at, 1, "handshake;2;n" + NONCE + "/0/1234567890/2/"))
        .containsExactly("ack;2;xparam;n" + NONCE + "/0/1/1234567890/this is relay 1, not 2");
  }

  @Test
  void shouldRefuseAnotherVersion() {
    assertThat(line.answers(anna.at, 1, "handshake;3;n" + NONCE + "/5/1234567890//"))
        .containsExactly("ack;3;xver/5/1/1234567890/this relay speaks version 2");
  }

  @Test
  void shouldKeepTheLiveSessionWhenAnOldHandshakeTurnsUp() {
    String oldCookie = anna.cookie(NONCE);
    anna.welcome(NONCE, oldCookie);
    anna.shakeHands();
    anna.types("get", "", "/");
    assertThat(clientSessions()).isEqualTo(1);
    assertThat(annaShakes(";n" + NONCE + ";c" + oldCookie)).hasSize(1);
    assertThat(anna.types("get", "", "/"))
        .anyMatch(text -> text.startsWith("ack;2;e" + anna.session));
    line.pass(Session.UNCONFIRMED_NANOS_MAX);
    assertThat(clientSessions()).as("the offer has lapsed").isEqualTo(1);
    assertThat(line.type(anna.at, 1, anna.numbered("get", "", "/"))).isEqualTo(Verdict.ACCEPTED);
  }

  @Test
  void shouldReplaceTheSessionAtTheFirstFrameInTheNewOne() {
    anna.shakeHands().types("get", "", "/");
    Typist again = new Typist(line, anna.id, 1, 3).shakeHands();
    assertThat(clientSessions()).isEqualTo(2);
    assertThat(again.types("get", "", "/")).isNotEmpty();
    assertThat(clientSessions()).isEqualTo(1);
    assertThat(anna.types("get", "", "/"))
        .containsExactly(
            "ack;2;e" + anna.session + ";l0;xwho/1/1/1234567890/no such session; shake hands");
  }

  @Test
  void shouldForgetAnOfferThatNobodyUses() {
    anna.shakeHands();
    line.pass(Session.UNCONFIRMED_NANOS_MAX);
    assertThat(clientSessions()).isZero();
    assertThat(relay.node.directory().homeOf(Ids.ANNA)).isZero();
  }

  @Test
  void shouldForgetASilentSession() {
    anna.shakeHands().types("get", "", "/");
    anna.acknowledges(1);
    line.pass(Session.IDLE_NANOS_MAX);
    assertThat(clientSessions()).isZero();
  }

  @Test
  void shouldRefuseARelayThatIsNoNeighbour() {
    Endpoint stranger = TestLine.clientAt(5);
    String handshake = "handshake;2;n" + NONCE;
    String cookie = cookieOf(line.answers(stranger, 1, handshake + "/0/9/1/relay?0?1"));
    assertThat(line.answers(stranger, 1, handshake + ";c" + cookie + "/0/9/1/relay?0?1"))
        .containsExactly(
            "ack;2;xauth;n" + NONCE + "/0/1/9/relay 1 knows no such relay at your address");
    assertThat(clientSessions()).isZero();
  }

  @Test
  void shouldRefuseANeighboursNumberFromAnotherAddress() {
    Endpoint stranger = TestLine.clientAt(5);
    String handshake = "handshake;2;n" + NONCE;
    String cookie = cookieOf(line.answers(stranger, 2, handshake + "/0/1/2/relay?0?1"));
    assertThat(line.answers(stranger, 2, handshake + ";c" + cookie + "/0/1/2/relay?0?1"))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("ack;2;xauth;n" + NONCE + "/0/2/1/");
  }

  private static String cookieOf(List<String> challenge) {
    return challenge.get(0).replaceAll(".*;c([^/]*)/.*", "$1");
  }

  @Test
  void shouldRefuseAsBusyWhenThereAreTooManySessions() {
    TestLine small = new TestLine(TestLine.config(3, List.of(3), StationLimits.DEFAULT, 16));
    for (int i = 0; i < 16; i++) {
      Typist client = new Typist(small, String.format("%010d", i), 3, i);
      client.shakeHands();
    }
    Typist late = new Typist(small, "1234567890", 3, 99);
    String cookie = late.cookie(NONCE);
    assertThat(small.answers(late.at, 3, late.handshake(";n" + NONCE + ";c" + cookie)))
        .containsExactly(
            "ack;2;xbusy;n" + NONCE + "/0/3/1234567890/too many sessions; try again later");
    assertThat(small.relay(3).node.statistics().sessions()).isEqualTo(16);
    assertThat(small.relay(3).node.statistics().sessionsRefused()).isEqualTo(1);
    small.pass(Session.UNCONFIRMED_NANOS_MAX);
    late.shakeHands();
    assertThat(small.relay(3).node.statistics().sessions()).isEqualTo(1);
  }
}
