package org.chappe.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.chappe.node.Verdict;
import org.chappe.server.station.Lives;
import org.chappe.server.station.StationLimits;
import org.junit.jupiter.api.Test;

/** How mail ends on a line, and what its sender hears of that. Anna is at relay 1, Bert at relay 3. */
final class EndsOfMailTest {

  private static final StationLimits LIMITS =
      new StationLimits(1_000, 10).withLives(new Lives(100, 1_000));

  private static final Pattern RECEIPT =
      Pattern.compile("send;2;e[^;]*;l0;ma\\.([0-9]+)(?:;t[^;/]*)?;(r.)/([0-9]+)/[^/]*/[^/]*/(.*)");

  private TestLine line = line(LIMITS);
  private Typist anna = new Typist(line, "1234567890", 1, 1);
  private Typist bert = new Typist(line, "0987654321", 3, 2);

  private static TestLine line(StationLimits limits) {
    return new TestLine(TestLine.config(1, List.of(1, 2, 3), limits, 64));
  }

  private void limit(StationLimits limits) {
    line = line(limits);
    anna = new Typist(line, anna.id, 1, 1);
    bert = new Typist(line, bert.id, 3, 2);
  }

  /** Both have shaken hands; Anna is pushed what comes, Bert is at home and asks for nothing. */
  private void begin() {
    anna.shakeHands().asksForMail(3_600);
    bert.shakeHands().asksForMail(0);
    anna.acknowledges(1);
    bert.acknowledges(1);
    line.pass(TestLine.SECONDS);
    line.heard(anna.at);
    line.heard(bert.at);
  }

  private void annaSends(int n, String parameters) {
    line.type(
        anna.at,
        anna.relay,
        anna.numbered("send", ";ma." + n + parameters, bert.id + "/text " + n));
    line.pass(TestLine.SECONDS);
  }

  /** What Anna has been told since she was last asked: number, receipt and words of each, all of it acknowledged. */
  private List<String> told(Typist client) {
    Set<String> told = new LinkedHashSet<>();
    List<String> frames = line.heard(client.at);
    while (!frames.isEmpty()) {
      int next = 0;
      for (String frame : frames) {
        Matcher mail = RECEIPT.matcher(frame);
        if (mail.matches()) {
          told.add(mail.group(1) + " " + mail.group(2) + " " + mail.group(4));
          next = Math.max(next, Integer.parseInt(mail.group(3)) + 1);
        }
      }
      if (next > 0) {
        client.acknowledges(next);
      }
      line.pass(TestLine.SECONDS);
      frames = next > 0 ? line.heard(client.at) : List.of();
    }
    return List.copyOf(told);
  }

  @Test
  void shouldTellTheSenderAcrossTheLineThatAMessageExpired() {
    begin();
    annaSends(0, ";d1o");
    assertThat(line.relay(3).node.station().size()).isEqualTo(1);
    assertThat(line.relay(1).node.station().size()).isZero();
    line.pass(50 * TestLine.SECONDS);
    assertThat(told(anna)).isEmpty();
    line.pass(12 * TestLine.SECONDS);
    assertThat(told(anna)).containsExactly("0 rx expired: text 0");
    assertThat(line.relay(3).node.station().size()).isZero();
    assertThat(Typist.texts(bert.asksForMail(60))).isEmpty();
  }

  @Test
  void shouldTellASenderWhoHasMovedMeanwhile() {
    begin();
    annaSends(0, ";d1o");
    anna.relay = 2;
    anna.shakeHands().asksForMail(3_600);
    anna.acknowledges(1);
    line.heard(anna.at);
    line.pass(62 * TestLine.SECONDS);
    assertThat(told(anna)).containsExactly("0 rx expired: text 0");
  }

  @Test
  void shouldTellASenderWhoIsAwayWhenItComesBack() {
    begin();
    annaSends(0, ";d1o");
    anna.types("get", ";w0", "/");
    line.pass(600 * TestLine.SECONDS);
    anna.shakeHands();
    assertThat(Typist.texts(anna.asksForMail(60))).containsExactly("expired: text 0");
  }

  @Test
  void shouldLetAParkedMessageExpireAtTheSendersHome() {
    anna.shakeHands().asksForMail(3_600);
    anna.acknowledges(1);
    line.heard(anna.at);
    annaSends(0, "");
    line.pass(99 * TestLine.SECONDS);
    assertThat(told(anna)).containsExactly("0 rx expired: text 0");
  }

  @Test
  void shouldTellOfStoringAtOnceAndOfDeliveryOnlyAfterTheClientsAcknowledgement() {
    begin();
    annaSends(0, ";r");
    assertThat(told(anna)).containsExactly("0 rs ");
    assertThat(Typist.texts(bert.asksForMail(60))).containsExactly("text 0");
    line.pass(5 * TestLine.SECONDS);
    assertThat(told(anna)).isEmpty();
    bert.acknowledges(3);
    line.pass(TestLine.SECONDS);
    assertThat(told(anna)).containsExactly("0 rd ");
  }

  @Test
  void shouldTellOfStoringWhereBothAreAtHome() {
    begin();
    Typist cleo = new Typist(line, "1111111111", 1, 3).shakeHands();
    cleo.asksForMail(0);
    line.type(anna.at, 1, anna.numbered("send", ";ma.0;r", cleo.id + "/text 0"));
    line.pass(TestLine.SECONDS);
    assertThat(told(anna)).containsExactly("0 rs ");
  }

