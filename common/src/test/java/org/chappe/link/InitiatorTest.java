package org.chappe.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.link.LinkPair.MILLIS;

import java.util.List;
import org.chappe.link.Initiator.Progress;
import org.chappe.model.Address;
import org.chappe.model.ClientId;
import org.chappe.model.Payload;
import org.chappe.model.RelayNumber;
import org.chappe.node.Endpoint;
import org.chappe.node.Node;
import org.chappe.wire.Frame;
import org.chappe.wire.Refusal;
import org.chappe.wire.Stamp;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InitiatorTest {

  private static final ClientId LOCAL = new ClientId(1_234_567_890L);
  private static final RelayNumber REMOTE = new RelayNumber(3);
  private static final Endpoint TO = Endpoint.ipv4(0x7F000001, 7003);
  private static final Payload HELLO = Payload.of("relay?0?a1");
  private static final Payload ANSWER = Payload.of("welcome");
  private static final long NONCE = 77;
  private static final long COOKIE = 88;
  private static final long SESSION = 99;

  private final Recorder effects = new Recorder();
  private long now = 5_000 * MILLIS;
  private final Initiator initiator = new Initiator(LOCAL, Address.NOBODY, TO, HELLO, NONCE, now);

  @Test
  void shouldGetASessionInTwoRounds() {
    assertThat(initiator.nextDeadline()).isEqualTo(now);
    assertThat(pump()).containsExactly(handshake(Stamp.NONE));
    assertThat(effects.lastTo).isEqualTo(TO);
    now += 30 * MILLIS;
    assertThat(challenge(COOKIE)).isEqualTo(new Progress.Challenged());
    assertThat(initiator.nextDeadline()).isLessThanOrEqualTo(now);
    assertThat(pump()).containsExactly(handshake(COOKIE));
    now += 20 * MILLIS;
    assertThat(establish())
        .isEqualTo(new Progress.Established(SESSION, 20 * MILLIS, REMOTE, ANSWER));
    assertThat(initiator.nextDeadline()).isEqualTo(Node.NEVER);
    assertThat(pump()).isEmpty();
    assertThat(establish()).as("the answer again").isEqualTo(new Progress.Ignored());
  }

  @Test
  void shouldRepeatWithDoublingPauses() {
    long[] pausesMillis = {250, 500, 1_000, 2_000, 2_000, 2_000};
    for (int i = 0; i < pausesMillis.length; i++) {
      assertThat(pump()).hasSize(1);
      assertThat(initiator.attempts()).isEqualTo(i + 1);
      assertThat(initiator.nextDeadline()).isEqualTo(now + pausesMillis[i] * MILLIS);
      now = initiator.nextDeadline() - 1;
      assertThat(pump()).isEmpty();
      now++;
    }
  }

  @Test
  void shouldStartItsPausesAnewInTheSecondRound() {
    for (int i = 0; i < 5; i++) {
      pump();
      now = initiator.nextDeadline();
    }
    challenge(COOKIE);
    assertThat(initiator.attempts()).isZero();
    pump();
    assertThat(initiator.nextDeadline()).isEqualTo(now + 250 * MILLIS);
  }

  @Test
  void shouldIgnoreAnswersToOtherHandshakes() {
    pump();
    Frame.Ack other = ack(NONCE + 1, COOKIE, Stamp.NONE, null);
    assertThat(initiator.onAck(now, other)).isEqualTo(new Progress.Ignored());
    Frame.Ack session = ack(NONCE + 1, Stamp.NONE, SESSION, null);
    assertThat(initiator.onAck(now, session)).isEqualTo(new Progress.Ignored());
    Frame.Ack refusal = ack(Stamp.NONE, Stamp.NONE, Stamp.NONE, Refusal.BUSY);
    assertThat(initiator.onAck(now, refusal)).isEqualTo(new Progress.Ignored());
    Frame.Ack empty = ack(NONCE, Stamp.NONE, Stamp.NONE, null);
    assertThat(initiator.onAck(now, empty)).isEqualTo(new Progress.Ignored());
    assertThat(initiator.attempts()).isEqualTo(1);
  }

  @Test
  void shouldNotAnswerTheSameCookieTwice() {
    pump();
    challenge(COOKIE);
    pump();
    assertThat(challenge(COOKIE)).isEqualTo(new Progress.Ignored());
    assertThat(pump()).isEmpty();
    assertThat(challenge(COOKIE + 1)).isEqualTo(new Progress.Challenged());
    assertThat(pump()).containsExactly(handshake(COOKIE + 1));
  }

  @Test
  void shouldAskForANewCookieWhenFourProofsStayUnanswered() {
    pump();
    challenge(COOKIE);
    for (int i = 0; i < Initiator.PROOFS_MAX; i++) {
      assertThat(pump()).containsExactly(handshake(COOKIE));
      now = initiator.nextDeadline();
    }
    assertThat(pump()).containsExactly(handshake(Stamp.NONE));
    assertThat(initiator.attempts()).as("none was answered").isEqualTo(Initiator.PROOFS_MAX + 1);
    assertThat(establish()).as("a late answer").isInstanceOf(Progress.Established.class);
  }

  @Test
  void shouldTellTheReasonOfARefusal() {
    pump();
    Frame.Ack refusal = ack(NONCE, Stamp.NONE, Stamp.NONE, Refusal.VER);
    assertThat(initiator.onAck(now, refusal))
        .isEqualTo(new Progress.Refused(Refusal.VER, ANSWER.text()));
    assertThat(initiator.nextDeadline()).isEqualTo(Node.NEVER);
  }

  @Test
  void shouldTakeTheFirstRoundsTimeWhenTheSecondIsAmbiguous() {
    pump();
    now += 40 * MILLIS;
    challenge(COOKIE);
    pump();
    now = initiator.nextDeadline();
    pump();
    now += 5 * MILLIS;
    assertThat(establish())
        .isEqualTo(new Progress.Established(SESSION, 40 * MILLIS, REMOTE, ANSWER));
  }

  @Test
  void shouldBeCautiousWhenBothRoundsAreAmbiguous() {
    pump();
    now = initiator.nextDeadline();
    pump();
    challenge(COOKIE);
    pump();
    now = initiator.nextDeadline();
    pump();
    assertThat(establish())
        .isEqualTo(new Progress.Established(SESSION, Initiator.UNKNOWN_RTT_NANOS, REMOTE, ANSWER));
  }

  private List<Frame> pump() {
    initiator.pump(now, effects);
    return effects.sent();
  }

  private Progress challenge(long cookie) {
    return initiator.onAck(now, ack(NONCE, cookie, Stamp.NONE, null));
  }

  private Progress establish() {
    return initiator.onAck(now, ack(NONCE, Stamp.NONE, SESSION, null));
  }

  private static Frame handshake(long cookie) {
    return new Frame.Handshake(Stamp.unnumbered(), LOCAL, Address.NOBODY, NONCE, cookie, HELLO, "");
  }

  private static Frame.Ack ack(long nonce, long cookie, long session, @Nullable Refusal refusal) {
    Stamp stamp = new Stamp(Stamp.VERSION, session, Stamp.NONE, 0);
    return new Frame.Ack(stamp, REMOTE, LOCAL, refusal, nonce, cookie, ANSWER, "");
  }
}
