package org.chappe.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chappe.model.ClientId;
import org.chappe.node.Input;
import org.chappe.node.Node;
import org.chappe.node.Verdict;
import org.chappe.server.directory.Whereabouts;
import org.chappe.server.membership.MemberState;
import org.junit.jupiter.api.Test;

/** What a relay does that is told to leave, and what it tells its clients and neighbours. */
final class LeavingTest {

  private final TestLine line = TestLine.of(3);
  private final TestRelay three = line.relay(3);

  private void leave() {
    three.step(line.now, new Input.Command(new RelayOrder.Leave()));
    line.settle();
  }

  private MemberState stateOfThree(int as) {
    return line.relay(as).node.membership().of(3).state();
  }

  private void assertLeft() {
    line.pass(Leaving.GRACE_NANOS + 4 * Leaving.FAREWELL_NANOS);
    assertThat(three.reports).contains(new RelayReport.Left());
    assertThat(stateOfThree(1)).isEqualTo(MemberState.LEFT);
    assertThat(stateOfThree(2)).isEqualTo(MemberState.LEFT);
  }

  @Test
  void shouldEndSessionsAndSendClientsElsewhere() {
    new Typist(line, "0987654321", 3, 2).shakeHands().asksForMail(60);
    line.heard(TestLine.clientAt(2));
    leave();
    assertThat(line.heard(TestLine.clientAt(2)))
        .singleElement()
        .asString()
        .matches("ack;2;e[^;]*;l0;xwho/0/3/0987654321/this relay is leaving its line; use another");
    assertThat(three.node.statistics().sessions()).as("three lanes to relay 2").isEqualTo(3);
  }

  @Test
  void shouldTakeNobodyWhileItLeaves() {
    leave();
    assertThat(line.answers(TestLine.clientAt(5), 3, "handshake/0/1234567890//"))
        .containsExactly("ack;xbusy/0/3/1234567890/this relay is leaving its line; use another");
    assertThat(line.answers(TestLine.clientAt(5), 3, "send/1/1234567890/0987654321/hello"))
        .containsExactly("ack;xbusy/1/3/1234567890/this relay is leaving its line; use another");
    String asks = "handshake;2;nAAAAAAAB/0/1234567890/3/";
    String challenge = line.answers(TestLine.clientAt(5), 3, asks).get(0);
    String cookie = challenge.replaceAll(".*;c([^/]*)/.*", "$1");
    assertThat(line.answers(
            TestLine.clientAt(5), 3, asks.replace("AAAAAAAB/", "AAAAAAAB;c" + cookie + "/")))
        .containsExactly("ack;2;xbusy;nAAAAAAAB/0/3/1234567890/"
            + "this relay is leaving its line; use another");
  }

  @Test
  void shouldGoWhenItHoldsNothing() {
    leave();
    line.pass(Leaving.GRACE_NANOS / 2);
    assertThat(stateOfThree(2)).isEqualTo(MemberState.ALIVE);
    assertThat(three.reports).contains(new RelayReport.Leaving(0, 0));
    assertLeft();
    assertThat(three.node.nextDeadline()).isEqualTo(Node.NEVER);
    assertThat(line.type(TestLine.clientAt(5), 3, "handshake/0/1234567890//"))
        .isEqualTo(Verdict.UNEXPECTED);
    line.pass(10 * TestLine.SECONDS);
    assertThat(line.relay(2).node.isIdle()).isTrue();
    assertThat(line.relay(2).node.membership().of(2).links()).containsExactly(1);
  }

  @Test
  void shouldMakeItsNeighbourTheHomeOfThoseWhoseMailItHolds() {
    line.type(TestLine.clientAt(1), 3, "handshake/0/1234567890//");
    line.type(TestLine.clientAt(1), 3, "send/1/1234567890/0987654321/never seen");
    line.type(TestLine.clientAt(1), 3, "send/2/1234567890/1234567890/to myself");
    assertThat(three.node.station().size()).isEqualTo(2);
    leave();
    line.pass(Leaving.GRACE_NANOS / 2);
    assertThat(line.relay(2).node.directory().homeOf(Ids.BERT)).isEqualTo(Whereabouts.GONE);
    assertLeft();
    for (int relay = 1; relay <= 2; relay++) {
      assertThat(line.relay(relay).node.directory().homeOf(Ids.BERT)).isEqualTo(2);
      assertThat(line.relay(relay).node.directory().homeOf(Ids.ANNA)).isEqualTo(2);
    }
    assertThat(three.node.station().size()).isZero();
    assertThat(line.relay(2).node.station().size()).isEqualTo(2);
    assertThat(line.answers(TestLine.clientAt(9), 1, "get/2/0987654321//")).isNotNull();
    line.pass(TestLine.SECONDS);
    assertThat(line.answers(TestLine.clientAt(9), 1, "get/3/0987654321//"))
        .containsExactly("send/0/1234567890/0987654321/never seen");
  }

  @Test
  void shouldStayWhenNobodyTakesItsMailAndServeAgain() {
    line.type(TestLine.clientAt(1), 3, "send/1/1234567890/0987654321/never seen");
    line.lost = datagram ->
        datagram.to().equals(TestLine.relayAt(3)) || datagram.from().equals(TestLine.relayAt(3));
    line.pass(30 * TestLine.SECONDS);
    leave();
    line.pass(Leaving.STUCK_NANOS - TestLine.SECONDS);
    assertThat(three.reports).doesNotContain(new RelayReport.Stayed(1));
    line.pass(2 * TestLine.SECONDS);
    assertThat(three.reports).contains(new RelayReport.Stayed(1));
    line.lost = datagram -> false;
    line.pass(10 * TestLine.SECONDS);
    assertThat(line.answers(TestLine.clientAt(1), 3, "handshake/0/1234567890//"))
        .containsExactly("ack/0/3/1234567890/");
    assertThat(stateOfThree(1)).isEqualTo(MemberState.ALIVE);
  }

  @Test
  void shouldBeTakenBackAfterItHasLeft() {
    leave();
    assertLeft();
    line.start(3, TestLine.INCARNATION + 60_000);
    line.pass(10 * TestLine.SECONDS);
    assertThat(stateOfThree(1)).isEqualTo(MemberState.ALIVE);
    assertThat(line.relay(3).node.membership().of(3).links()).isEqualTo(List.of(2));
  }

  @Test
  void shouldLeaveTheHomeOfARoomWhereItsMailWentUntilItStays() {
    Typist anna = new Typist(line, "1234567890", 3, 1).shakeHands();
    String answer = anna.types("handshake", "", "3/found?k1?#crew").stream()
        .filter(frame -> frame.contains("found?k1?1.1?"))
        .findFirst()
        .orElseThrow();
    ClientId crew = ClientId.parse(answer.split("\\?", -1)[3]);
    anna.sends("a.0", "0987654321", "it waits here");
    line.lost = datagram -> true;
    leave();
    three.node.directory().move(crew, 2);
    line.pass(Leaving.STUCK_NANOS / 2);
    assertThat(three.node.directory().homeOf(crew)).isEqualTo(2);
    line.pass(Leaving.STUCK_NANOS);
    assertThat(three.reports).anyMatch(report -> report instanceof RelayReport.Stayed);
    assertThat(three.node.directory().homeOf(crew)).isEqualTo(3);
  }
}
