package org.chappe.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.chappe.link.LinkConfig;
import org.chappe.model.Payload;
import org.chappe.model.RelayNumber;
import org.chappe.node.Batch;
import org.chappe.node.Delivery;
import org.chappe.node.Effects;
import org.chappe.node.Endpoint;
import org.chappe.node.Node;
import org.chappe.server.chain.Line;
import org.chappe.server.membership.JoinPolicy;
import org.chappe.server.membership.Member;
import org.chappe.server.membership.MemberState;
import org.chappe.server.membership.Membership;
import org.chappe.server.station.StationLimits;
import org.chappe.wire.Frame;
import org.chappe.wire.Refusal;
import org.chappe.wire.Stamp;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class JoinerTest implements Effects {

  private static final Endpoint ONE = TestLine.relayAt(1);
  private static final Endpoint TWO = TestLine.relayAt(2);
  private static final long SECOND = TestLine.SECONDS;
  private static final Payload WELCOME =
      Payload.of("joined?2.0.n.l?6/127.0.0.1:7006?1/127.0.0.1:7001");

  private final List<Endpoint> asked = new ArrayList<>();
  private Frame.Handshake last = new Frame.Handshake(
      Stamp.unnumbered(), new RelayNumber(6), new RelayNumber(6), 1, Stamp.NONE, WELCOME, "");
  private boolean linked;
  private long now = SECOND;

  private static Joiner joiner(boolean takesOver, Endpoint... introducers) {
    RelayConfig config = new RelayConfig(
            new Line(6, List.of(6)),
            Map.of(6, TestLine.relayAt(6)),
            1,
            7,
            LinkConfig.DEFAULT,
            StationLimits.DEFAULT,
            64)
        .withJoining(new Joining(JoinPolicy.CLOSED, 0, List.of(introducers), takesOver));
    return new Joiner(config, TestLine.roster(config), false, new SplittableRandom(1));
  }

  private void turn(Joiner joiner, Member... members) {
    Member self = new Member(6, TestLine.relayAt(6), 7, 0, MemberState.ALIVE, List.of());
    Membership known = new Membership(self, Map.of(), JoinPolicy.OPEN);
    List.of(members).forEach(known::remember);
    joiner.serve(now, linked, known);
    joiner.pump(now, this);
  }

  private void pass(Joiner joiner, long nanos, Member... members) {
    long end = now + nanos;
    while (joiner.nextDeadline() <= end) {
      now = Math.max(now, joiner.nextDeadline());
      turn(joiner, members);
    }
    now = end;
  }

  private Frame.Ack answer(@Nullable Refusal refusal, long cookie, Payload payload) {
    return new Frame.Ack(
        Stamp.unnumbered(),
        new RelayNumber(1),
        new RelayNumber(6),
        refusal,
        last.nonce(),
        cookie,
        payload,
        "");
  }

  private Frame.Ack welcome() {
    return answer(null, Stamp.NONE, WELCOME);
  }

  private Frame.Ack refusal(Refusal refusal) {
    return answer(refusal, Stamp.NONE, Payload.of("no"));
  }

  @Test
  void shouldAskOneAfterTheOtherUntilOneLetsItIn() {
    Joiner joiner = joiner(false, ONE, TWO);
    turn(joiner);
    assertThat(last.payload().text()).startsWith("join?7?");
    pass(joiner, Joiner.ANSWER_NANOS);
    assertThat(asked).startsWith(ONE).endsWith(TWO);
    assertThat(joiner.takeComplaint()).isEqualTo("127.0.0.1:7001 doesn't answer");
    assertThat(joiner.takeComplaint()).isNull();
    assertThat(joiner.isInside()).isFalse();
    assertThat(joiner.isAnswer(welcome())).isTrue();
    assertThat(joiner.onAck(now, welcome())).isInstanceOf(Joiner.Outcome.Joined.class);
    assertThat(joiner.isInside()).isTrue();
    assertThat(joiner.isAnswer(welcome())).isFalse();
  }

  @Test
  void shouldProveItsAddress() {
    Joiner joiner = joiner(false, ONE);
    turn(joiner);
    assertThat(joiner.onAck(now, answer(null, 77, Payload.EMPTY))).isNull();
    turn(joiner);
    assertThat(last.cookie()).isEqualTo(77);
  }

  @Test
  void shouldGiveUpWhenItIsDeniedForGood() {
    for (Refusal refusal : List.of(Refusal.TAKEN, Refusal.AUTH, Refusal.PARAM, Refusal.VER)) {
      Joiner joiner = joiner(false, ONE);
      turn(joiner);
      assertThat(joiner.onAck(now, refusal(refusal))).isEqualTo(new Joiner.Outcome.Denied("no"));
    }
  }

  @Test
  void shouldAskAgainWhenItIsRefusedForNow() {
    Joiner joiner = joiner(false, ONE, TWO);
    turn(joiner);
    assertThat(joiner.onAck(now, refusal(Refusal.BUSY))).isNull();
    assertThat(joiner.takeComplaint()).isEqualTo("no");
    pass(joiner, Joiner.PAUSE_NANOS - 1);
    assertThat(asked).containsExactly(ONE);
    pass(joiner, 1);
    assertThat(asked).containsExactly(ONE, TWO);
  }

  @Test
  void shouldAskAnybodyItKnowsWhenItHasBeenAloneForLong() {
    Joiner joiner = joiner(false, ONE);
    Member three = Member.unheard(3, TestLine.relayAt(3));
    turn(joiner);
    joiner.onAck(now, welcome());
    asked.clear();
    linked = true;
    turn(joiner, three);
    pass(joiner, 60 * SECOND, three);
    assertThat(asked).isEmpty();
    assertThat(joiner.nextDeadline()).isEqualTo(Node.NEVER);
    linked = false;
    turn(joiner, three);
    pass(joiner, Joiner.ALONE_NANOS - 1, three);
    assertThat(asked).isEmpty();
    pass(joiner, 1 + Joiner.ANSWER_NANOS, three);
    assertThat(asked).contains(ONE, TestLine.relayAt(3));
    assertThat(joiner.takeComplaint()).as("it is in").isNull();
    assertThat(joiner.onAck(now, refusal(Refusal.AUTH))).isNull();
  }

  @Test
  void shouldEndWhenItsNumberWasGivenAwayWhileItWasAlone() {
    Joiner joiner = joiner(false, ONE);
    turn(joiner);
    joiner.onAck(now, welcome());
    turn(joiner);
    pass(joiner, Joiner.ALONE_NANOS);
    assertThat(joiner.onAck(now, refusal(Refusal.TAKEN))).isNotNull();
  }

  @Test
  void shouldIntroduceItselfToThoseWhoDoNotKnowIt() {
    Joiner joiner = joiner(false, ONE);
    turn(joiner);
    joiner.onAck(now, welcome());
    linked = true;
    turn(joiner);
    asked.clear();
    for (int i = 0; i < 2 * Joiner.STRANGERS_MAX; i++) {
      joiner.introduceTo(TestLine.clientAt(i));
    }
    pass(joiner, 1_000 * SECOND);
    assertThat(asked.stream().distinct().count()).isEqualTo(Joiner.STRANGERS_MAX);
    joiner.introduceTo(TWO);
    turn(joiner);
    assertThat(joiner.onAck(now, refusal(Refusal.TAKEN)))
        .as("whoever doesn't know it may be wrong")
        .isNull();
  }

  @Test
  void shouldAskToTakeOverOnlyToComeIn() {
    Joiner joiner = joiner(true, ONE);
    turn(joiner);
    assertThat(last.payload().text()).endsWith("?over");
    joiner.onAck(now, welcome());
    turn(joiner);
    pass(joiner, Joiner.ALONE_NANOS);
    assertThat(last.payload().text()).doesNotContain("over");
  }

  @Override
  public void send(Endpoint to, Frame frame) {
    last = (Frame.Handshake) Objects.requireNonNull(frame);
    asked.add(to);
  }

  @Override
  public void commit(Batch batch) {
    throw new AssertionError("it keeps nothing");
  }

  @Override
  public void deliver(Delivery delivery) {
    throw new AssertionError("it shows nothing");
  }

  @Override
  public void report(Report report) {
    throw new AssertionError("it tells nothing");
  }
}
