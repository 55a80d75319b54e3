package org.chappe.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.chappe.node.Verdict;
import org.junit.jupiter.api.Test;

class ReceiveWindowTest {

  private final ReceiveWindow window = new ReceiveWindow(48, 90);

  @Test
  void shouldHandOutInOrderAcrossTheLap() {
    for (int number = 119; number >= 90; number--) {
      assertThat(window.peek()).isNull();
      assertThat(receive(number)).isEqualTo(Verdict.ACCEPTED);
    }
    for (int number = 90; number < 120; number++) {
      assertThat(window.peek()).isEqualTo(LinkPair.text("d", number));
      assertThat(window.take()).isEqualTo(LinkPair.text("d", number));
    }
    assertThat(window.take()).isNull();
  }

  @Test
  void shouldAcceptNothingBelowNorBeyondTheWindow() {
    assertThat(receive(89)).isEqualTo(Verdict.DUPLICATE);
    assertThat(receive(138)).isEqualTo(Verdict.BEYOND_WINDOW);
    assertThat(receive(137)).isEqualTo(Verdict.ACCEPTED);
    assertThat(receive(137)).isEqualTo(Verdict.DUPLICATE);
    assertThat(window.duplicates()).isEqualTo(2);
    assertThat(window.beyondWindow()).isEqualTo(1);
    assertThat(window.bitmap()).isEqualTo(1L << 47);
  }

  @Test
  void shouldMoveOnlyByWhatIsSettled() {
    receive(90);
    receive(92);
    window.take();
    assertThat(window.settled()).isEqualTo(90);
    assertThat(window.bitmap()).isEqualTo(0b101);
    assertThat(receive(90)).as("taken, not settled").isEqualTo(Verdict.DUPLICATE);
    assertThat(receive(138)).isEqualTo(Verdict.BEYOND_WINDOW);
    window.settle(90);
    assertThat(window.settled()).isEqualTo(91);
    assertThat(window.bitmap()).isEqualTo(0b10);
    assertThat(receive(138)).isEqualTo(Verdict.ACCEPTED);
    window.settle(90);
    assertThat(window.settled()).as("settled before").isEqualTo(91);
  }

  @Test
  void shouldRefuseToSettleWhatWasNotTaken() {
    receive(90);
    assertThatThrownBy(() -> window.settle(90)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldSettleAWholeWindowAtOnce() {
    for (int number = 90; number < 138; number++) {
      receive(number);
      window.take();
    }
    window.settle(137);
    assertThat(window.settled()).isEqualTo(138);
    assertThat(window.bitmap()).isZero();
  }

  @Test
  void shouldNotAcceptANumberWhoseAcknowledgementCouldNotBeWritten() {
    ReceiveWindow last = new ReceiveWindow(48, Link.NUMBER_MAX);
    assertThat(last.receive(Link.NUMBER_MAX + 1, LinkPair.text("d", 1)))
        .isEqualTo(Verdict.BEYOND_WINDOW);
    assertThat(last.receive(Link.NUMBER_MAX, LinkPair.text("d", 0))).isEqualTo(Verdict.ACCEPTED);
  }

  private Verdict receive(int number) {
    return window.receive(number, LinkPair.text("d", number));
  }
}
