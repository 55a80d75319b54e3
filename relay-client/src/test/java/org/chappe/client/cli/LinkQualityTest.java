package org.chappe.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.chappe.client.session.ClientStatistics;
import org.junit.jupiter.api.Test;

class LinkQualityTest {

  private static ClientStatistics seen(long sent, long repeated, long rttNanos) {
    return seen(sent, repeated, 0, rttNanos);
  }

  private static ClientStatistics seen(long sent, long repeated, long spurious, long rttNanos) {
    return new ClientStatistics(
        1, 0, 0, sent, repeated, spurious, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        rttNanos);
  }

  @Test
  void shouldTellTheRoundTrip() {
    LinkQuality quality = new LinkQuality(8_123_456);
    assertThat(quality.words()).isEqualTo("8.1 ms");
    quality.add(seen(1, 0, 0));
    assertThat(quality.words()).isEqualTo("8.1 ms");
    quality.add(seen(2, 0, 123_456_789));
    assertThat(quality.words()).isEqualTo("123 ms");
  }

  @Test
  void shouldTellLossOnceThereIsEnoughToTellItFrom() {
    LinkQuality quality = new LinkQuality(5_000_000);
    quality.add(seen(10, 5, 0));
    quality.add(seen(20, 7, 0));
    assertThat(quality.words()).isEqualTo("5.0 ms");
    quality.add(seen(28, 9, 0));
    assertThat(quality.words()).isEqualTo("5.0 ms, 18 % lost");
  }

  @Test
  void shouldNotCallLostWhatTheHomeHadAlready() {
    LinkQuality quality = new LinkQuality(5_000_000);
    quality.add(seen(0, 0, 0));
    quality.add(seen(90, 20, 10, 0));
    assertThat(quality.words()).isEqualTo("5.0 ms, 10 % lost");
    quality.add(seen(90, 20, 20, 0));
    assertThat(quality.words()).isEqualTo("5.0 ms");
  }

  @Test
  void shouldForgetLossThatIsLongPast() {
    LinkQuality quality = new LinkQuality(5_000_000);
    quality.add(seen(0, 0, 0));
    for (int i = 0; i < LinkQuality.SAMPLES_MAX; i++) {
      quality.add(seen(100, 50, 0));
      assertThat(quality.words())
          .isEqualTo(i < LinkQuality.SAMPLES_MAX - 1 ? "5.0 ms, 33 % lost" : "5.0 ms");
    }
  }
}
