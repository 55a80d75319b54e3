package org.chappe.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.link.LinkPair.MILLIS;
import static org.chappe.link.LinkPair.SESSION;
import static org.chappe.link.LoneLink.HERE;
import static org.chappe.link.LoneLink.LOCAL;
import static org.chappe.link.LoneLink.NAME;
import static org.chappe.link.LoneLink.REMOTE;
import static org.chappe.link.LoneLink.RTT;
import static org.chappe.link.LoneLink.ackFrom;

import java.util.List;
import java.util.stream.LongStream;
import org.chappe.model.Payload;
import org.chappe.node.Endpoint;
import org.chappe.node.Node;
import org.chappe.node.Verdict;
import org.chappe.wire.Frame;
import org.chappe.wire.Stamp;
import org.junit.jupiter.api.Test;

class LinkTest {

  private final LoneLink end = new LoneLink();

  // ---- acknowledgements ----

  @Test
  void shouldAcknowledgeABatchOnce() {
    end.receive(0);
    end.receive(2);
    end.receive(2);
    end.receive(60);
    assertThat(end.link.nextDeadline()).isLessThanOrEqualTo(end.now);
    end.link.pump(end.now, end.effects);
    assertThat(end.effects.sent()).containsExactly(ackFrom(LOCAL, REMOTE, 0, 0b101));
    assertThat(end.link.nextDeadline()).isEqualTo(Node.NEVER);
    end.link.pump(end.now, end.effects);
    assertThat(end.effects.sent()).isEmpty();
  }

  @Test
  void shouldAcknowledgeCumulativelyOnlyWhatIsSettled() {
    end.receive(0);
    end.link.take();
    end.link.pump(end.now, end.effects);
    assertThat(end.effects.sent()).containsExactly(ackFrom(LOCAL, REMOTE, 0, 1));
    end.link.settle(0);
    assertThat(end.link.nextDeadline()).isLessThanOrEqualTo(end.now);
    end.link.pump(end.now, end.effects);
    assertThat(end.effects.sent()).containsExactly(ackFrom(LOCAL, REMOTE, 1, 0));
    end.link.settle(0);
    assertThat(end.link.nextDeadline()).as("nothing new").isEqualTo(Node.NEVER);
  }

  @Test
  void shouldAcknowledgeADuplicateAgain() {
    end.receive(0);
    end.link.take();
    end.link.settle(0);
    end.link.pump(end.now, end.effects);
    end.effects.sent();
    assertThat(end.receive(0)).isEqualTo(Verdict.DUPLICATE);
    end.link.pump(end.now, end.effects);
    assertThat(end.effects.sent()).containsExactly(ackFrom(LOCAL, REMOTE, 1, 0));
    assertThat(end.link.statistics().duplicates()).isEqualTo(1);
    assertThat(end.link.statistics().acknowledgementsSent()).isEqualTo(2);
  }

  @Test
  void shouldNotTakeAFrameOfAnotherSession() {
    Frame other = LinkPair.text("d", 0).at(Stamp.of(SESSION + 1, 0));
    assertThat(end.link.receive(end.now, other)).isEqualTo(Verdict.UNEXPECTED);
    assertThat(end.link.receive(end.now, other.at(Stamp.unnumbered())))
        .isEqualTo(Verdict.UNEXPECTED);
    assertThat(end.link.peek()).isNull();
    assertThat(end.link.nextDeadline()).isEqualTo(Node.NEVER);
  }

  @Test
  void shouldChangeNothingForAnAcknowledgementOfWhatWasNeverSent() {
    end.offer(3);
    end.pump();
    assertThat(end.acknowledge(4, 0)).isEqualTo(Verdict.UNEXPECTED);
    assertThat(end.acknowledge(0, 0b1000)).isEqualTo(Verdict.UNEXPECTED);
    Frame.Ack ack = ackFrom(REMOTE, LOCAL, 3, 0);
    Frame.Ack garbage = new Frame.Ack(
        ack.stamp(), REMOTE, LOCAL, null, Stamp.NONE, Stamp.NONE, Payload.of("nonsense!"), "");
    assertThat(end.link.acknowledge(end.now, garbage, end.acknowledged::add))
        .isEqualTo(Verdict.UNEXPECTED);
    assertThat(end.link.acknowledge(end.now, ack.at(Stamp.of(7, 3)), end.acknowledged::add))
        .isEqualTo(Verdict.UNEXPECTED);
    assertThat(end.acknowledged).isEmpty();
    assertThat(LinkPair.texts(end.link.unacknowledged())).containsExactly("d0", "d1", "d2");
  }

  @Test
  void shouldHandOverEachAcknowledgedFrameOnceInOrder() {
    end.offer(4);
    end.pump();
    assertThat(end.acknowledge(2, 0b10)).isEqualTo(Verdict.ACCEPTED);
    assertThat(end.acknowledge(1, 0)).as("late").isEqualTo(Verdict.ACCEPTED);
    assertThat(LinkPair.texts(end.acknowledged)).containsExactly("d0", "d1");
    end.acknowledge(4, 0);
    assertThat(LinkPair.texts(end.acknowledged)).containsExactly("d0", "d1", "d2", "d3");
    assertThat(end.link.isIdle()).isTrue();
    assertThat(end.link.nextDeadline()).isEqualTo(Node.NEVER);
  }

  // ---- sending ----

