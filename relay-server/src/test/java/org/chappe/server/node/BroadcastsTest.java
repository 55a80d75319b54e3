package org.chappe.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Supplier;
import org.chappe.model.ClientId;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
import org.chappe.node.Verdict;
import org.chappe.server.broadcast.Broadcast.Name;
import org.chappe.server.broadcast.BroadcastTable;
import org.chappe.server.station.StationLimits;
import org.junit.jupiter.api.Test;

/** Texts to all, as those see them who write them and those who get them. */
class BroadcastsTest {

  private static final String ANNA = "1234567890";
  private static final String BERT = "0987654321";

  private TestLine line = TestLine.of(3);

  private Typist listening(String id, int relay, int index) {
    Typist typist = new Typist(line, id, relay, index).shakeHands();
    typist.asksForMail(600);
    line.heard(typist.at);
    return typist;
  }

  private static String refusal(List<String> answers) {
    return answers.get(0).replaceAll(".*;x([a-z]*)/.*", "$1");
  }

  @Test
  void shouldReachEachClientButItsWriterOnce() {
    Typist anna = listening(ANNA, 1, 1);
    Typist bert = listening(BERT, 3, 2);
    Typist carl = listening("5555555555", 1, 3);
    anna.sends("b.0", "*", "storm coming");
    line.pass(TestLine.MILLIS);
    assertThat(line.heard(bert.at))
        .containsExactly(
            "send;2;e" + bert.session + ";l0;mb.0;ga/1/1234567890/0987654321/storm coming");
    assertThat(carl.mail()).containsOnly("storm coming");
    assertThat(anna.mail()).isEmpty();
    assertThat(line.relay(3).node.statistics().broadcasts().handed()).isEqualTo(1);
  }

  @Test
  void shouldAcknowledgeItOnlyWhenItIsDurable() {
    Typist anna = listening(ANNA, 1, 1);
    line.relay(1).storeIsSlow = true;
    assertThat(anna.types("send", ";mb.0", "*/storm"))
        .containsExactly("ack;2;e" + anna.session + ";l0/1/1/" + ANNA + "/AAAAAAAB");
    line.relay(1).storeIsSlow = false;
    line.settle();
    assertThat(line.heard(anna.at))
        .containsExactly("ack;2;e" + anna.session + ";l0/2/1/" + ANNA + "/");
  }

  @Test
  void shouldTakeOneTextUnderOneNumberAndBeToldOfItOnce() {
    Typist anna = listening(ANNA, 1, 1);
    Typist bert = listening(BERT, 1, 2);
    anna.sends("b.0", "*", "storm");
    anna.shakeHands();
    anna.sends("b.0", "*", "storm");
    line.pass(10 * TestLine.SECONDS);
    assertThat(line.relay(1).node.statistics().broadcasts().taken()).isEqualTo(1);
    assertThat(bert.mail()).containsOnly("storm");
    assertThat(line.relay(1).node.station().size()).as("for Bert alone").isEqualTo(1);
  }

  @Test
  void shouldServeClassicClients() {
    line.type(TestLine.clientAt(2), 3, "handshake/0/" + BERT + "//");
    assertThat(line.answers(TestLine.clientAt(1), 1, "send/1/" + ANNA + "/*/storm coming"))
        .containsExactly("ack/1/1/" + ANNA + "/");
    line.pass(TestLine.SECONDS);
    assertThat(line.answers(TestLine.clientAt(2), 3, "get/2/" + BERT + "//"))
        .containsExactly("send/0/" + ANNA + "/" + BERT + "/storm coming");
    line.type(TestLine.clientAt(2), 3, "ack/0/" + BERT + "//");
    assertThat(line.answers(TestLine.clientAt(2), 3, "get/3/" + BERT + "//"))
        .containsExactly("ack/3/3/" + BERT + "/");
    assertThat(line.answers(TestLine.clientAt(1), 1, "get/2/" + ANNA + "//"))
        .containsExactly("ack/2/1/" + ANNA + "/");
  }

  @Test
  void shouldRefuseForGoodWhatIsSealedInPartsOrWantsReceipts() {
    for (String parameters : List.of(";mb.0;s1.2", ";mb.0;r", ";mb.0;ka")) {
      Typist anna = listening(ANNA, 1, 1);
      assertThat(refusal(anna.types("send", parameters, "*/x"))).as(parameters).isEqualTo("param");
    }
    assertThat(line.relay(1).node.broadcasts().size()).isZero();
  }

  @Test
  void shouldRefuseForNowWhoWritesTooMuchAndTakeItWhenItIsTime() {
    Typist anna = listening(ANNA, 1, 1);
    for (int n = 0; n < CryRate.WRITER_AT_ONCE; n++) {
      anna.sends("b." + n, "*", "storm " + n);
    }
    line.heard(anna.at);
    List<String> answers = anna.types("send", ";mb.5", "*/once more");
    assertThat(refusal(answers)).isEqualTo("quota");
    assertThat(answers.get(0)).endsWith("/you write too much to all; 1 a second is taken");
    assertThat(line.relay(1).node.broadcasts().size()).isEqualTo(5);
    line.pass(TestLine.SECONDS);
    assertThat(line.relay(1).node.broadcasts().size()).isEqualTo(6);
    assertThat(line.relay(1).node.statistics().broadcasts().refusedFast()).isPositive();
  }

