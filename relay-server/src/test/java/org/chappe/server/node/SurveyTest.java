package org.chappe.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chappe.node.Input;
import org.chappe.server.membership.MemberState;
import org.chappe.server.membership.StateReason;
import org.chappe.server.node.RelayStatus.LinkState;
import org.chappe.server.node.RelayStatus.LinkStatus;
import org.chappe.server.node.RelayStatus.MemberStatus;
import org.junit.jupiter.api.Test;

/** What a relay tells of itself when it is asked. */
final class SurveyTest {

  private static final int LANES = 3;

  private final TestLine line = TestLine.of(4);

  private RelayStatus status(int relay) {
    TestRelay asked = line.relay(relay);
    asked.reports.clear();
    asked.step(line.now, new Input.Command(new RelayOrder.TellStatus()));
    return asked.reports.stream()
        .map(report -> ((RelayReport.Status) report).status())
        .reduce((one, other) -> {
          throw new AssertionError("told twice");
        })
        .orElseThrow();
  }

  private MemberStatus member(int as, int of) {
    return status(as).members().get(of - 1);
  }

  private void cutOff(int relay) {
    line.lost = datagram -> datagram.to().equals(TestLine.relayAt(relay))
        || datagram.from().equals(TestLine.relayAt(relay));
  }

  @Test
  void shouldTellOfALineThatStands() {
    line.pass(10 * TestLine.SECONDS);
    RelayStatus status = status(2);

    assertThat(status.number()).isEqualTo(2);
    assertThat(status.settled()).isTrue();
    assertThat(status.statistics()).isEqualTo(line.relay(2).node.statistics());
    assertThat(status.members()).extracting(MemberStatus::hops).containsExactly(1, 0, 1, 2);
    assertThat(status.members()).extracting(MemberStatus::next).containsExactly(1, 0, 3, 3);
    assertThat(status.members()).extracting(MemberStatus::reason).containsOnly(StateReason.SELF);
    assertThat(status.members()).allMatch(member -> member.inStateNanos() >= 10 * TestLine.SECONDS);
    assertThat(status.links()).extracting(LinkStatus::relay).containsExactly(1, 3);
    assertThat(status.links())
        .allMatch(link -> link.state() == LinkState.UP)
        .allMatch(link -> link.lanes() == LANES && link.lanesOpen() == LANES)
        .allMatch(link -> link.silentNanos() < TestLine.SECONDS);
  }

  @Test
  void shouldCountTheClientsThatHaveASession() {
    assertThat(status(4).clientsAttached()).isZero();
    new Typist(line, "0987654321", 4, 2).shakeHands();
    assertThat(status(4).clientsAttached()).isEqualTo(1);
  }

  @Test
  void shouldSayWhyAndSinceWhenARelayIsSuspectAndDead() {
    cutOff(4);
    line.pass(2_500 * TestLine.MILLIS);
    assertThat(member(3, 4).member().state()).isEqualTo(MemberState.SUSPECT);
    assertThat(member(3, 4).reason()).isEqualTo(StateReason.SILENT);
    assertThat(member(1, 4).reason()).isEqualTo(StateReason.HEARSAY);
    assertThat(status(3).settled()).as("it may yet answer").isFalse();
    assertThat(status(3).links().get(1).state()).isEqualTo(LinkState.SILENT);

    line.pass(2_500 * TestLine.MILLIS);
    assertThat(member(3, 4).member().state()).isEqualTo(MemberState.DEAD);
    assertThat(member(3, 4).reason()).isEqualTo(StateReason.UNREFUTED);
    assertThat(member(3, 4).hops()).isNegative();
    long deadNanos = member(3, 4).inStateNanos();
    line.pass(TestLine.SECONDS);
    assertThat(member(3, 4).inStateNanos()).isEqualTo(deadNanos + TestLine.SECONDS);
    assertThat(member(3, 2).inStateNanos()).isGreaterThan(5 * TestLine.SECONDS);
    assertThat(status(3).settled()).isTrue();
    assertThat(status(3).links().get(1).state()).isEqualTo(LinkState.ASKED);
    assertThat(status(3).links().get(1).rttNanos()).isZero();

    line.lost = datagram -> false;
    line.pass(5 * TestLine.SECONDS);
    assertThat(member(3, 4).reason()).isEqualTo(StateReason.SELF);
    assertThat(member(3, 4).inStateNanos()).isLessThan(5 * TestLine.SECONDS);
  }

  @Test
  void shouldNotBeSettledBeforeItHasHeardOfTheOthers() {
    line.lost = datagram -> true;
    line.start(2, TestLine.INCARNATION + 1);
    line.pass(TestLine.MILLIS);

    assertThat(status(2).settled()).isFalse();
    assertThat(member(2, 1).reason()).isEqualTo(StateReason.UNHEARD);
    line.pass(20 * TestLine.SECONDS);
    assertThat(status(2).settled()).as("nobody is left").isTrue();
  }

  @Test
  void shouldTellOfALineOfOne() {
    TestLine alone = TestLine.of(1);
    alone.relay(1).step(alone.now, new Input.Command(new RelayOrder.TellStatus()));
    RelayReport.Status told = (RelayReport.Status) alone.relay(1).reports.get(0);

    assertThat(told.status().settled()).isTrue();
    assertThat(told.status().links()).isEmpty();
    assertThat(told.status().members())
        .extracting(MemberStatus::hops, MemberStatus::next)
        .isEqualTo(List.of(org.assertj.core.groups.Tuple.tuple(0, 0)));
  }

  @Test
  void shouldSayThatALinkIsWithdrawn() {
    cutOff(2);
    line.pass(5 * TestLine.SECONDS);
    line.lost = datagram -> false;
    line.pass(5 * TestLine.SECONDS + LinkUse.USELESS_NANOS_MAX - 3 * TestLine.SECONDS);
    while (status(1).links().stream().noneMatch(link -> link.state() == LinkState.WITHDRAWN)) {
      line.pass(100 * TestLine.MILLIS);
      assertThat(line.now).isLessThan(60 * TestLine.SECONDS);
    }
    assertThat(status(1).links()).extracting(LinkStatus::relay).containsExactly(2, 3);
  }
}
