package org.chappe.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chappe.server.devices.DeviceStatistics;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How often what waits for devices is brought to them again: here forty texts for two devices, of which the laptop fetches some and the phone none. */
final class DeviceRepeatsTest extends DeviceScene {

  private static final int TEXTS = 40;
  private static final long A_MINUTE_AND_A_LOOK = 62 * TestLine.SECONDS;

  private Owner laptop = anna;
  private List<Integer> numbers = List.of();

  @BeforeEach
  void waits() {
    laptop = both().laptop();
    for (int n = 0; n < TEXTS; n++) {
      says(";ma." + Integer.toString(n, 36), "text " + n);
    }
    line.pass(3 * TestLine.SECONDS);
    numbers = sends(laptop.typist.asksForMail(3_600)).stream()
        .map(frame -> Integer.parseInt(frame.split("/", 3)[1]))
        .distinct()
        .sorted()
        .toList();
    assertThat(statistics().copies()).isEqualTo(2 * TEXTS);
  }

  private DeviceStatistics statistics() {
    return line.relay(1).node.statistics().devices();
  }

  /** The laptop acknowledges what it was handed, up to so much in all. */
  private void fetches(int texts) {
    laptop.typist.acknowledges(numbers.get(texts - 1) + 1);
    line.pass(TestLine.SECONDS);
    assertThat(statistics().taken()).isEqualTo(texts);
  }

  @Test
  void shouldNotBringAllAgainForTheLittleThatADeviceFetches() {
    for (int texts = 1; texts <= 5; texts++) {
      fetches(texts);
      line.pass(A_MINUTE_AND_A_LOOK);
    }
    assertThat(statistics().copies()).isEqualTo(2 * TEXTS);
    assertThat(statistics().repeated()).isZero();
  }

  @Test
  void shouldBringTheRestAgainWithinAMinuteOnceAQuarterOfItIsFetched() {
    fetches(8);
    line.pass(A_MINUTE_AND_A_LOOK);
    assertThat(statistics().repeated()).isEqualTo(TEXTS - 8);
    line.pass(A_MINUTE_AND_A_LOOK);
    assertThat(statistics().repeated()).as("in the next round").isEqualTo(TEXTS - 8);
  }

  @Test
  void shouldBringAllAgainAfterAnHour() {
    line.pass(3_550 * TestLine.SECONDS);
    assertThat(statistics().repeated()).isZero();
    line.pass(60 * TestLine.SECONDS);
    assertThat(statistics().repeated()).isEqualTo(TEXTS);
  }
}
