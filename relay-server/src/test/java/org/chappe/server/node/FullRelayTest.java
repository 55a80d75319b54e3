package org.chappe.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chappe.server.station.StationLimits;
import org.junit.jupiter.api.Test;

/** A relay in the middle of the line whose store is full of mail that nobody fetches. */
final class FullRelayTest {

  private static final int SLEEPERS = 10;

  private final TestLine line =
      new TestLine(TestLine.config(1, List.of(1, 2, 3), new StationLimits(20, 10), 64));
  private final Typist anna = new Typist(line, "1234567890", 1, 1).shakeHands();
  private final Typist bert = new Typist(line, "0987654321", 3, 2).shakeHands();

  private static String sleeper(int index) {
    return "555555555" + index;
  }

  /** More for ten clients of relay 2 than it takes; the rest stays with relay 1. */
  private void fill() {
    bert.asksForMail(3_600);
    for (int i = 0; i < SLEEPERS; i++) {
      new Typist(line, sleeper(i), 2, 10 + i).shakeHands().asksForMail(0);
    }
    line.pass(2 * TestLine.SECONDS);
    for (int n = 0; n < 30; n++) {
      anna.sends("a." + n / SLEEPERS, sleeper(n % SLEEPERS), "good morning");
      line.pass(TestLine.SECONDS / 10);
    }
    line.pass(10 * TestLine.SECONDS);
    assertThat(line.relay(2).node.statistics().messagesKept()).isEqualTo(26);
    assertThat(line.relay(1).node.statistics().messagesKept()).isEqualTo(4);
    assertThat(line.relay(2).node.statistics().copiesTurnedAway()).isPositive();
  }

  @Test
  void shouldGoOnPassingMailForOthers() {
    fill();
    for (int i = 0; i < 8; i++) {
      new Typist(line, "777777777" + i, 1, 40 + i).shakeHands().sends("a.0", bert.id, "hello " + i);
    }
    line.pass(2 * TestLine.SECONDS);
    assertThat(line.relay(3).node.statistics().messagesKept()).isEqualTo(8);
    assertThat(line.relay(1).node.statistics().messagesKept()).isEqualTo(4);
  }

  @Test
  void shouldGetTheRestWhenItHasRoomAgain() {
    fill();
    for (int i = 0; i < SLEEPERS; i++) {
      Typist awake = new Typist(line, sleeper(i), 2, 30 + i).shakeHands();
      awake.asksForMail(3_600);
      awake.acknowledges(4);
    }
    line.pass(150 * TestLine.SECONDS);
    assertThat(line.relay(1).node.statistics().messagesKept()).isZero();
  }
}
