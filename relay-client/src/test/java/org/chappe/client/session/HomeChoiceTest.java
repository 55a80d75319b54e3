package org.chappe.client.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.client.session.Rig.MILLI;
import static org.chappe.client.session.Rig.SECOND;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.chappe.client.FakeHome;
import org.chappe.model.Payload;
import org.chappe.node.Verdict;
import org.chappe.wire.Frame;
import org.chappe.wire.Refusal;
import org.chappe.wire.Stamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which home a client chooses that knows several. */
class HomeChoiceTest {

  private static final long MOVED_WITHIN_NANOS = 5 * SECOND;

  private static FakeHome.Reason because(Refusal refusal) {
    return new FakeHome.Reason(refusal, "go away");
  }

  @Test
  void shouldAskNobodyElseWhenThePreferredHomeAnswers() {
    TownRig rig = new TownRig(5);
    rig.at(1).delayNanos = 400 * MILLI;
    rig.attach(false).run(5 * SECOND);
    assertThat(rig.attachedTo()).containsExactly(1);
    assertThat(rig.home(2).handshakes + rig.home(5).handshakes).isZero();
  }

  @Test
  void shouldAskTheOthersWhenThePreferredHomeIsSilentForASecond() {
    TownRig rig = new TownRig(5);
    rig.at(1).isDown = true;
    rig.at(4).delayNanos = MILLI;
    rig.attach(false).run(Race.START_NANOS - MILLI);
    assertThat(rig.home(4).handshakes).isZero();
    rig.run(10 * MILLI);
    assertThat(rig.attachedTo()).containsExactly(4);
  }

  @Test
  void shouldProveItselfToTheNearestOnly() {
    TownRig rig = new TownRig(5);
    rig.at(3).delayNanos = MILLI;
    rig.attach(true).run(2 * SECOND);
    assertThat(rig.attachedTo()).containsExactly(3);
    assertThat(rig.home(3).hellos).hasSize(1);
    for (int other : List.of(1, 2, 4, 5)) {
      assertThat(rig.home(other).handshakes).as("asked").isEqualTo(1);
      assertThat(rig.home(other).hellos).as("proven to").isEmpty();
    }
  }

  @Test
  void shouldLeaveOutAHomeThatAnswersFirstAndThenNoMore() {
    TownRig rig = new TownRig(3);
    rig.at(2).delayNanos = MILLI;
    rig.at(2).isLost =
        frame -> frame instanceof Frame.Handshake handshake && handshake.cookie() != Stamp.NONE;
    rig.attach(true).run(Race.PROVING_NANOS_MIN - MILLI);
    assertThat(rig.attachedTo()).isEmpty();
    rig.run(30 * MILLI);
    assertThat(rig.attachedTo()).containsExactly(1);
  }

  @Test
  void shouldGiveAHomeThatIsFarMoreTimeToProveItself() {
    TownRig rig = new TownRig(2);
    rig.at(1).delayNanos = 800 * MILLI;
    rig.at(2).isDown = true;
    rig.attach(true).run(4 * SECOND);
    assertThat(rig.attachedTo()).containsExactly(1);
  }

  @Test
  void shouldAskAHomeThatWasLeftOutAgainWhenNoOtherAnswers() {
    TownRig rig = new TownRig(3);
    rig.at(1).isDown = true;
    rig.at(3).isDown = true;
    rig.at(2).isLost =
        frame -> frame instanceof Frame.Handshake handshake && handshake.cookie() != Stamp.NONE;
    rig.attach(true).run(30 * SECOND);
    assertThat(rig.attachedTo()).isEmpty();
    rig.at(2).isLost = frame -> false;
    rig.run((Candidate.OUT_NANOS_MIN << Candidate.OUT_DOUBLINGS_MAX) + 2 * SECOND);
    assertThat(rig.attachedTo()).containsExactly(2);
  }

  @ParameterizedTest
  @EnumSource(names = {"BUSY", "FULL", "QUOTA", "MINORITY"})
  void shouldGoElsewhereWhenAHomeRefusesForNow(Refusal refusal) {
    TownRig rig = new TownRig(2);
    rig.home(1).handshakeRefusal = because(refusal);
    rig.attach(false).run(100 * MILLI);
    assertThat(rig.attachedTo()).containsExactly(2);
  }

