package org.chappe.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.link.LinkPair.MILLIS;

import org.chappe.node.Node;
import org.junit.jupiter.api.Test;

class LossDetectorTest {

  private final SendWindow window = new SendWindow(0);
  private final RttEstimator rtt = new RttEstimator(80 * MILLIS);
  private final LossDetector losses = new LossDetector(window, rtt);

  @Test
  void shouldCountAFrameLostWhenTheThirdLaterOneArrived() {
    send(0, 4);
    arrive(80, 2);
    assertThat(losses.detect(80 * MILLIS)).isEqualTo(-1);
    arrive(80, 3);
    assertThat(losses.detect(80 * MILLIS)).isEqualTo(0);
    assertThat(window.lowestLost(false)).isEqualTo(0);
    assertThat(window.inFlightFrames()).as("frame 1 is not lost yet").isEqualTo(1);
  }

  @Test
  void shouldCountAFrameLostWhenALaterOneArrivedAndItIsOverdue() {
    send(0, 2);
    arrive(80, 1);
    assertThat(losses.detect(80 * MILLIS)).isEqualTo(-1);
    assertThat(losses.deadlineNanos()).isEqualTo(90 * MILLIS);
    assertThat(losses.detect(90 * MILLIS)).isEqualTo(0);
    assertThat(losses.deadlineNanos()).isEqualTo(Node.NEVER);
  }

  @Test
  void shouldNeverCountAFrameLostWhileNothingLaterArrived() {
    send(0, 3);
    arrive(80, 0);
    assertThat(losses.detect(10_000 * MILLIS)).isEqualTo(-1);
    assertThat(losses.deadlineNanos()).isEqualTo(Node.NEVER);
  }

  @Test
  void shouldGoByTheOrderOfTransmissionsNotOfNumbers() {
    send(0, 4);
    window.resend(10 * MILLIS, 0);
    arrive(80, 1);
    arrive(80, 2);
    arrive(80, 3);
    // frame 0 is the last that was sent
    assertThat(losses.detect(80 * MILLIS)).isEqualTo(-1);
    assertThat(losses.detect(10_000 * MILLIS)).isEqualTo(-1);
  }

  @Test
  void shouldTakeTheAnswerToAProbeAsProofThatWhatWentBeforeIsLost() {
    send(0, 4);
    window.resend(300 * MILLIS, 0);
    arrive(380, 0);
    assertThat(losses.detect(380 * MILLIS)).isEqualTo(3);
    assertThat(window.lowestLost(false)).isEqualTo(1);
  }

  @Test
  void shouldTakeAnAnswerThatCameTooEarlyForTheProbeAsTheFirstTransmissions() {
    send(0, 4);
    window.resend(300 * MILLIS, 0);
    arrive(379, 0);
    assertThat(losses.detect(379 * MILLIS)).isEqualTo(-1);
    assertThat(window.inFlightFrames()).isEqualTo(3);
  }

  private void send(long nowMillis, int count) {
    for (int i = 0; i < count; i++) {
      window.send(nowMillis * MILLIS, LinkPair.text("d", i), false);
    }
  }

  private void arrive(long nowMillis, int number) {
    losses.onHeld(nowMillis * MILLIS, number);
    window.hold(1L << number);
  }
}
