package org.chappe.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chappe.node.Endpoint;
import org.chappe.node.Verdict;
import org.chappe.server.station.StationLimits;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What version-2 clients of one relay get to see. */
final class SessionMailTest {

  /** Long enough for a link that paces its frames. */
  private static final long PACE_NANOS = 100 * TestLine.MILLIS;

  private final TestLine line =
      new TestLine(TestLine.config(3, List.of(3), new StationLimits(2, 10), 64));
  private final TestRelay relay = line.relay(3);
  private final Typist anna = new Typist(line, "1234567890", 3, 1);
  private final Typist bert = new Typist(line, "0987654321", 3, 2);

  @BeforeEach
  void shakeHands() {
    anna.shakeHands();
    bert.shakeHands();
  }

  private List<String> annaSends(String messageId, String text) {
    return anna.types("send", ";m" + messageId, bert.id + "/" + text);
  }

  private String ackTo(Typist client, int number) {
    return "ack;2;e" + client.session + ";l0/" + number + "/3/" + client.id + "/";
  }

  @Test
  void shouldAcknowledgeASendOnlyWhenItIsDurable() {
    relay.storeIsSlow = true;
    assertThat(annaSends("a.0", "hello"))
        .as("held, not settled")
        .containsExactly(ackTo(anna, 0) + "AAAAAAAB");
    assertThat(relay.uncommitted()).isEqualTo(1);
    relay.storeIsSlow = false;
    line.settle();
    assertThat(line.heard(anna.at)).containsExactly(ackTo(anna, 1));
  }

  @Test
  void shouldAcknowledgeARepeatedFrameAgainAndKeepOneMessage() {
    annaSends("a.0", "hello");
    String repeated = anna.stamped(0, "send", ";ma.0", bert.id + "/hello");
    assertThat(line.answers(anna.at, 3, repeated)).containsExactly(ackTo(anna, 1));
    assertThat(relay.counters.of(Verdict.DUPLICATE)).isEqualTo(1);
    assertThat(relay.node.station().size()).isEqualTo(1);
  }

  @Test
  void shouldAcknowledgeAMessageThatComesAgainInAnotherSession() {
    annaSends("a.0", "hello");
    anna.shakeHands();
    assertThat(annaSends("a.0", "hello")).containsExactly(ackTo(anna, 1));
    assertThat(relay.node.station().size()).isEqualTo(1);
    assertThat(relay.node.station().duplicates()).isEqualTo(1);
  }

  @Test
  void shouldTellHowMuchWaitsAndPushIt() {
    annaSends("a.0", "hello");
    assertThat(bert.types("get", "", "/"))
        .containsExactly(
            ackTo(bert, 1),
            "get;2;e" + bert.session + ";l0/0/3/0987654321/1",
            "send;2;e" + bert.session + ";l0;ma.0/1/1234567890/0987654321/hello");
    bert.acknowledges(2);
    assertThat(relay.node.station().size()).isZero();
  }

  @Test
  void shouldPushOnlyWhatWaitsToAGetWithoutTime() {
    annaSends("a.0", "one");
    bert.types("get", "", "/");
    annaSends("a.1", "two");
    assertThat(bert.mail()).isEmpty();
    assertThat(Typist.texts(bert.types("get", "", "/"))).containsExactly("two");
  }

  @Test
  void shouldPushNothingToAGetThatEndsTheLease() {
    annaSends("a.0", "hello");
    assertThat(bert.asksForMail(0))
        .as("the count, and no mail")
        .containsExactly(ackTo(bert, 1), "get;2;e" + bert.session + ";l0/0/3/0987654321/1");
    line.pass(TestLine.SECONDS);
    assertThat(bert.mail()).isEmpty();
  }

  @Test
  void shouldEndTheLeaseWhenAskedTo() {
    bert.asksForMail(10);
    bert.asksForMail(0);
    annaSends("a.0", "hello");
    assertThat(bert.mail()).isEmpty();
  }