  @Test
  void shouldRefuseForNowWhatAllWriteTooMuchByClassicFrames() {
    Typist anna = listening(ANNA, 1, 1);
    for (int i = 0; i < CryRate.CLASSIC_AT_ONCE; i++) {
      String forged = i < CryRate.WRITER_AT_ONCE ? ANNA : BERT;
      line.type(TestLine.clientAt(50 + i), 1, "send/1/" + forged + "/*/storm " + i);
    }
    assertThat(anna.types("send", ";mb.0", "*/in a session").toString()).doesNotContain(";x");
    assertThat(line.answers(TestLine.clientAt(99), 1, "send/1/5555555555/*/one more"))
        .containsExactly("ack;xquota/1/1/5555555555"
            + "/too much is written to all at this relay; try again later");
  }

  @Test
  void shouldDropItForWhoHasNoRoomAndTellNobody() {
    line = new TestLine(
        TestLine.config(1, List.of(1), StationLimits.DEFAULT.withMailbox(1, 10_000), 64));
    Typist anna = listening(ANNA, 1, 1);
    new Typist(line, BERT, 1, 2).shakeHands().types("get", "", "/");
    anna.sends("a.0", BERT, "the mailbox is full");
    anna.sends("b.0", "*", "storm");
    assertThat(line.relay(1).node.station().size()).isEqualTo(1);
    assertThat(line.relay(1).node.station().ends().broadcastsDropped()).isEqualTo(1);
    assertThat(anna.mail()).isEmpty();
  }

  @Test
  void shouldLeaveMostOfTheStationToWhatIsWrittenToSomebody() {
    line = new TestLine(TestLine.config(1, List.of(1), new StationLimits(8, 10), 64));
    Typist anna = listening(ANNA, 1, 1);
    new Typist(line, BERT, 1, 2).shakeHands().types("get", "", "/");
    anna.sends("a.0", "7777777777", "one of eight");
    anna.sends("b.0", "*", "storm");
    anna.sends("b.1", "*", "storm again");
    assertThat(line.relay(1).node.station().size()).isEqualTo(2);
    assertThat(line.relay(1).node.station().ends().broadcastsDropped()).isEqualTo(1);
    anna.sends("a.1", BERT, "for him");
    assertThat(line.relay(1).node.station().size()).isEqualTo(3);
  }

  @Test
  void shouldRefuseForNowWhatWouldBeTheFirstToBeForgotten() {
    Typist anna = listening(ANNA, 1, 1);
    for (int n = 0; n < BroadcastTable.BROADCASTS_MAX; n++) {
      line.relay(1)
          .node
          .broadcasts()
          .take(new Name(new ClientId(n), new MessageId(1, 0)), Payload.of("storm"), 600);
    }
    assertThat(refusal(anna.types("send", ";mb.0;d5", "*/storm"))).isEqualTo("quota");
    assertThat(line.relay(1).node.broadcasts().cameLate()).isZero();
  }

  @Test
  void shouldRefuseItWhileTheStoreIsFull() {
    line = new TestLine(TestLine.config(1, List.of(1), new StationLimits(1, 10), 64));
    Typist anna = listening(ANNA, 1, 1);
    anna.sends("a.0", BERT, "the store is full");
    assertThat(refusal(anna.types("send", ";mb.0", "*/storm"))).isEqualTo("full");
    assertThat(line.relay(1).node.broadcasts().size()).isZero();
  }

  @Test
  void shouldEndInTheMailboxInSilence() {
    Typist anna = listening(ANNA, 1, 1);
    new Typist(line, BERT, 1, 2).shakeHands().types("get", "", "/");
    anna.sends("b.0", "*", "storm");
    assertThat(line.relay(1).node.station().size()).isEqualTo(1);
    line.pass(601 * TestLine.SECONDS);
    assertThat(line.relay(1).node.station().size()).isZero();
    assertThat(line.relay(1).node.station().ends().broadcastsEnded()).isEqualTo(1);
    assertThat(anna.mail()).isEmpty();
  }

  @Test
  void shouldHandItOutInTurnsWhereManyAreAttached() {
    line = new TestLine(TestLine.config(1, List.of(1), StationLimits.DEFAULT, 64));
    int clients = 2 * Crier.CLIENTS_A_TURN + 1;
    for (int i = 0; i < clients; i++) {
      line.type(TestLine.clientAt(i), 1, "get/1/" + (2_000_000_000L + i) + "//");
    }
    line.type(TestLine.clientAt(0), 1, "send/2/2000000000/*/storm");
    assertThat(line.relay(1).node.statistics().broadcasts().handed()).isEqualTo(clients - 1);
    assertThat(line.relay(1).node.station().size()).isEqualTo(clients - 1);
  }

  @Test
  void shouldNotTakeWhatARelaySendsToAllAsMail() {
    Supplier<String> session = () -> line.laneBetween(1, 2);
    Verdict verdict = line.type(
        TestLine.relayAt(1), 2, "send;2;e" + session.get() + ";l0;mb.0/1/" + ANNA + "/*/storm");
    assertThat(verdict).isEqualTo(Verdict.UNEXPECTED);
    assertThat(line.relay(2).node.broadcasts().size()).isZero();
    assertThat(line.relay(2).node.station().size()).isZero();
  }

  @Test
  void shouldBeToldAgainAfterARestartAndHandedOutOnce() {
    Typist anna = listening(ANNA, 1, 1);
    Typist bert = listening(BERT, 2, 2);
    anna.sends("b.0", "*", "storm");
    line.pass(TestLine.SECONDS);
    assertThat(bert.mail()).containsOnly("storm");
    bert.acknowledges(2);
    line.revive(2);
    assertThat(line.relay(2).node.broadcasts().size()).as("it is on the disk").isEqualTo(1);
    line.pass(30 * TestLine.SECONDS);
    listening(BERT, 2, 2);
    line.pass(TestLine.SECONDS);
    assertThat(bert.mail()).isEmpty();
    assertThat(line.relay(2).node.station().size()).isZero();
  }
}
