package org.chappe.client.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.client.session.Rig.ANN;
import static org.chappe.client.session.Rig.BEN;
import static org.chappe.client.session.Rig.EPOCH;
import static org.chappe.client.session.Rig.HOME;
import static org.chappe.client.session.Rig.RELAY;
import static org.chappe.client.session.Rig.SECOND;

import java.util.List;
import java.util.stream.LongStream;
import org.chappe.client.FakeHome;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
import org.chappe.wire.Frame;
import org.chappe.wire.Refusal;
import org.chappe.wire.Stamp;
import org.junit.jupiter.api.Test;

/** What becomes of messages and requests when the home refuses all, for good or for now. */
class RefusedHomeTest {

  private static final long SESSION = 1001;

  private static final String WORDS = "attached elsewhere";

  private final Rig rig = Rig.attached();

  private List<Long> refusedTokens() {
    return rig.reports(ClientReport.Refused.class).stream()
        .map(ClientReport.Refused::token)
        .toList();
  }

  private void injectMoved(long number) {
    rig.inject(
        HOME,
        new Frame.Ack(
            Stamp.of(SESSION, number),
            RELAY,
            ANN,
            Refusal.MOVED,
            Stamp.NONE,
            Stamp.NONE,
            Payload.of(WORDS),
            ""));
  }

  private void overtakeUntilItSaysSoAgain() {
    rig.home.refusesAll = new FakeHome.Reason(Refusal.MOVED, WORDS);
    rig.isLost = frame -> {
      if (frame instanceof Frame.Handshake) {
        rig.home.refusesAll = null;
      }
      return false;
    };
  }

  @Test
  void shouldRepeatWhatCameBeforeUntilItIsKnownToBeTaken() {
    rig.run(HomeClaim.FRESH_NANOS);
    rig.home.refusedTexts.put("two", new FakeHome.Reason(Refusal.MOVED, WORDS));
    rig.isLost = frame ->
        frame instanceof Frame.Ack ack && ack.source().equals(RELAY) && ack.refusal() == null;
    LongStream.rangeClosed(0, 3)
        .forEach(token -> rig.send(token, List.of("zero", "one", "two", "three").get((int) token)));
    rig.run(SECOND);
    rig.send(4, "four");
    assertThat(rig.reports).as("nothing is known yet of the first two").hasSize(1);
    rig.isLost = frame -> false;
    rig.run(5 * SECOND);
    assertThat(rig.reports.subList(1, rig.reports.size()))
        .containsExactly(
            new ClientReport.Accepted(0, new MessageId(EPOCH, 0)),
            new ClientReport.Accepted(1, new MessageId(EPOCH, 1)),
            new ClientReport.Rejected(Refusal.MOVED, WORDS),
            new ClientReport.Refused(2, Refusal.MOVED, WORDS),
            new ClientReport.Refused(3, Refusal.MOVED, WORDS),
            new ClientReport.Refused(4, Refusal.MOVED, WORDS));
    assertThat(rig.takenTexts()).containsExactly("zero", "one");
  }

  @Test
  void shouldRepeatWhatCameBeforeUntilItIsRefusedToo() {
    rig.run(HomeClaim.FRESH_NANOS);
    rig.isLost = frame -> true;
    LongStream.range(0, 3).forEach(token -> rig.send(token, "text " + token));
    rig.run(SECOND / 10);
    injectMoved(2);
    injectMoved(1);
    int sentBefore = rig.sentByClient.size();
    rig.run(2 * SECOND);
    assertThat(rig.sentByClient.stream().skip(sentBefore))
        .anyMatch(frame -> frame.stamp().number() == 0);
    assertThat(rig.reports).hasSize(1);
    injectMoved(0);
    assertThat(rig.reports).contains(new ClientReport.Rejected(Refusal.MOVED, WORDS));
    assertThat(refusedTokens()).containsExactly(0L, 1L, 2L);
    assertThat(rig.reports(ClientReport.Accepted.class)).isEmpty();
  }

  @Test
  void shouldSayOnceMoreThatItIsHereWhereTheHomeHearsLateOfWhereItWas() {
    overtakeUntilItSaysSoAgain();
    List.of("one", "two", "three").forEach(text -> rig.send(1, text));
    rig.run(SECOND);
    assertThat(rig.takenTexts()).containsExactly("one", "two", "three");
    assertThat(rig.reports(ClientReport.Rejected.class)).isEmpty();
    assertThat(refusedTokens()).isEmpty();
  }