  @Test
  void shouldBeDueAtOnceForAFrameThatMayGo() {
    assertThat(end.link.nextDeadline()).isEqualTo(Node.NEVER);
    end.offer(1);
    assertThat(end.link.nextDeadline()).isLessThanOrEqualTo(end.now);
    assertThat(end.pump()).containsExactly(0L);
    assertThat(end.effects.lastTo).isEqualTo(HERE);
  }

  @Test
  void shouldSendNoMoreThanTheCongestionWindowAtFirst() {
    end.offer(30);
    assertThat(end.pump()).hasSize(CongestionWindow.INITIAL_FRAMES);
    end.now += RTT;
    end.acknowledge(1, 0);
    // slow start: one for the acknowledged, one more for its growth
    assertThat(end.pump()).containsExactly(10L, 11L);
  }

  @Test
  void shouldSpreadFramesOverTheRoundTrip() {
    end.offer(30);
    end.pump();
    end.now += RTT;
    end.acknowledge(10, 0);
    List<Long> first = end.pump();
    assertThat(first.size()).isBetween(Pacer.BURST_FRAMES, 12);
    assertThat(end.link.nextDeadline()).isBetween(end.now + MILLIS, end.now + 8 * MILLIS);
    end.now = end.link.nextDeadline();
    assertThat(end.pump()).hasSize(1);
  }

  @Test
  void shouldLeaveTheLastPlacesOfTheWindowToControlFrames() {
    end.growCongestionWindow();
    end.offer(200);
    long base = end.link.statistics().sent();
    for (int i = 0; i < 100; i++) {
      end.pump();
      end.now += MILLIS;
    }
    // held but never settled: nothing is in flight, and the window is still full
    end.acknowledge(base, -1L >>> (64 - 44));
    end.pump();
    assertThat(end.link.statistics().sent() - base).isEqualTo(48 - Sender.CONTROL_PLACES);
    for (int i = 0; i < 6; i++) {
      end.link.offerControl(LinkPair.text("c", i));
    }
    assertThat(end.pump()).containsExactly(base + 44, base + 45, base + 46, base + 47);
    assertThat(end.link.statistics().windowFull()).isPositive();
  }

  @Test
  void shouldLetDataUseTheWholeOfASmallWindow() {
    end.link = new Link(new LinkConfig(8, 256, 64, 2_000 * MILLIS), NAME, HERE, RTT, 0);
    end.offer(20);
    assertThat(end.pump()).hasSize(8);
  }

  @Test
  void shouldSendAFewControlFramesThoughTheCongestionWindowIsFull() {
    end.offer(30);
    end.pump();
    for (int i = 0; i < 6; i++) {
      end.link.offerControl(LinkPair.text("c", i));
    }
    assertThat(end.pump()).hasSize(Sender.CONTROL_IN_FLIGHT_FREE);
  }

  @Test
  void shouldSendControlFramesBeforeDataThatWaits() {
    end.offer(1);
    end.link.offerControl(LinkPair.text("c", 0));
    end.link.pump(end.now, end.effects);
    assertThat(LinkPair.texts(end.effects.sent())).containsExactly("c0", "d0");
  }

  @Test
  void shouldRefuseAFrameAndCountItWhenAQueueIsFull() {
    end.link = new Link(new LinkConfig(48, 3, 2, 2_000 * MILLIS), NAME, HERE, RTT, 0);
    assertThat(end.link.room()).isEqualTo(3);
    assertThat(end.link.controlRoom()).isEqualTo(2);
    end.offer(3);
    assertThat(end.link.room()).isZero();
    assertThat(end.link.offer(LinkPair.text("d", 3))).isFalse();
    assertThat(end.link.offerControl(LinkPair.text("c", 0))).isTrue();
    assertThat(end.link.offerControl(LinkPair.text("c", 1))).isTrue();
    assertThat(end.link.offerControl(LinkPair.text("c", 2))).isFalse();
    assertThat(end.link.statistics().queueFull()).isEqualTo(2);
    assertThat(LinkPair.texts(end.link.unacknowledged()))
        .containsExactly("c0", "c1", "d0", "d1", "d2");
  }

  @Test
  void shouldFollowAPeerThatMoved() {
    Endpoint there = Endpoint.ipv4(0x7F000002, 9);
    end.link.moveTo(there);
    end.offer(1);
    end.pump();
    assertThat(end.link.remote()).isEqualTo(there);
    assertThat(end.effects.lastTo).isEqualTo(there);
  }

  // ---- the end of the numbers ----

  @Test
  void shouldTakeNoMoreFramesThanTheSessionHasNumbers() {
    end.link = new Link(LinkConfig.DEFAULT, NAME, HERE, RTT, Link.NUMBER_MAX - 2, 0);
    assertThat(end.link.isExhausted()).isFalse();
    assertThat(end.link.room()).isEqualTo(3);
    end.offer(2);
    assertThat(end.link.offerControl(LinkPair.text("c", 0))).isTrue();
    assertThat(end.link.isExhausted()).isTrue();
    assertThat(end.link.offer(LinkPair.text("d", 2))).isFalse();
    assertThat(end.link.offerControl(LinkPair.text("c", 1))).isFalse();
    assertThat(end.link.room()).isZero();
    assertThat(end.pump())
        .isEqualTo(
            LongStream.rangeClosed(Link.NUMBER_MAX - 2, Link.NUMBER_MAX).boxed().toList());
    assertThat(end.acknowledge(Link.NUMBER_MAX + 1, 0)).isEqualTo(Verdict.ACCEPTED);
    assertThat(end.link.isIdle()).isTrue();
    assertThat(end.link.isExhausted()).isTrue();
  }
}
