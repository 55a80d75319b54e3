package org.chappe.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.link.LinkPair.MILLIS;
import static org.chappe.link.LinkPair.SESSION;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.chappe.model.Payload;
import org.chappe.model.RelayNumber;
import org.chappe.node.Endpoint;
import org.chappe.node.Node;
import org.chappe.node.Verdict;
import org.chappe.wire.AckBitmap;
import org.chappe.wire.Frame;
import org.chappe.wire.Stamp;
import org.junit.jupiter.api.Test;

class LinkTest {

  private static final RelayNumber LOCAL = new RelayNumber(1);
  private static final RelayNumber REMOTE = new RelayNumber(2);
  private static final LinkName NAME = new LinkName(LOCAL, REMOTE, SESSION);
  private static final Endpoint HERE = Endpoint.ipv4(0x7F000001, 7002);
  private static final long RTT = 100 * MILLIS;

  private final Recorder effects = new Recorder();
  private final List<Frame> acknowledged = new ArrayList<>();
  private Link link = new Link(LinkConfig.DEFAULT, NAME, HERE, RTT, 0);
  private long now = 1_000 * MILLIS;

  // ---- acknowledgements ----

  @Test
  void shouldAcknowledgeABatchOnce() {
    receive(0);
    receive(2);
    receive(2);
    receive(60);
    assertThat(link.nextDeadline()).isLessThanOrEqualTo(now);
    link.pump(now, effects);
    assertThat(effects.sent()).containsExactly(ackFrom(LOCAL, REMOTE, 0, 0b101));
    assertThat(link.nextDeadline()).isEqualTo(Node.NEVER);
    link.pump(now, effects);
    assertThat(effects.sent()).isEmpty();
  }

  @Test
  void shouldAcknowledgeCumulativelyOnlyWhatIsSettled() {
    receive(0);
    link.take();
    link.pump(now, effects);
    assertThat(effects.sent()).containsExactly(ackFrom(LOCAL, REMOTE, 0, 1));
    link.settle(0);
    assertThat(link.nextDeadline()).isLessThanOrEqualTo(now);
    link.pump(now, effects);
    assertThat(effects.sent()).containsExactly(ackFrom(LOCAL, REMOTE, 1, 0));
    link.settle(0);
    assertThat(link.nextDeadline()).as("nothing new").isEqualTo(Node.NEVER);
  }

  @Test
  void shouldAcknowledgeADuplicateAgain() {
    receive(0);
    link.take();
    link.settle(0);
    link.pump(now, effects);
    effects.sent();
    assertThat(receive(0)).isEqualTo(Verdict.DUPLICATE);
    link.pump(now, effects);
    assertThat(effects.sent()).containsExactly(ackFrom(LOCAL, REMOTE, 1, 0));
    assertThat(link.statistics().duplicates()).isEqualTo(1);
    assertThat(link.statistics().acknowledgementsSent()).isEqualTo(2);
  }

  @Test
  void shouldNotTakeAFrameOfAnotherSession() {
    Frame other = LinkPair.text("d", 0).at(Stamp.of(SESSION + 1, 0));
    assertThat(link.receive(now, other)).isEqualTo(Verdict.UNEXPECTED);
    assertThat(link.receive(now, other.at(Stamp.unnumbered()))).isEqualTo(Verdict.UNEXPECTED);
    assertThat(link.peek()).isNull();
    assertThat(link.nextDeadline()).isEqualTo(Node.NEVER);
  }

  @Test
  void shouldChangeNothingForAnAcknowledgementOfWhatWasNeverSent() {
    offer(3);
    pump();
    assertThat(acknowledge(4, 0)).isEqualTo(Verdict.UNEXPECTED);
    assertThat(acknowledge(0, 0b1000)).isEqualTo(Verdict.UNEXPECTED);
    Frame.Ack ack = ackFrom(REMOTE, LOCAL, 3, 0);
    Frame.Ack garbage = new Frame.Ack(
        ack.stamp(), REMOTE, LOCAL, null, Stamp.NONE, Stamp.NONE, Payload.of("nonsense!"), "");
    assertThat(link.acknowledge(now, garbage, acknowledged::add)).isEqualTo(Verdict.UNEXPECTED);
    assertThat(link.acknowledge(now, ack.at(Stamp.of(7, 3)), acknowledged::add))
        .isEqualTo(Verdict.UNEXPECTED);
    assertThat(acknowledged).isEmpty();
    assertThat(LinkPair.texts(link.unacknowledged())).containsExactly("d0", "d1", "d2");
  }