  @Test
  void shouldKeepTheLeaseWhenAskedForWhatWaitsNow() {
    bert.asksForMail(10);
    bert.types("get", "", "/");
    annaSends("a.0", "hello");
    assertThat(bert.mail()).containsExactly("hello");
  }

  @Test
  void shouldPushMailWhileTheLeaseLasts() {
    bert.asksForMail(10);
    line.pass(9 * TestLine.SECONDS);
    bert.mail();
    annaSends("a.0", "in time");
    assertThat(bert.mail()).containsExactly("in time");
    bert.acknowledges(2);
    line.pass(2 * TestLine.SECONDS);
    annaSends("a.1", "too late");
    assertThat(bert.mail()).isEmpty();
  }

  @Test
  void shouldHandOutAgainInANewSessionWhatWasNotAcknowledged() {
    annaSends("a.0", "hello");
    bert.asksForMail(10);
    bert.shakeHands();
    assertThat(Typist.texts(bert.asksForMail(10))).containsExactly("hello");
    bert.acknowledges(2);
    bert.shakeHands();
    assertThat(Typist.texts(bert.asksForMail(10))).isEmpty();
  }

  @Test
  void shouldRefuseMailWhenItsStoreIsFullAndGoOnDraining() {
    annaSends("a.0", "one");
    annaSends("a.1", "two");
    line.heard(anna.at);
    assertThat(annaSends("a.2", "three"))
        .contains("ack;2;e" + anna.session + ";l0;xfull/2/3/1234567890/the relay's store is full");
    assertThat(relay.node.station().refusedFull()).isPositive();
    assertThat(Typist.texts(bert.asksForMail(60))).containsExactly("one", "two");
    bert.acknowledges(3);
    line.type(anna.at, 3, anna.stamped(2, "send", ";ma.2", bert.id + "/three"));
    line.pass(PACE_NANOS);
    assertThat(bert.mail()).containsOnly("three");
    assertThat(line.heard(anna.at)).contains(ackTo(anna, 3));
  }

  @Test
  void shouldRefuseAMessageWithoutANumber() {
    assertThat(anna.types("send", "", bert.id + "/hello"))
        .contains(
            "ack;2;e" + anna.session + ";l0;xparam/0/3/1234567890/a message needs a number, ;m");
  }

  @Test
  void shouldRefuseAFrameWithoutALap() {
    assertThat(line.answers(anna.at, 3, "get;2;e" + anna.session + "/0/1234567890//"))
        .containsExactly("ack;2;e" + anna.session
            + ";xparam/0/3/1234567890/a frame in a session needs a lap, ;l");
  }

  @Test
  void shouldDropWhatAnotherClientSaysInASession() {
    Typist forger = new Typist(line, bert.id, 3, 5);
    forger.session = anna.session;
    assertThat(forger.sends("a.0", anna.id, "not from Anna")).isEqualTo(Verdict.FORGED);
    assertThat(forger.acknowledges(5)).isEqualTo(Verdict.FORGED);
    assertThat(line.heard(forger.at)).isEmpty();
    assertThat(relay.node.station().size()).isZero();
  }

  @Test
  void shouldTellWhoeverUsesAnUnknownSession() {
    String text = "send;2;enobody__;l0;ma.0/7/1234567890/0987654321/hello";
    assertThat(line.type(anna.at, 3, text)).isEqualTo(Verdict.NO_SESSION);
    assertThat(line.heard(anna.at))
        .containsExactly("ack;2;enobody__;l0;xwho/7/3/1234567890/no such session; shake hands");
  }

  @Test
  void shouldNotAnswerAcksAndRefusalsOfAnUnknownSession() {
    assertThat(line.type(anna.at, 3, "ack;2;enobody__;l0/7/1234567890//"))
        .isEqualTo(Verdict.UNEXPECTED);
    assertThat(line.type(anna.at, 3, "ack;2;enobody__;l0;xwho/7/1234567890//"))
        .isEqualTo(Verdict.UNEXPECTED);
    assertThat(line.type(anna.at, 3, "ack;2;xwho;nnonce999/7/1234567890//"))
        .isEqualTo(Verdict.UNEXPECTED);
    assertThat(line.heard(anna.at)).isEmpty();
  }

