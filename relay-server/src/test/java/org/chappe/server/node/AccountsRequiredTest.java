package org.chappe.server.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.server.node.Owner.FIRST;

import java.util.List;
import org.chappe.link.LinkConfig;
import org.chappe.server.membership.JoinPolicy;
import org.chappe.server.station.StationLimits;
import org.chappe.store.MemoryStore;
import org.junit.jupiter.api.Test;

/** Relays at which only those are served who have an account. */
final class AccountsRequiredTest {

  private final TestLine line = TestLine.of(2);
  private final Typist bert = new Typist(line, "0987654321", 2, 4);

  @Test
  void shouldServeNobodyWithoutAnAccountWhereThatIsRequired() {
    TestLine strict = new TestLine(new RelayConfig(
            line.config.line(),
            line.config.endpoints(),
            2,
            TestLine.INCARNATION,
            LinkConfig.DEFAULT,
            StationLimits.DEFAULT,
            64)
        .withAccountsRequired(true));
    Owner cora = new Owner(strict, "5555555555", 1, 1).shakeHands();
    assertThat(strict.answers(bert.at, 1, "handshake/0/0987654321//"))
        .containsExactly("ack;xauth/0/1/0987654321/accounts are required here; create one first");
    assertThat(cora.typist.types("get", "", "/"))
        .anyMatch(frame -> frame.endsWith("accounts are required here; create one first"));
    cora.shakeHands();
    assertThat(cora.creates(FIRST, "Cora")).startsWith("1.1?");
    assertThat(cora.state()).isEqualTo("in");
    assertThat(cora.typist.types("send", ";ma.0", "0987654321/hello"))
        .anyMatch(frame -> frame.contains(";xnouser/")
            && frame.endsWith("no such user: 0987654321 has no account"));
    assertThat(strict.relay(1).node.station().size()).isZero();
    assertThat(cora.shakeHands().logsIn(FIRST, "d1")).isEqualTo("in");
    assertThat(cora.asks("terminate", "delete", "")).startsWith("1.1?");
    assertThat(cora.typist.types("get", ";w1o", "/"))
        .anyMatch(frame -> frame.endsWith("accounts are required here; create one first"));
  }

  @Test
  void shouldRequireAccountsAtARelayThatHasJoined() {
    RelayConfig strict = TestLine.config(1, List.of(1, 2))
        .withJoining(Joining.listed(JoinPolicy.LOCAL, 0))
        .withAccountsRequired(true);
    TestLine joined = new TestLine(strict);
    MemoryStore store = new MemoryStore();
    joined.join(3, store);
    joined.pass(10 * TestLine.SECONDS);
    String refusal = "ack;xauth/0/3/0987654321/accounts are required here; create one first";
    assertThat(joined.answers(bert.at, 3, "handshake/0/0987654321//")).containsExactly(refusal);
    assertThat(new Owner(joined, "5555555555", 3, 1).shakeHands().creates(FIRST, "Cora"))
        .startsWith("1.1?");
    joined.join(3, store);
    joined.pass(10 * TestLine.SECONDS);
    assertThat(joined.answers(bert.at, 3, "handshake/0/0987654321//"))
        .as("after a start from what it kept")
        .containsExactly(refusal);
  }
}
