package org.chappe.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.chappe.link.Initiator;
import org.chappe.server.membership.LocalHealth;
import org.chappe.server.station.StationLimits;
import org.junit.jupiter.api.Test;

/** What two relays do when their sessions break, and what that means for mail under way. */
final class NeighbourhoodTest {

  private final TestLine line = TestLine.of(2);
  private final Typist anna = new Typist(line, "1234567890", 1, 1);
  private final Typist bert = new Typist(line, "0987654321", 2, 2);

  private void restart(int number) {
    line.start(number, TestLine.INCARNATION + line.now);
    line.pass(10 * TestLine.SECONDS);
  }

  private void attachBoth() {
    anna.shakeHands().asksForMail(0);
    bert.shakeHands().asksForMail(3600);
    bert.acknowledges(1);
    line.pass(TestLine.SECONDS);
    bert.mail();
  }

  private boolean areAllIdle() {
    return line.relays.values().stream().allMatch(relay -> relay.node.isIdle());
  }

  @Test
  void shouldNoticeThatTheHigherRelayHasRestarted() {
    restart(2);
    assertThat(areAllIdle()).isTrue();
    assertThat(line.relay(2).reports).contains(new RelayReport.NeighbourUp(1));
  }

  @Test
  void shouldTakeBackTheLowerRelayThoughClientsHoldAllSessions() {
    TestLine small = new TestLine(TestLine.config(1, List.of(1, 2), StationLimits.DEFAULT, 16));
    for (int i = 0; small.relay(2).node.statistics().sessionsRefused() == 0 && i < 16; i++) {
      Typist client = new Typist(small, String.format("%010d", i), 2, i);
      String nonce = client.nonce();
      String cookie = client.cookie(nonce);
      small.answers(client.at, 2, client.handshake(";n" + nonce + ";c" + cookie));
    }
    assertThat(small.relay(2).node.statistics().sessionsRefused()).isPositive();
    small.start(1, TestLine.INCARNATION + small.now);
    small.pass(5 * TestLine.SECONDS);
    assertThat(small.relay(1).reports).contains(new RelayReport.NeighbourUp(2));
  }

  @Test
  void shouldTakeBackTheLowerRelayAfterItsRestart() {
    restart(1);
    assertThat(areAllIdle()).isTrue();
    assertThat(line.relay(1).reports).contains(new RelayReport.NeighbourUp(2));
    assertThat(line.relay(2).node.statistics().sessions())
        .as("three lanes, old ones closed")
        .isEqualTo(3);
  }

  @Test
  void shouldTellARestartedRelayWhereClientsAre() {
    attachBoth();
    restart(1);
    assertThat(line.relay(1).node.directory().homeOf(Ids.BERT)).isEqualTo(2);
    restart(2);
    assertThat(line.relay(2).node.directory().homeOf(Ids.ANNA)).isEqualTo(1);
    assertThat(line.relay(2).node.directory().homeOf(Ids.BERT)).isEqualTo(2);
  }

  @Test
  void shouldCarryUnacknowledgedMessagesOverInTheirOrder() {
    attachBoth();
    line.lost = datagram ->
        datagram.from().equals(TestLine.relayAt(1)) && datagram.to().equals(TestLine.relayAt(2));
    for (int n = 0; n < 5; n++) {
      anna.sends("a." + n, bert.id, "text " + n);
    }
    line.pass(TestLine.SECONDS);
    line.lost = datagram -> false;
    restart(2);
    bert.shakeHands();
    List<String> mail = new ArrayList<>(Typist.texts(bert.asksForMail(3600)));
    line.pass(10 * TestLine.SECONDS);
    bert.mail().stream().filter(text -> !mail.contains(text)).forEach(mail::add);
    assertThat(mail).containsExactly("text 0", "text 1", "text 2", "text 3", "text 4");
    assertThat(line.relay(1).node.station().size()).isZero();
  }

  @Test
  void shouldAskAgainWhenItsHandshakeWasRefused() {
    line.lost = datagram -> datagram.text().contains(";e");
    line.start(1, TestLine.INCARNATION + 5);
    line.settle();
    String asked = line.travelled.get(line.travelled.size() - 1).text();
    String nonce = asked.replaceAll(".*;n([^;/]*).*", "$1");
    line.type(TestLine.relayAt(2), 1, "ack;2;xbusy;n" + nonce + "/0/2/1/too many sessions");
    line.lost = datagram -> false;
    line.pass(2 * Initiator.TIMEOUT_NANOS_MAX);
    assertThat(line.relay(1).node.isIdle()).isTrue();
  }

  @Test
  void shouldServeALineOfOne() {
    TestLine alone = TestLine.of(1);
    assertThat(alone.relay(1).node.isIdle()).isTrue();
    alone.pass(60 * TestLine.SECONDS);
    assertThat(alone.travelled).isEmpty();
  }

  @Test
  void shouldKeepThePairOfTwoClientsOnOneLane() {
    Neighbour neighbour = new Neighbour(
        line.config,
        TestLine.roster(line.config),
        2,
        TestLine.tables(line.relay(1).node.directory()),
        new LocalHealth(),
        new SplittableRandom(1),
        0);
    Lane lane = neighbour.laneFor(Ids.ANNA, Ids.BERT);
    assertThat(neighbour.laneFor(Ids.ANNA, Ids.BERT)).isSameAs(lane);
    assertThat(lane.index()).isBetween(1, line.config.lanes());
    assertThat(neighbour.lane(-1)).isNull();
    assertThat(neighbour.lane(line.config.lanes() + 1)).isNull();
  }
}