  @Test
  void shouldGiveWayWhereItIsTurnedAwayAgain() {
    rig.home.refusesAll = new FakeHome.Reason(Refusal.MOVED, WORDS);
    rig.send(1, "one");
    rig.run(10 * SECOND);
    assertThat(rig.statistics().sessions()).as("sessions").isEqualTo(2);
    assertThat(rig.reports(ClientReport.Rejected.class))
        .containsExactly(new ClientReport.Rejected(Refusal.MOVED, WORDS));
    assertThat(refusedTokens()).containsExactly(1L);
  }

  @Test
  void shouldSayItAgainAfterASessionThatLasted() {
    overtakeUntilItSaysSoAgain();
    rig.send(1, "one");
    rig.run(HomeClaim.FRESH_NANOS + SECOND);
    rig.home.restart();
    rig.send(2, "two");
    rig.run(SECOND);
    overtakeUntilItSaysSoAgain();
    rig.send(3, "three");
    rig.run(SECOND);
    assertThat(rig.takenTexts()).containsExactly("one", "two", "three");
    assertThat(rig.reports(ClientReport.Rejected.class)).isEmpty();
  }

  @Test
  void shouldGiveWayToWhoComesLongAfterIt() {
    rig.run(HomeClaim.FRESH_NANOS);
    rig.home.refusesAll = new FakeHome.Reason(Refusal.MOVED, WORDS);
    rig.send(1, "one");
    rig.run(SECOND);
    assertThat(rig.statistics().sessions()).as("sessions").isEqualTo(1);
    assertThat(refusedTokens()).containsExactly(1L);
  }

  @Test
  void shouldNotWaitAnotherMinuteForEachMessageBehindOneThatWasGivenUp() {
    rig.home.refusesAll = new FakeHome.Reason(Refusal.FULL, "not now");
    LongStream.range(0, 5).forEach(token -> rig.send(token, "text " + token));
    rig.run(Patience.NANOS_MAX - SECOND);
    assertThat(refusedTokens()).isEmpty();
    rig.run(6 * SECOND);
    assertThat(refusedTokens()).containsExactly(0L, 1L, 2L, 3L, 4L);
  }

  @Test
  void shouldHaveAFreshMinuteAfterAMessageWasAccepted() {
    FakeHome.Reason full = new FakeHome.Reason(Refusal.FULL, "not now");
    rig.home.refusesAll = full;
    rig.send(0, "waits");
    rig.run(Patience.NANOS_MAX - 10 * SECOND);
    rig.home.refusesAll = null;
    rig.run(5 * SECOND);
    assertThat(rig.reports(ClientReport.Accepted.class)).hasSize(1);
    rig.home.refusesAll = full;
    rig.send(1, "waits, too");
    rig.run(Patience.NANOS_MAX - SECOND);
    assertThat(refusedTokens()).isEmpty();
    rig.run(3 * SECOND);
    assertThat(refusedTokens()).containsExactly(1L);
  }

  @Test
  void shouldFetchInANewSessionWhileAMessageIsRefusedForNow() {
    rig.home.refusesAll = new FakeHome.Reason(Refusal.FULL, "not now");
    rig.home.leaveMail(Message.plain(BEN, ANN, Payload.of("mail")).withId(new MessageId(9, 0)));
    rig.send(1, "stuck");
    rig.run(2 * SECOND);
    rig.order(new ClientOrder.Fetch());
    rig.run(2 * SECOND);
    assertThat(rig.deliveredTexts()).containsExactly("mail");
    assertThat(rig.reports(ClientReport.Fetched.class))
        .containsExactly(new ClientReport.Fetched(1));
    assertThat(rig.reports(ClientReport.Lost.class)).isEmpty();
    assertThat(rig.sentByClient.stream()
            .filter(frame -> frame.stamp().isNumbered() && frame.stamp().session() == SESSION + 1)
            .findFirst())
        .get()
        .as("the first frame of the new session")
        .isInstanceOf(Frame.Get.class);
    rig.home.refusesAll = null;
    rig.run(3 * SECOND);
    assertThat(rig.takenTexts()).containsExactly("stuck");
    assertThat(rig.reports(ClientReport.Accepted.class)).hasSize(1);
  }
}