  @Test
  void shouldTryAgainWhenAllRefuseForNow() {
    TownRig rig = new TownRig(2);
    rig.home(1).handshakeRefusal = because(Refusal.BUSY);
    rig.home(2).handshakeRefusal = because(Refusal.FULL);
    rig.attach(false).run(20 * SECOND);
    assertThat(rig.home(1).handshakes).as("less and less often").isBetween(3, 6);
    rig.home(1).handshakeRefusal = null;
    rig.run(9 * SECOND);
    assertThat(rig.attachedTo()).containsExactly(1);
    assertThat(rig.reports(ClientReport.Rejected.class)).isEmpty();
  }

  @Test
  void shouldTakeAnotherHomeWhenOneIsNotWhatItIsSaidToBe() {
    TownRig rig = new TownRig(2);
    rig.home(1).handshakeRefusal = because(Refusal.PARAM);
    rig.attach(false).run(SECOND);
    assertThat(rig.attachedTo()).containsExactly(2);
  }

  @Test
  void shouldGiveUpWhenNoneCanBeSpokenTo() {
    TownRig rig = new TownRig(2);
    rig.home(1).handshakeRefusal = because(Refusal.PARAM);
    rig.home(2).handshakeRefusal = because(Refusal.VER);
    rig.attach(false).run(SECOND);
    assertThat(rig.reports).containsExactly(new ClientReport.Rejected(Refusal.VER, "go away"));
  }

  @ParameterizedTest
  @EnumSource(names = {"AUTH", "TAKEN", "MOVED", "NOUSER"})
  void shouldGiveUpWhenAHomeRefusesTheClient(Refusal refusal) {
    TownRig rig = new TownRig(2);
    rig.home(1).handshakeRefusal = because(refusal);
    rig.attach(false).run(SECOND);
    assertThat(rig.reports).containsExactly(new ClientReport.Rejected(refusal, "go away"));
    assertThat(rig.home(2).handshakes).isZero();
  }

  @Test
  void shouldTellThatNobodyAnswersOnlyWhenAllWereAsked() {
    TownRig rig = new TownRig(5);
    LongStream.rangeClosed(1, 5).forEach(number -> rig.at((int) number).isDown = true);
    rig.attach(false).run(2 * SECOND);
    assertThat(rig.reports).isEmpty();
    rig.run(60 * SECOND);
    assertThat(rig.reports)
        .containsExactly(new ClientReport.Unreachable(Handshakes.ATTEMPTS_UNTIL_TOLD));
    rig.at(5).isDown = false;
    rig.run(3 * SECOND);
    assertThat(rig.attachedTo()).containsExactly(5);
  }

  @Test
  void shouldBelieveAnAnswerOnlyFromWhomItWasAsked() {
    TownRig rig = new TownRig(2);
    List<Frame.Handshake> asked = new ArrayList<>();
    rig.at(1).isLost = frame -> asked.add((Frame.Handshake) frame);
    rig.attach(false).run(MILLI);
    Frame.Ack session = new Frame.Ack(
        new Stamp(Stamp.VERSION, 77, Stamp.NONE, 0),
        rig.at(1).asHome(1).relay(),
        Rig.ANN,
        null,
        asked.get(0).nonce(),
        Stamp.NONE,
        Payload.EMPTY,
        "");
    assertThat(rig.inject(rig.at(2).endpoint, session)).isEqualTo(Verdict.UNEXPECTED);
    assertThat(rig.inject(Rig.CLIENT, session)).isEqualTo(Verdict.FORGED);
    assertThat(rig.reports).isEmpty();
    assertThat(rig.inject(rig.at(1).endpoint, session)).isEqualTo(Verdict.ACCEPTED);
  }

  @Test
  void shouldAskAtMostEightAtOnceAndEachInItsTurn() {
    TownRig rig = new TownRig(20);
    LongStream.rangeClosed(1, 19).forEach(number -> rig.at((int) number).isDown = true);
    rig.attach(true).run(100 * MILLI);
    assertThat(rig.sentByClient).isEqualTo(Race.ASKED_MAX);
    rig.run(MOVED_WITHIN_NANOS);
    assertThat(rig.attachedTo()).containsExactly(20);
    assertThat(rig.statistics().homesWaited()).isPositive();
  }
}
