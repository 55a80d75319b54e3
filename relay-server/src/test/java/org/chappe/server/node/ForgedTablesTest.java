package org.chappe.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chappe.model.ClientId;
import org.chappe.node.Endpoint;
import org.chappe.node.Verdict;
import org.chappe.server.membership.MemberState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables from those who may not send any, and more tables from a neighbour than there is time for. */
final class ForgedTablesTest {

  private static final String ANNA = "1234567890";
  private static final Endpoint NOWHERE = Endpoint.ipv4(0x7F000001, 5_555);

  private final TestLine line = TestLine.of(3);
  private final Typist anna = new Typist(line, ANNA, 2, 1);
  private final int origins;

  ForgedTablesTest() {
    anna.shakeHands().asksForMail(60);
    line.pass(TestLine.SECONDS);
    origins = line.relay(2).node.directory().origins();
  }

  private void assertUnmoved() {
    RelayNode two = line.relay(2).node;
    assertThat(two.directory().homeOf(ClientId.parse(ANNA))).isEqualTo(2);
    assertThat(two.directory().origins()).isEqualTo(origins);
    assertThat(two.membership().of(3).state()).isEqualTo(MemberState.ALIVE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "clients?3.l3k9w700.0.9?1234567890/3/99",
        "digest?1.1.zzzz?2.l3k9w700.zzzz",
        "relays?3/127.0.0.1:7003/zzzzzzzz/4/d/2",
        "members?0"
      })
  void shouldTakeNoTableFromWhoIsNoNeighbour(String table) {
    String lane = line.laneBetween(2, 3, 0);
    assertThat(line.type(NOWHERE, 2, "table/1/3/2/" + table)).isEqualTo(Verdict.UNEXPECTED);
    assertThat(line.type(NOWHERE, 2, "table;2;eAAAAAAAA;l0/1/3/2/" + table))
        .as("in no session")
        .isEqualTo(Verdict.NO_SESSION);
    assertThat(line.type(NOWHERE, 2, "table;2;e" + lane + ";l0/40/3/2/" + table))
        .as("in the neighbour's session, from elsewhere")
        .isEqualTo(Verdict.FORGED);
    assertThat(line.type(anna.at, 2, "table;2;e" + anna.session + ";l0/1/3/2/" + table))
        .as("in a client's session")
        .isEqualTo(Verdict.FORGED);
    assertThat(line.type(TestLine.relayAt(3), 2, "table;2;e" + lane + ";l0/40/1/2/" + table))
        .as("in another relay's name")
        .isEqualTo(Verdict.FORGED);
    line.pass(TestLine.SECONDS);
    assertUnmoved();
  }

  @Test
  void shouldListenToANeighbourNoFasterThanItCan() {
    String lane = line.laneBetween(2, 3, 0);
    long limit = TableRate.BURST_UNITS / TableRate.DIGEST_UNITS;
    line.lost = datagram -> true;
    long sent = 0;
    Verdict last = Verdict.ACCEPTED;
    while (last != Verdict.NO_ROOM && sent <= 2 * limit) {
      last = line.type(
          TestLine.relayAt(3),
          2,
          "table;2;e" + lane + ";l" + Long.toString(sent / 100, 36) + "/" + sent % 100
              + "/3/2/digest?1.1");
      sent++;
    }
    assertThat(sent).isBetween(limit / 2, limit + 48);
    DistrustStatistics held = line.relay(2).node.statistics().distrust();
    assertThat(held.tablesHeldBack()).isPositive();
    List<Verdict> full = List.of(Verdict.NO_ROOM, Verdict.BEYOND_WINDOW);
    for (int i = 0; i < 100; i++, sent++) {
      assertThat(line.type(
              TestLine.relayAt(3),
              2,
              "table;2;e" + lane + ";l" + Long.toString(sent / 100, 36) + "/" + sent % 100
                  + "/3/2/digest?1.1"))
          .isIn(full);
    }
    line.pass(TestLine.SECONDS / 2);
    assertThat(line.relay(2).node.statistics().framesBeyondWindow()).isPositive();
    line.lost = datagram -> false;
    line.pass(10 * TestLine.SECONDS);
    assertUnmoved();
  }
}
