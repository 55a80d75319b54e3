package org.chappe.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.chappe.node.Verdict;
import org.chappe.server.station.StationLimits;
import org.junit.jupiter.api.Test;

/** Mail between clients of different relays, and what the relays tell each other for it. */
final class LineMailTest {

  private final TestLine line = TestLine.of(3);
  private final Typist anna = new Typist(line, "1234567890", 1, 1);
  private final Typist bert = new Typist(line, "0987654321", 3, 2);

  private void annaSends(int n) {
    anna.sends("a." + Integer.toString(n, 36), bert.id, "text " + n);
  }

  private int sizeOfAllStations() {
    return line.relays.values().stream()
        .mapToInt(relay -> relay.node.station().size())
        .sum();
  }

  private int homeOfBertAt(int relay) {
    return line.relay(relay).node.directory().homeOf(Ids.BERT);
  }

  @Test
  void shouldBringUpAllLanes() {
    line.relays
        .values()
        .forEach(relay -> assertThat(relay.node.statistics().sessions()).isIn(3, 6));
    assertThat(line.relay(2).reports)
        .containsExactlyInAnyOrder(new RelayReport.NeighbourUp(1), new RelayReport.NeighbourUp(3));
  }

  @Test
  void shouldComeToRest() {
    line.pass(60 * TestLine.SECONDS);
    line.relays
        .values()
        .forEach(relay -> assertThat(relay.node.nextDeadline()).isGreaterThan(line.now));
    assertThat(line.travelled.size()).as("probes, digests and their acks").isLessThan(1_500);
  }

  @Test
  void shouldTellEveryRelayWhereAClientIs() {
    bert.shakeHands().asksForMail(60);
    line.pass(TestLine.SECONDS);
    assertThat(homeOfBertAt(1)).isEqualTo(3);
    assertThat(homeOfBertAt(2)).isEqualTo(3);
  }

  @Test
  void shouldCarryMailAlongTheLine() {
    bert.shakeHands().asksForMail(60);
    anna.shakeHands();
    line.pass(TestLine.SECONDS);
    annaSends(0);
    line.pass(TestLine.SECONDS);
    assertThat(bert.mail()).contains("text 0");
    bert.acknowledges(2);
    line.pass(TestLine.SECONDS);
    assertThat(sizeOfAllStations()).isZero();
  }

  @Test
  void shouldParkMailForAnUnknownClientUntilItAppears() {
    anna.shakeHands();
    annaSends(0);
    line.pass(60 * TestLine.SECONDS);
    assertThat(line.relay(1).node.station().size()).isEqualTo(1);
    bert.shakeHands().asksForMail(60);
    line.pass(TestLine.SECONDS);
    assertThat(bert.mail()).contains("text 0");
    bert.acknowledges(2);
    line.pass(TestLine.SECONDS);
    assertThat(sizeOfAllStations()).isZero();
  }

  @Test
  void shouldParkMailForAClientThatTerminated() {
    bert.shakeHands().asksForMail(60);
    line.pass(TestLine.SECONDS);
    bert.types("terminate", "", "/");
    line.pass(TestLine.SECONDS);
    assertThat(List.of(homeOfBertAt(1), homeOfBertAt(2), homeOfBertAt(3))).containsOnly(0);
    anna.shakeHands();
    annaSends(0);
    line.pass(TestLine.SECONDS);
    assertThat(line.relay(1).node.station().size()).isEqualTo(1);
    bert.relay = 2;
    bert.shakeHands().asksForMail(60);
    line.pass(TestLine.SECONDS);
    assertThat(bert.mail()).contains("text 0");
  }

  @Test
  void shouldTellAClientThatItHasMovedAndSendItsMailAfterIt() {
    anna.relay = 3;
    anna.shakeHands();
    bert.shakeHands().asksForMail(60);
    annaSends(0);
    bert.mail();
    Typist elsewhere = new Typist(line, bert.id, 1, 3).shakeHands();
    elsewhere.asksForMail(60);
    line.pass(TestLine.SECONDS);
    assertThat(homeOfBertAt(3)).isEqualTo(1);
    assertThat(elsewhere.mail()).contains("text 0");
    line.heard(bert.at);
    assertThat(bert.types("get", "", "/"))
        .containsExactly("ack;2;e" + bert.session
            + ";l0;xmoved/1/3/0987654321/this ID is attached at another relay now");
    assertThat(bert.acknowledges(2)).isEqualTo(Verdict.UNEXPECTED);
  }