  @Test
  void shouldTellNothingUnlessAsked() {
    begin();
    annaSends(0, "");
    bert.asksForMail(60);
    bert.acknowledges(3);
    line.pass(TestLine.SECONDS);
    assertThat(told(anna)).isEmpty();
    assertThat(line.relay(1).node.station().size()).isZero();
    assertThat(line.relay(3).node.station().size()).isZero();
  }

  @Test
  void shouldTellTheSenderThatTheMailboxIsFull() {
    limit(LIMITS.withMailbox(2, 1_000_000));
    begin();
    IntStream.range(0, 4).forEach(n -> annaSends(n, ";r"));
    assertThat(told(anna))
        .as("receipts may overtake each other")
        .containsExactlyInAnyOrder("0 rs ", "1 rs ", "2 rs ", "3 rf mailbox full: text 3");
    assertThat(line.relay(1).node.station().mailbox(Ids.BERT)).as("let go").isNull();
    assertThat(line.relay(3).node.statistics().ends().failed()).isEqualTo(1);
  }

  @Test
  void shouldRefuseAClientForAFullMailboxAndTakeItsMessageWhenThereIsRoom() {
    limit(LIMITS.withMailbox(2, 1_000_000));
    anna.relay = 3;
    begin();
    annaSends(0, "");
    annaSends(1, "");
    assertThat(anna.sends("a.2", bert.id, "text 2")).isEqualTo(Verdict.REFUSED);
    assertThat(line.heard(anna.at))
        .anyMatch(
            frame -> frame.endsWith(";xquota/3/3/" + anna.id + "/the recipient's mailbox is full"));
    assertThat(Typist.texts(bert.asksForMail(60))).containsExactly("text 0", "text 1");
    bert.acknowledges(4);
    assertThat(line.relay(3).node.station().mailbox(Ids.BERT)).as("text 2").isNotNull();
    line.pass(TestLine.SECONDS);
    assertThat(bert.mail()).contains("text 2");
  }

  @Test
  void shouldTakeAMessageThatCameTooFastWhenItsTimeHasCome() {
    limit(LIMITS.withSenderRate(2));
    begin();
    for (int n = 0; n < 3; n++) {
      anna.sends("a." + n, bert.id, "text " + n);
    }
    assertThat(line.heard(anna.at)).anyMatch(frame -> frame.contains(";xquota/3/1/"));
    line.pass(TestLine.SECONDS);
    assertThat(line.heard(anna.at))
        .as("without another word from Anna")
        .contains("ack;2;e" + anna.session + ";l0/4/1/" + anna.id + "/");
  }

  @Test
  void shouldTakeNoReceiptFromAClient() {
    begin();
    assertThat(anna.types("send", ";ma.0;rd", bert.id + "/"))
        .anyMatch(
            frame -> frame.contains(";xparam/") && frame.endsWith("receipts are made by relays"));
    assertThat(line.relay(1).node.station().size()).isZero();
  }

  @Test
  void shouldNotTakeFromAClientByWhatWayItsTextCame() {
    begin();
    assertThat(anna.types("send", ";ma.0;ga", bert.id + "/all of you"))
        .anyMatch(frame -> frame.contains(";xparam/"));
    assertThat(line.relay(1).node.station().size()).isZero();
  }

  @Test
  void shouldShowAClassicSenderInWordsThatItsMessageExpired() {
    bert.shakeHands().asksForMail(0);
    line.pass(TestLine.SECONDS);
    line.type(anna.at, 1, "send/1/" + anna.id + "/" + bert.id + "/hello");
    line.pass(101 * TestLine.SECONDS);
    String notice = "send/0/" + bert.id + "/" + anna.id + "/not delivered: expired: hello";
    assertThat(line.answers(anna.at, 1, "get/2/" + anna.id + "//")).containsExactly(notice);
    assertThat(line.answers(anna.at, 1, "get/3/" + anna.id + "//")).containsExactly(notice);
    line.type(anna.at, 1, "ack/0/" + anna.id + "//");
    assertThat(line.answers(anna.at, 1, "get/4/" + anna.id + "//"))
        .containsExactly("ack/4/1/" + anna.id + "/");
    assertThat(line.relay(1).node.station().size()).isZero();
  }

  @Test
  void shouldTellOfDeliveryToAClassicClientWhenItAcknowledges() {
    anna.shakeHands().asksForMail(3_600);
    anna.acknowledges(1);
    line.type(bert.at, 3, "get/1/" + bert.id + "//");
    line.pass(TestLine.SECONDS);
    line.heard(anna.at);
    annaSends(0, ";r");
    assertThat(told(anna)).containsExactly("0 rs ");
    line.answers(bert.at, 3, "get/2/" + bert.id + "//");
    line.pass(TestLine.SECONDS);
    assertThat(told(anna)).isEmpty();
    line.type(bert.at, 3, "ack/0/" + bert.id + "//");
    line.pass(TestLine.SECONDS);
    assertThat(told(anna)).containsExactly("0 rd ");
  }

  @Test
  void shouldNeverHandAReceiptToAClassicClient() {
    begin();
    anna.asksForMail(0);
    IntStream.range(0, ClassicDesk.SILENT_RECEIPTS_MAX + 5).forEach(n -> annaSends(n, ";r"));
    line.heard(anna.at);
    assertThat(line.relay(1).node.station().mailbox(Ids.ANNA)).isNotNull();
    for (int get = 0; get < 2; get++) {
      assertThat(line.answers(anna.at, 1, "get/2/" + anna.id + "//"))
          .containsExactly("ack/2/1/" + anna.id + "/");
    }
    assertThat(line.relay(1).node.station().mailbox(Ids.ANNA)).as("done with").isNull();
  }
}