  @Test
  void shouldHandOverEachAcknowledgedFrameOnceInOrder() {
    offer(4);
    pump();
    assertThat(acknowledge(2, 0b10)).isEqualTo(Verdict.ACCEPTED);
    assertThat(acknowledge(1, 0)).as("late").isEqualTo(Verdict.ACCEPTED);
    assertThat(LinkPair.texts(acknowledged)).containsExactly("d0", "d1");
    acknowledge(4, 0);
    assertThat(LinkPair.texts(acknowledged)).containsExactly("d0", "d1", "d2", "d3");
    assertThat(link.isIdle()).isTrue();
    assertThat(link.nextDeadline()).isEqualTo(Node.NEVER);
  }

  // ---- sending ----

  @Test
  void shouldBeDueAtOnceForAFrameThatMayGo() {
    assertThat(link.nextDeadline()).isEqualTo(Node.NEVER);
    offer(1);
    assertThat(link.nextDeadline()).isLessThanOrEqualTo(now);
    assertThat(pump()).containsExactly(0L);
    assertThat(effects.lastTo).isEqualTo(HERE);
  }

  @Test
  void shouldSendNoMoreThanTheCongestionWindowAtFirst() {
    offer(30);
    assertThat(pump()).hasSize(CongestionWindow.INITIAL_FRAMES);
    now += RTT;
    acknowledge(1, 0);
    // slow start: one for the acknowledged, one more for its growth
    assertThat(pump()).containsExactly(10L, 11L);
  }

  @Test
  void shouldSpreadFramesOverTheRoundTrip() {
    offer(30);
    pump();
    now += RTT;
    acknowledge(10, 0);
    List<Long> first = pump();
    assertThat(first.size()).isBetween(Pacer.BURST_FRAMES, 12);
    assertThat(link.nextDeadline()).isBetween(now + MILLIS, now + 8 * MILLIS);
    now = link.nextDeadline();
    assertThat(pump()).hasSize(1);
  }

  @Test
  void shouldLeaveTheLastPlacesOfTheWindowToControlFrames() {
    growCongestionWindow();
    offer(200);
    long base = link.statistics().sent();
    for (int i = 0; i < 100; i++) {
      pump();
      now += MILLIS;
    }
    // held but never settled: nothing is in flight, and the window is still full
    acknowledge(base, -1L >>> (64 - 44));
    pump();
    assertThat(link.statistics().sent() - base).isEqualTo(48 - Sender.CONTROL_PLACES);
    for (int i = 0; i < 6; i++) {
      link.offerControl(LinkPair.text("c", i));
    }
    assertThat(pump()).containsExactly(base + 44, base + 45, base + 46, base + 47);
    assertThat(link.statistics().windowFull()).isPositive();
  }

  @Test
  void shouldLetDataUseTheWholeOfASmallWindow() {
    link = new Link(new LinkConfig(8, 256, 64, 2_000 * MILLIS), NAME, HERE, RTT, 0);
    offer(20);
    assertThat(pump()).hasSize(8);
  }

  @Test
  void shouldSendAFewControlFramesThoughTheCongestionWindowIsFull() {
    offer(30);
    pump();
    for (int i = 0; i < 6; i++) {
      link.offerControl(LinkPair.text("c", i));
    }
    assertThat(pump()).hasSize(Sender.CONTROL_IN_FLIGHT_FREE);
  }

  @Test
  void shouldSendControlFramesBeforeDataThatWaits() {
    offer(1);
    link.offerControl(LinkPair.text("c", 0));
    link.pump(now, effects);
    assertThat(LinkPair.texts(effects.sent())).containsExactly("c0", "d0");
  }