  @Test
  void shouldNotLetGoOfMailThatComesBackBeforeTheNoticeThatItWasStoredElsewhere() {
    bert.shakeHands().asksForMail(60);
    anna.shakeHands();
    line.pass(TestLine.SECONDS);
    // relay 1 hears late that relay 3 has the message on its disk
    line.lost = datagram -> isBetween(datagram, 2, 1) && datagram.text().contains("/stored?");
    annaSends(0);
    assertThat(line.relay(1).node.station().size()).isEqualTo(1);
    // it goes back from relay 3, as Bert is at relay 1 now
    Typist elsewhere = new Typist(line, bert.id, 1, 3).shakeHands();
    List<String> read = new ArrayList<>(Typist.texts(elsewhere.asksForMail(60)));
    line.pass(TestLine.SECONDS);
    line.lost = datagram -> false;
    line.pass(10 * TestLine.SECONDS);
    read.addAll(elsewhere.mail());
    assertThat(read).contains("text 0");
    assertThat(line.relay(1).node.statistics().noticesIgnored()).isPositive();
    assertThat(line.relay(1).node.station().size()).as("until Bert has it").isEqualTo(1);
    assertThat(line.relay(3).node.station().size()).as("relay 1 has it").isZero();
  }

  private static boolean isBetween(TestLine.Datagram datagram, int from, int to) {
    return datagram.from().equals(TestLine.relayAt(from))
        && datagram.to().equals(TestLine.relayAt(to));
  }

  @Test
  void shouldParkAMessageWithoutHopsAndThenSendItOn() {
    bert.shakeHands().asksForMail(60);
    line.pass(TestLine.SECONDS);
    String lane = line.laneBetween(1, 2);
    line.relay(2).storeIsSlow = true;
    line.type(
        TestLine.relayAt(1), 2, "send;2;e" + lane + ";l0;ma.0;t0/1/1234567890/0987654321/tired");
    assertThat(line.relay(2).uncommitted()).isEqualTo(1);
    assertThat(line.relay(2).node.station().size()).isEqualTo(1);
    line.relay(2).storeIsSlow = false;
    line.pass(TestLine.SECONDS);
    assertThat(bert.mail()).contains("tired");
  }

  @Test
  void shouldCountDownHopsOnTheWay() {
    bert.shakeHands().asksForMail(60);
    anna.shakeHands();
    line.pass(TestLine.SECONDS);
    annaSends(0);
    line.pass(TestLine.SECONDS);
    assertThat(mailBetween(1, 2))
        .allMatch(text -> text.contains(";t6;o1;dcyo0/"))
        .isNotEmpty();
    assertThat(mailBetween(2, 3))
        .allMatch(text -> text.contains(";t5;o1;dcyo0/"))
        .isNotEmpty();
  }

  private List<String> mailBetween(int from, int to) {
    List<String> texts = new ArrayList<>();
    for (TestLine.Datagram datagram : line.travelled) {
      if (isBetween(datagram, from, to) && datagram.text().startsWith("send")) {
        texts.add(datagram.text());
      }
    }
    return texts;
  }

  @Test
  void shouldDropAMessageWithoutANumberBetweenRelays() {
    String lane = line.laneBetween(1, 2);
    String text = "send;2;e" + lane + ";l0/1/1234567890/0987654321/who am I";
    assertThat(line.type(TestLine.relayAt(1), 2, text)).isEqualTo(Verdict.UNEXPECTED);
    assertThat(sizeOfAllStations()).isZero();
  }

  @Test
  void shouldCountATableThatCannotBeRight() {
    String lane = line.laneBetween(1, 2);
    String text = "table;2;e" + lane + ";l0/1/1/2/clients?1.0.0.0";
    assertThat(line.type(TestLine.relayAt(1), 2, text)).isEqualTo(Verdict.BAD_TABLE);
  }

