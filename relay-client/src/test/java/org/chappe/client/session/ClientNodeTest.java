package org.chappe.client.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.client.session.Rig.ANN;
import static org.chappe.client.session.Rig.BEN;
import static org.chappe.client.session.Rig.EPOCH;
import static org.chappe.client.session.Rig.HOME;
import static org.chappe.client.session.Rig.RELAY;
import static org.chappe.client.session.Rig.SECOND;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.chappe.client.FakeHome;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
import org.chappe.model.RelayNumber;
import org.chappe.node.Endpoint;
import org.chappe.node.Node;
import org.chappe.node.Verdict;
import org.chappe.store.MemoryStore;
import org.chappe.wire.Frame;
import org.chappe.wire.Refusal;
import org.chappe.wire.Stamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientNodeTest {

  private static Message mailFor(MessageId id, String text) {
    return Message.plain(BEN, ANN, Payload.of(text)).withId(id);
  }

  @Test
  void shouldDoNothingUntilToldWhereItsHomeIs() {
    Rig rig = new Rig();
    rig.run(10 * SECOND);
    assertThat(rig.sentByClient).isEmpty();
    assertThat(rig.client.nextDeadline()).isEqualTo(Node.NEVER);
  }

  @Test
  void shouldReportTheRelayAndTheRoundTripWhenAttached() {
    Rig rig = Rig.attached();
    assertThat(rig.reports).containsExactly(new ClientReport.Attached(RELAY, 10 * Rig.MILLI));
  }

  @Test
  void shouldTellOnceThatTheHomeDoesNotAnswerAndKeepTrying() {
    Rig rig = new Rig();
    rig.isLost = frame -> true;
    rig.attach();
    rig.run(60 * SECOND);
    assertThat(rig.reports)
        .containsExactly(new ClientReport.Unreachable(Handshakes.ATTEMPTS_UNTIL_TOLD));
    rig.isLost = frame -> false;
    rig.run(5 * SECOND);
    assertThat(rig.reports(ClientReport.Attached.class)).hasSize(1);
  }

  @Test
  void shouldShakeHandsAgainWithTheSameMessageNumbersWhenTheHomeForgotIt() {
    Rig rig = Rig.attached();
    rig.home.restart();
    LongStream.range(0, 100).forEach(token -> rig.send(token, "text " + token));
    rig.run(5 * SECOND);
    assertThat(rig.reports(ClientReport.Lost.class)).hasSize(1);
    assertThat(rig.home.taken)
        .extracting(Message::id)
        .containsExactlyElementsOf(
            LongStream.range(0, 100).mapToObj(n -> new MessageId(EPOCH, n)).toList());
    assertThat(rig.reports(ClientReport.Accepted.class))
        .extracting(ClientReport.Accepted::token)
        .containsExactlyElementsOf(LongStream.range(0, 100).boxed().toList());
  }

  @Test
  void shouldTakeASilentHomeForGoneAndComeBackToIt() {
    Rig rig = Rig.attached();
    rig.isLost = frame -> true;
    rig.send(1, "patient");
    rig.run(60 * SECOND);
    assertThat(rig.reports(ClientReport.Lost.class)).hasSize(1);
    assertThat(rig.reports(ClientReport.Unreachable.class)).hasSize(1);
    rig.isLost = frame -> false;
    rig.run(10 * SECOND);
    assertThat(rig.takenTexts()).containsExactly("patient");
    assertThat(rig.reports(ClientReport.Accepted.class)).hasSize(1);
  }

  @Test
  void shouldTakeWhatIsUnacknowledgedToAnotherHome() {
    Rig rig = Rig.attached();
    rig.isLost = frame -> frame instanceof Frame.Send;
    rig.send(1, "moving");
    rig.run(SECOND);
    rig.isLost = frame -> false;
    Endpoint nowhere = Endpoint.ipv4(0x7F000001, 7009);
    rig.order(new ClientOrder.Attach(new RelayNumber(9), nowhere));
    rig.order(new ClientOrder.Attach(RELAY, HOME));
    rig.run(SECOND);
    assertThat(rig.takenTexts()).containsExactly("moving");
  }

  @Test
  void shouldSayInEachHandshakeTheVersionThatItWasToldLast() {
    Rig rig = new Rig();
    rig.home.answer = "1z";
    rig.attach();
    rig.home.restart();
    rig.home.answer = "20";
    rig.send(1, "after the restart");
    rig.run(5 * SECOND);
    rig.attach();
    assertThat(rig.home.hellos).containsExactly("", "1z", "20");
  }

  @Test
  void shouldSayAfterItsDeathTheVersionThatItWasToldLast() {
    Rig rig = Rig.keeping(new MemoryStore());
    rig.home.answer = "1z";
    rig.attach();
    rig.reborn().attach();
    assertThat(rig.home.hellos).containsExactly("", "1z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "01", "1Z", "1234567890", "?", "-1"})
  void shouldTakeAnUnreadableAnswerForNone(String answer) {
    Rig rig = new Rig();
    rig.home.answer = answer;
    rig.attach();
    rig.home.answer = "zzzzzzzzz";
    rig.attach();
    rig.home.answer = answer;
    rig.attach();
    rig.attach();
    assertThat(rig.home.hellos).containsExactly("", "", "zzzzzzzzz", "zzzzzzzzz");
  }

  @Test
  void shouldDropFramesFromAnotherAddress() {
    Rig rig = Rig.attached();
    Frame forged = new Frame.Send(Stamp.of(1001, 0), mailFor(new MessageId(1, 0), "forged"), "");
    assertThat(rig.inject(Endpoint.ipv4(0x7F000001, 666), forged)).isEqualTo(Verdict.FORGED);
    assertThat(rig.delivered).isEmpty();
  }

  @Test
  void shouldDropFramesOfAnotherSession() {
    Rig rig = Rig.attached();
    Frame stale = new Frame.Send(Stamp.of(5, 0), mailFor(new MessageId(1, 0), "stale"), "");
    assertThat(rig.inject(HOME, stale)).isEqualTo(Verdict.UNEXPECTED);
    assertThat(rig.delivered).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"AUTH", "TAKEN", "MOVED", "VER"})
  void shouldDetachAndRefuseAllSendsWhenTheHandshakeIsRefusedForGood(Refusal refusal) {
    Rig rig = new Rig();
    rig.home.handshakeRefusal = new FakeHome.Reason(refusal, "go away");
    rig.send(1, "unwanted");
    rig.attach();
    assertThat(rig.reports)
        .containsExactly(
            new ClientReport.Rejected(refusal, "go away"),
            new ClientReport.Refused(1, refusal, "go away"));
    assertThat(rig.client.nextDeadline()).isEqualTo(Node.NEVER);
  }

  @ParameterizedTest
  @EnumSource(names = {"BUSY", "FULL", "QUOTA", "MINORITY"})
  void shouldTryAgainInASecondWhenTheHandshakeIsRefusedForNow(Refusal refusal) {
    Rig rig = new Rig();
    rig.home.handshakeRefusal = new FakeHome.Reason(refusal, "crowded");
    rig.attach();
    assertThat(rig.home.handshakes).isEqualTo(1);
    rig.home.handshakeRefusal = null;
    rig.run(SECOND);
    assertThat(rig.reports(ClientReport.Attached.class)).hasSize(1);
  }

  @Test
  void shouldKeepHandshakesApartWhenTheHomeForgetsEachSession() {
    Rig rig = Rig.attached();
    rig.send(1, "x");
    rig.isLost = frame -> {
      rig.home.restart();
      return false;
    };
    rig.run(10 * SECOND);
    long handshakes =
        rig.sentByClient.stream().filter(Frame.Handshake.class::isInstance).count();
    assertThat(handshakes).isBetween(50L, 2 * 10 * SECOND / Handshakes.GAP_NANOS_MIN + 4);
  }

  // ---- the end ----

  @Test
  void shouldTerminateAfterAllThatWasOrderedBefore() {
    Rig rig = Rig.attached();
    LongStream.range(0, 100).forEach(token -> rig.send(token, "t" + token));
    rig.order(new ClientOrder.Terminate());
    rig.send(100, "too late");
    rig.run(5 * SECOND);
    assertThat(rig.home.taken).hasSize(100);
    assertThat(rig.home.terminated).containsExactly(ANN);
    assertThat(rig.reports).endsWith(new ClientReport.Terminated());
    assertThat(rig.reports(ClientReport.Refused.class))
        .extracting(ClientReport.Refused::token)
        .containsExactly(100L);
    assertThat(rig.client.nextDeadline()).isEqualTo(Node.NEVER);
  }

  @Test
  void shouldTerminateThoughTheHomeForgotTheSession() {
    Rig rig = Rig.attached();
    rig.home.restart();
    rig.order(new ClientOrder.Terminate());
    rig.run(5 * SECOND);
    assertThat(rig.home.terminated).containsExactly(ANN);
    assertThat(rig.reports).endsWith(new ClientReport.Terminated());
  }

  @Test
  void shouldGoQuietOnLeaveAfterALastAcknowledgement() {
    Rig rig = Rig.attached();
    rig.order(new ClientOrder.Listen(30));
    rig.home.leaveMail(mailFor(new MessageId(9, 0), "last"));
    while (rig.delivered.isEmpty()) {
      rig.run(Rig.MILLI);
    }
    rig.order(new ClientOrder.Leave());
    rig.run(Rig.SECOND);
    assertThat(rig.home.waiting(ANN)).isZero();
    int sentBefore = rig.sentByClient.size();
    rig.run(60 * SECOND);
    assertThat(rig.sentByClient).hasSize(sentBefore);
  }

  @Test
  void shouldOpenANewSessionBeforeTheNumbersRunOut() {
    Rig rig = new Rig(ClientConfig.of(ANN, EPOCH), 60).attach();
    LongStream.range(0, 200).forEach(token -> rig.send(token, "t" + token));
    rig.run(10 * SECOND);
    assertThat(rig.home.taken).hasSize(200);
    assertThat(rig.statistics().sessions()).isGreaterThan(3);
    assertThat(rig.reports(ClientReport.Lost.class)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void shouldSendAndDeliverEachMessageOnceUnderLossDuplicationAndRestarts(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Rig rig = new Rig();
    rig.isLost = frame -> random.nextInt(10) < 3;
    rig.isDoubled = frame -> random.nextInt(10) < 3;
    rig.attach();
    rig.order(new ClientOrder.Listen(10));
    for (int n = 0; n < 100; n++) {
      rig.send(n, "out " + n);
      rig.home.leaveMail(mailFor(new MessageId(9, n), "in " + n));
      rig.run(random.nextLong(SECOND / 5));
      if (random.nextInt(40) == 0) {
        rig.home.restart();
      }
    }
    rig.isLost = frame -> false;
    rig.run(60 * SECOND);
    assertThat(rig.takenTexts())
        .as("seed %d: what the home took", seed)
        .containsExactlyElementsOf(
            IntStream.range(0, 100).mapToObj(n -> "out " + n).toList());
    assertThat(rig.deliveredTexts())
        .as("seed %d: what was delivered", seed)
        .containsExactlyElementsOf(
            IntStream.range(0, 100).mapToObj(n -> "in " + n).toList());
    assertThat(rig.reports(ClientReport.Accepted.class))
        .as("seed %d: outcomes", seed)
        .extracting(ClientReport.Accepted::token)
        .containsExactlyElementsOf(LongStream.range(0, 100).boxed().toList());
  }
}