  @Test
  void shouldRefuseAFrameAndCountItWhenAQueueIsFull() {
    link = new Link(new LinkConfig(48, 3, 2, 2_000 * MILLIS), NAME, HERE, RTT, 0);
    assertThat(link.room()).isEqualTo(3);
    assertThat(link.controlRoom()).isEqualTo(2);
    offer(3);
    assertThat(link.room()).isZero();
    assertThat(link.offer(LinkPair.text("d", 3))).isFalse();
    assertThat(link.offerControl(LinkPair.text("c", 0))).isTrue();
    assertThat(link.offerControl(LinkPair.text("c", 1))).isTrue();
    assertThat(link.offerControl(LinkPair.text("c", 2))).isFalse();
    assertThat(link.statistics().queueFull()).isEqualTo(2);
    assertThat(LinkPair.texts(link.unacknowledged())).containsExactly("c0", "c1", "d0", "d1", "d2");
  }

  @Test
  void shouldFollowAPeerThatMoved() {
    Endpoint there = Endpoint.ipv4(0x7F000002, 9);
    link.moveTo(there);
    offer(1);
    pump();
    assertThat(link.remote()).isEqualTo(there);
    assertThat(effects.lastTo).isEqualTo(there);
  }

  // ---- loss ----

  @Test
  void shouldRepeatOnlyWhatWasLost() {
    offer(6);
    pump();
    now += RTT;
    acknowledge(1, 0b1110);
    assertThat(pump()).containsExactly(1L);
    assertThat(link.statistics().retransmitted()).isEqualTo(1);
    assertThat(link.statistics().congestionWindow()).isEqualTo(5);
  }

  @Test
  void shouldNotRepeatWhatTheBitmapReported() {
    offer(6);
    pump();
    now += RTT;
    acknowledge(0, 0b111110);
    assertThat(pump()).containsExactly(0L);
    now += 10 * RTT;
    assertThat(pump()).as("the probe").containsExactly(0L);
  }

  @Test
  void shouldProbeWithTheLowestFrameAndDoubleTheTimeout() {
    offer(3);
    pump();
    // 100 ms smoothed and 4 · 50 ms of variation
    assertThat(link.nextDeadline()).isEqualTo(now + 300 * MILLIS);
    now += 300 * MILLIS;
    assertThat(pump()).containsExactly(0L);
    assertThat(link.timeoutsInARow()).isEqualTo(1);
    assertThat(link.nextDeadline()).isEqualTo(now + 600 * MILLIS);
  }

  @Test
  void shouldCollapseToTwoFramesWhenTwoProbesInARowStayUnanswered() {
    offer(10);
    pump();
    now = link.nextDeadline();
    assertThat(pump()).hasSize(1);
    assertThat(link.statistics().congestionWindow()).isEqualTo(10);
    now = link.nextDeadline();
    assertThat(pump()).containsExactly(0L, 1L);
    assertThat(link.statistics().congestionWindow()).isEqualTo(CongestionWindow.MINIMUM_FRAMES);
    assertThat(link.statistics().timeouts()).isEqualTo(2);
  }

  @Test
  void shouldNeverWaitLongerThanTheLongestTimeout() {
    offer(1);
    for (int i = 0; i < 20; i++) {
      pump();
      assertThat(link.nextDeadline() - now).isBetween(1L, 2_000 * MILLIS);
      now = link.nextDeadline();
    }
    assertThat(link.timeoutsInARow()).isEqualTo(19);
    acknowledge(1, 0);
    assertThat(link.timeoutsInARow()).isZero();
  }

  @Test
  void shouldAskAfterHeldFramesLessAndLessOftenWhilePeerAnswersWithoutSettling() {
    link = new Link(LinkConfig.DEFAULT, NAME, HERE, MILLIS, 0);
    offer(1);
    pump();
    now += MILLIS;
    acknowledge(0, 1);
    assertThat(link.nextDeadline()).isEqualTo(now + Sender.HELD_TIMEOUT_NANOS_MIN);
    for (int doubling = 1; doubling <= 6; doubling++) {
      now = link.nextDeadline();
      assertThat(pump()).containsExactly(0L);
      acknowledge(0, 1);
      assertThat(link.timeoutsInARow()).as("the peer lives").isZero();
      assertThat(link.nextDeadline()).isEqualTo(now + (Sender.HELD_TIMEOUT_NANOS_MIN << doubling));
    }
    assertThat(link.statistics().congestionWindow()).isEqualTo(CongestionWindow.INITIAL_FRAMES);
    assertThat(link.statistics().spurious()).isEqualTo(link.statistics().retransmitted());
    acknowledge(1, 0);
    assertThat(link.isIdle()).isTrue();
  }