  @Test
  void shouldAcknowledgeWhatItTookBeforeTheWriterMovedAway() {
    anna.shakeHands();
    annaSends(0);
    Typist moved = new Typist(line, anna.id, 3, 7).shakeHands();
    moved.asksForMail(10);
    line.pass(TestLine.SECONDS);
    String again = anna.stamped(0, "send", ";ma.0", bert.id + "/text 0");
    assertThat(line.answers(anna.at, 1, again))
        .containsExactly("ack;2;e" + anna.session + ";l0/1/1/" + anna.id + "/");
    assertThat(anna.types("send", ";ma.1", bert.id + "/text 1"))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("ack;2;e" + anna.session + ";l0;xmoved/1/1/");
  }

  @Test
  void shouldTellClassicMessagesApartThatTwoRelaysNumberedInTheSameMillisecond() {
    for (int relay = 1; relay <= 3; relay++) {
      String send = "send/1/" + anna.id + "/" + bert.id + "/from relay " + relay;
      assertThat(line.answers(anna.at, relay, send))
          .containsExactly("ack/1/" + relay + "/" + anna.id + "/");
      line.pass(TestLine.SECONDS);
    }
    bert.shakeHands();
    List<String> read = new ArrayList<>(Typist.texts(bert.asksForMail(60)));
    line.pass(TestLine.SECONDS);
    read.addAll(bert.mail());
    assertThat(read).contains("from relay 1", "from relay 2", "from relay 3");
  }

  @Test
  void shouldMoveMailBetweenTwoRelaysWhoseClientsHaveFilledThem() {
    TestLine small = new TestLine(TestLine.config(1, List.of(1, 2), new StationLimits(8, 9), 64));
    Typist first = new Typist(small, anna.id, 1, 1);
    Typist second = new Typist(small, bert.id, 2, 2);
    for (int i = 0; i < 20; i++) {
      small.type(first.at, 1, "send/1/1000000001/" + bert.id + "/text");
      small.type(second.at, 2, "send/1/1000000002/" + anna.id + "/text");
    }
    int kept = small.relay(1).node.station().size();
    first.shakeHands().asksForMail(0);
    second.shakeHands().asksForMail(0);
    small.pass(30 * TestLine.SECONDS);
    assertThat(small.relay(1).node.station().mailbox(Ids.ANNA)).isNotNull();
    assertThat(small.relay(2).node.station().mailbox(Ids.BERT)).isNotNull();
    assertThat(small.relay(2).node.station().mailbox(Ids.ANNA)).isNull();
    assertThat(small.relay(1).node.station().mailbox(Ids.BERT)).isNull();
    assertThat(small.relay(1).node.station().size()).isEqualTo(kept);
  }

  @Test
  void shouldKeepMailAtHomeWhileTheRecipientsRelayIsFull() {
    TestLine small = new TestLine(TestLine.config(1, List.of(1, 2), new StationLimits(3, 9), 64));
    Typist writer = new Typist(small, anna.id, 1, 1).shakeHands();
    Typist reader = new Typist(small, bert.id, 2, 2).shakeHands();
    reader.asksForMail(0);
    small.pass(TestLine.SECONDS);
    IntStream.range(0, 3).forEach(n -> writer.sends("a." + n, bert.id, "text " + n));
    small.pass(TestLine.SECONDS);
    IntStream.range(3, 7).forEach(n -> writer.sends("a." + n, bert.id, "text " + n));
    small.pass(TestLine.SECONDS);
    assertThat(small.relay(2).node.station().size()).isEqualTo(4);
    assertThat(small.relay(1).node.station().size()).isEqualTo(3);
    assertThat(small.relay(2).node.statistics().copiesTurnedAway()).isPositive();
    List<String> read = new ArrayList<>(Typist.texts(reader.asksForMail(3_600)));
    for (int n = 2; n < 12; n++) {
      reader.acknowledges(Math.min(n, 1 + read.size() + 1));
      small.pass(60 * TestLine.SECONDS);
      reader.mail().stream().filter(text -> !read.contains(text)).forEach(read::add);
    }
    assertThat(read).isEqualTo(IntStream.range(0, 7).mapToObj(n -> "text " + n).toList());
    assertThat(small.relay(1).node.station().size()).isZero();
  }
}
