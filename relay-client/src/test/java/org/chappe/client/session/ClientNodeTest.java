package org.chappe.client.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
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
  void shouldSendWhatWasOrderedBeforeItHadAHome() {
    Rig rig = new Rig();
    rig.send(1, "early");
    rig.attach();
    assertThat(rig.takenTexts()).containsExactly("early");
    assertThat(rig.reports(ClientReport.Accepted.class))
        .containsExactly(new ClientReport.Accepted(1, new MessageId(EPOCH, 0)));
  }

  @Test
  void shouldNumberMessagesContiguouslyForEachDestination() {
    Rig rig = Rig.attached();
    rig.send(1, "a");
    rig.order(new ClientOrder.Send(2, ANN, Payload.of("b")));
    rig.send(3, "c");
    rig.run(SECOND);
    assertThat(rig.home.taken)
        .extracting(Message::id)
        .containsExactly(new MessageId(EPOCH, 0), new MessageId(EPOCH, 0), new MessageId(EPOCH, 1));
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

  // ---- refusals ----

  @Test
  void shouldRefuseALongTextBeforeAnythingIsSent() {
    Rig rig = Rig.attached();
    int sentBefore = rig.sentByClient.size();
    rig.send(5, "x".repeat(1281));
    assertThat(rig.reports(ClientReport.Refused.class))
        .extracting(ClientReport.Refused::token, ClientReport.Refused::refusal)
        .containsExactly(tuple(5L, Refusal.SIZE));
    rig.run(SECOND);
    assertThat(rig.sentByClient).hasSize(sentBefore);
  }

  @Test
  void shouldRefuseAtOnceWhenTheOutboxIsFull() {
    Rig rig = new Rig();
    LongStream.rangeClosed(0, Outbox.MESSAGES_MAX).forEach(token -> rig.send(token, "t" + token));
    assertThat(rig.reports(ClientReport.Refused.class))
        .containsExactly(new ClientReport.Refused(
            Outbox.MESSAGES_MAX, Refusal.BUSY, "outbox full: 1024 messages wait for the relay"));
    assertThat(rig.statistics().outboxFull()).isEqualTo(1);
    rig.attach().run(20 * SECOND);
    assertThat(rig.home.taken).hasSize(Outbox.MESSAGES_MAX);
    rig.send(5_000, "room again");
    rig.run(SECOND);
    assertThat(rig.reports(ClientReport.Accepted.class)).hasSize(Outbox.MESSAGES_MAX + 1);
  }

  @Test
  void shouldSendTheRestWhenOneMessageIsRefusedForGood() {
    Rig rig = Rig.attached();
    rig.home.refusedTexts.put("bad", new FakeHome.Reason(Refusal.NOUSER, "nobody by that ID"));
    rig.send(1, "one");
    rig.send(2, "bad");
    rig.send(3, "three");
    rig.run(5 * SECOND);
    assertThat(rig.takenTexts()).containsExactly("one", "three");
    assertThat(rig.reports(ClientReport.Refused.class))
        .containsExactly(new ClientReport.Refused(2, Refusal.NOUSER, "nobody by that ID"));
    assertThat(rig.reports(ClientReport.Accepted.class))
        .containsExactly(
            new ClientReport.Accepted(1, new MessageId(EPOCH, 0)),
            new ClientReport.Accepted(3, new MessageId(EPOCH, 2)));
  }

  @ParameterizedTest
  @EnumSource(names = {"BUSY", "FULL", "QUOTA", "MINORITY"})
  void shouldKeepAMessageThatIsRefusedForNow(Refusal refusal) {
    Rig rig = Rig.attached();
    rig.home.refusedTexts.put("later", new FakeHome.Reason(refusal, "not now"));
    rig.send(1, "later");
    rig.run(40 * SECOND);
    assertThat(rig.reports(ClientReport.Refused.class)).isEmpty();
    assertThat(rig.reports(ClientReport.Lost.class)).isEmpty();
    rig.home.refusedTexts.clear();
    rig.run(3 * SECOND);
    assertThat(rig.reports(ClientReport.Accepted.class)).hasSize(1);
  }

  @Test
  void shouldGiveUpAMessageThatIsRefusedForNowForAMinute() {
    Rig rig = Rig.attached();
    rig.home.refusedTexts.put("never", new FakeHome.Reason(Refusal.QUOTA, "not now"));
    rig.send(1, "never");
    rig.send(2, "next");
    rig.run(Patience.NANOS_MAX - SECOND);
    assertThat(rig.reports(ClientReport.Refused.class)).isEmpty();
    rig.run(3 * SECOND);
    assertThat(rig.reports(ClientReport.Refused.class))
        .extracting(ClientReport.Refused::token)
        .containsExactly(1L);
    assertThat(rig.takenTexts()).containsExactly("next");
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

  // ---- mail ----

  @Test
  void shouldDeliverPushedMailInOrderWhileItListens() {
    Rig rig = Rig.attached();
    rig.order(new ClientOrder.Listen(30));
    for (int n = 0; n < 200; n++) {
      rig.home.leaveMail(mailFor(new MessageId(9, n), "mail " + n));
    }
    rig.run(5 * SECOND);
    assertThat(rig.deliveredTexts())
        .containsExactlyElementsOf(
            IntStream.range(0, 200).mapToObj(n -> "mail " + n).toList());
    assertThat(rig.home.waiting(ANN)).isZero();
  }

  @Test
  void shouldRenewTheLeaseInTimeUntilToldToStop() {
    Rig rig = Rig.attached();
    rig.order(new ClientOrder.Listen(30));
    rig.run(35 * SECOND);
    assertThat(rig.home.requests).containsExactly(30, 30, 30, 30);
    rig.order(new ClientOrder.Listen(0));
    rig.run(100 * SECOND);
    assertThat(rig.home.requests).containsExactly(30, 30, 30, 30, 0);
  }

  @Test
  void shouldAskForItsLeaseAgainInANewSession() {
    Rig rig = Rig.attached();
    rig.order(new ClientOrder.Listen(30));
    rig.run(SECOND);
    rig.home.restart();
    rig.home.leaveMail(mailFor(new MessageId(9, 0), "after the restart"));
    rig.run(15 * SECOND);
    assertThat(rig.deliveredTexts()).containsExactly("after the restart");
  }

  @Test
  void shouldDeliverWhatWaitsOnAFetchAndSayHowMuchItWas() {
    Rig rig = Rig.attached();
    rig.home.leaveMail(mailFor(new MessageId(9, 0), "one"));
    rig.home.leaveMail(mailFor(new MessageId(9, 1), "two"));
    rig.order(new ClientOrder.Fetch());
    rig.order(new ClientOrder.Fetch());
    rig.run(SECOND);
    assertThat(rig.deliveredTexts()).containsExactly("one", "two");
    assertThat(rig.reports)
        .endsWith(new ClientReport.Waiting(2), new ClientReport.Fetched(2))
        .hasSize(3);
  }

  @Test
  void shouldSayThatNothingWaits() {
    Rig rig = Rig.attached();
    rig.order(new ClientOrder.Fetch());
    rig.run(SECOND);
    assertThat(rig.reports).endsWith(new ClientReport.Waiting(0), new ClientReport.Fetched(0));
  }

  @Test
  void shouldEndAFetchWhoseMailDoesNotCome() {
    Rig rig = Rig.attached();
    rig.home.leaveMail(mailFor(new MessageId(9, 0), "stuck"));
    rig.isLost = frame -> frame instanceof Frame.Send;
    rig.order(new ClientOrder.Fetch());
    rig.run(MailRequests.FETCH_QUIET_NANOS_MAX + SECOND);
    assertThat(rig.reports).endsWith(new ClientReport.Waiting(1), new ClientReport.Fetched(0));
  }

  @Test
  void shouldFetchAgainInANewSession() {
    Rig rig = Rig.attached();
    rig.home.leaveMail(mailFor(new MessageId(9, 0), "late"));
    rig.home.restart();
    rig.order(new ClientOrder.Fetch());
    rig.run(2 * SECOND);
    assertThat(rig.reports).endsWith(new ClientReport.Waiting(1), new ClientReport.Fetched(1));
  }

  /** The home acknowledges a request, and dies before it gets its answer through. */
  private static void dieUnanswered(Rig rig, ClientOrder request) {
    rig.isLost = frame -> frame instanceof Frame.Get get && get.source().equals(Rig.RELAY);
    rig.order(request);
    rig.run(SECOND);
    assertThat(rig.home.requests).hasSize(1);
    rig.home.restart();
    rig.isLost = frame -> false;
  }

  @Test
  void shouldFetchAgainWhenTheHomeDiesBeforeItAnswers() {
    Rig rig = Rig.attached();
    rig.home.leaveMail(mailFor(new MessageId(9, 0), "kept"));
    dieUnanswered(rig, new ClientOrder.Fetch());
    rig.run(MailRequests.ANSWER_NANOS_MAX + SECOND);
    assertThat(rig.reports).endsWith(new ClientReport.Fetched(1));
  }

  @Test
  void shouldAskForItsLeaseAgainWhenTheHomeDiesBeforeItAnswers() {
    Rig rig = Rig.attached();
    dieUnanswered(rig, new ClientOrder.Listen(60));
    rig.home.leaveMail(mailFor(new MessageId(9, 0), "after the restart"));
    rig.run(MailRequests.ANSWER_NANOS_MAX + SECOND);
    assertThat(rig.deliveredTexts()).containsExactly("after the restart");
  }

  @Test
  void shouldNotDeliverTwiceWhatTheHomeSendsAgainInANewSession() {
    Rig rig = Rig.attached();
    rig.order(new ClientOrder.Listen(30));
    rig.run(SECOND);
    rig.isLost = frame -> frame instanceof Frame.Ack && frame.source().equals(ANN);
    rig.home.leaveMail(mailFor(new MessageId(9, 0), "once"));
    rig.run(11 * SECOND);
    rig.home.restart();
    rig.isLost = frame -> false;
    rig.run(20 * SECOND);
    assertThat(rig.deliveredTexts()).containsExactly("once");
    assertThat(rig.statistics().messagesDuplicate()).isEqualTo(1);
    assertThat(rig.home.waiting(ANN)).isZero();
  }

  @Test
  void shouldLeaveWithTheHomeWhatTheProgramHasNotAllowed() {
    Rig rig =
        new Rig(new ClientConfig(ANN, EPOCH, 1, ClientConfig.LINK), Session.FRAMES_MAX).attach();
    rig.order(new ClientOrder.Listen(30));
    for (int n = 0; n < 4; n++) {
      rig.home.leaveMail(mailFor(new MessageId(9, n), "mail " + n));
    }
    rig.run(15 * SECOND);
    assertThat(rig.deliveredTexts()).containsExactly("mail 0");
    assertThat(rig.home.waiting(ANN)).isEqualTo(3);
    rig.order(new ClientOrder.Credit(2));
    rig.run(SECOND);
    assertThat(rig.deliveredTexts()).containsExactly("mail 0", "mail 1", "mail 2");
    rig.order(new ClientOrder.Credit(5));
    rig.order(new ClientOrder.Hold());
    rig.home.leaveMail(mailFor(new MessageId(9, 4), "mail 4"));
    rig.run(SECOND);
    assertThat(rig.deliveredTexts()).endsWith("mail 3").hasSize(4);
    assertThat(rig.home.waiting(ANN)).isEqualTo(1);
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