  @Test
  void shouldCountNoRepetitionAsSpuriousThatBroughtSomethingNew() {
    offer(1);
    pump();
    now = link.nextDeadline();
    pump();
    acknowledge(1, 0);
    assertThat(link.statistics().spurious()).as("the first was lost").isZero();
    acknowledge(1, 0);
    assertThat(link.statistics().spurious()).as("the first was late").isEqualTo(1);
    acknowledge(1, 0);
    assertThat(link.statistics().spurious()).as("of one repetition").isEqualTo(1);
  }

  @Test
  void shouldNotMeasureTheRoundTripOfARepeatedFrame() {
    offer(1);
    pump();
    now += 300 * MILLIS;
    pump();
    now += MILLIS;
    acknowledge(1, 0);
    assertThat(link.statistics().smoothedRttNanos()).isEqualTo(RTT);
  }

  @Test
  void shouldRepeatALostControlFrameThoughTheCongestionWindowIsFull() {
    link.offerControl(LinkPair.text("c", 0));
    offer(40);
    pump();
    now += RTT;
    acknowledge(0, 0b1110);
    // five are allowed, six are in flight
    assertThat(pump()).containsExactly(0L);
  }

  // ---- the end of the numbers ----

  @Test
  void shouldTakeNoMoreFramesThanTheSessionHasNumbers() {
    link = new Link(LinkConfig.DEFAULT, NAME, HERE, RTT, Link.NUMBER_MAX - 2, 0);
    assertThat(link.isExhausted()).isFalse();
    assertThat(link.room()).isEqualTo(3);
    offer(2);
    assertThat(link.offerControl(LinkPair.text("c", 0))).isTrue();
    assertThat(link.isExhausted()).isTrue();
    assertThat(link.offer(LinkPair.text("d", 2))).isFalse();
    assertThat(link.offerControl(LinkPair.text("c", 1))).isFalse();
    assertThat(link.room()).isZero();
    assertThat(pump())
        .isEqualTo(
            LongStream.rangeClosed(Link.NUMBER_MAX - 2, Link.NUMBER_MAX).boxed().toList());
    assertThat(acknowledge(Link.NUMBER_MAX + 1, 0)).isEqualTo(Verdict.ACCEPTED);
    assertThat(link.isIdle()).isTrue();
    assertThat(link.isExhausted()).isTrue();
  }

  // ---- helpers ----

  private void offer(int count) {
    for (int i = 0; i < count; i++) {
      assertThat(link.offer(LinkPair.text("d", i))).isTrue();
    }
  }

  private List<Long> pump() {
    link.pump(now, effects);
    assertThat(link.nextDeadline()).isGreaterThan(now);
    return effects.numbers();
  }

  private Verdict receive(int number) {
    return link.receive(now, LinkPair.text("d", number).at(Stamp.of(SESSION, number)));
  }

  private Verdict acknowledge(long cumulative, long bitmap) {
    return link.acknowledge(now, ackFrom(REMOTE, LOCAL, cumulative, bitmap), acknowledged::add);
  }

  /** Sends and acknowledges until the congestion window is as wide as it gets. */
  private void growCongestionWindow() {
    while (link.statistics().congestionWindow() < CongestionWindow.MAXIMUM_FRAMES) {
      while (link.room() > 0) {
        link.offer(LinkPair.text("d", 0));
      }
      pump();
      now += RTT;
      acknowledge(link.statistics().sent(), 0);
    }
    while (!link.isIdle()) {
      pump();
      now += RTT;
      acknowledge(link.statistics().sent(), 0);
    }
  }

  private static Frame.Ack ackFrom(RelayNumber from, RelayNumber to, long cumulative, long bitmap) {
    return new Frame.Ack(
        Stamp.of(SESSION, cumulative),
        from,
        to,
        null,
        Stamp.NONE,
        Stamp.NONE,
        AckBitmap.encode(bitmap),
        "");
  }
}