  @Test
  void shouldIgnoreARefusalFromAClient() {
    anna.types("get", "", "/");
    assertThat(line.type(anna.at, 3, anna.stamped(0, "ack", ";xbusy", "/")))
        .isEqualTo(Verdict.UNEXPECTED);
    assertThat(line.heard(anna.at)).isEmpty();
  }

  @Test
  void shouldFollowAClientToAnotherAddress() {
    bert.asksForMail(60);
    bert.acknowledges(1);
    Endpoint before = bert.at;
    bert.at = TestLine.clientAt(8);
    bert.asksForMail(60);
    bert.acknowledges(2);
    line.heard(before);
    annaSends("a.0", "hello");
    line.pass(PACE_NANOS);
    assertThat(bert.mail()).containsOnly("hello");
    assertThat(line.heard(before)).isEmpty();
  }

  @Test
  void shouldFollowAClientThatRepeatsItselfFromItsNewAddress() {
    annaSends("a.0", "hello");
    Endpoint before = anna.at;
    anna.at = TestLine.clientAt(8);
    String repeated = anna.stamped(0, "send", ";ma.0", bert.id + "/hello");
    assertThat(line.answers(anna.at, 3, repeated)).containsExactly(ackTo(anna, 1));
    assertThat(line.heard(before)).isEmpty();
    assertThat(line.type(before, 3, repeated))
        .as("sent before the move and late")
        .isEqualTo(Verdict.FORGED);
    assertThat(annaSends("a.1", "again")).containsExactly(ackTo(anna, 2));
  }

  @Test
  void shouldNotFollowAnAckOrWhatIsTooFarAheadToAnotherAddress() {
    bert.asksForMail(60);
    bert.acknowledges(1);
    annaSends("a.0", "hello");
    line.heard(bert.at);
    Endpoint elsewhere = TestLine.clientAt(8);
    assertThat(line.type(elsewhere, 3, bert.stamped(2, "ack", "", "/"))).isEqualTo(Verdict.FORGED);
    assertThat(line.type(elsewhere, 3, bert.stamped(60, "get", "", "/"))).isEqualTo(Verdict.FORGED);
    assertThat(relay.counters.of(Verdict.FORGED)).isEqualTo(2);
    assertThat(relay.node.station().size()).as("what wasn't acknowledged").isEqualTo(1);
    line.pass(TestLine.SECONDS);
    assertThat(bert.mail()).contains("hello");
    assertThat(line.heard(elsewhere)).isEmpty();
  }

  @Test
  void shouldEndTheSessionOfAClientThatAsksInTheClassicWay() {
    annaSends("a.0", "hello");
    bert.asksForMail(60);
    assertThat(line.answers(bert.at, 3, "get/5/0987654321//"))
        .containsExactly("send/0/1234567890/0987654321/hello");
    assertThat(line.type(bert.at, 3, bert.numbered("get", "", "/"))).isEqualTo(Verdict.NO_SESSION);
    line.type(bert.at, 3, "ack/0/0987654321//");
    assertThat(relay.node.station().size()).isZero();
  }

  @Test
  void shouldKeepMailForAClientThatTerminates() {
    bert.asksForMail(60);
    bert.acknowledges(1);
    assertThat(bert.types("terminate", "", "/")).containsExactly(ackTo(bert, 2));
    assertThat(relay.reports).contains(new RelayReport.ClientTerminated(Ids.BERT));
    annaSends("a.0", "hello");
    assertThat(bert.mail()).isEmpty();
    line.pass(Session.LINGER_NANOS);
    assertThat(relay.node.station().size()).isEqualTo(1);
    bert.shakeHands();
    assertThat(Typist.texts(bert.asksForMail(60))).containsExactly("hello");
  }
}
