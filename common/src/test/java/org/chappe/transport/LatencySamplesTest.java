package org.chappe.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatencySamplesTest {

  @Test
  void shouldTellQuantiles() {
    LatencySamples samples = new LatencySamples(100);
    for (long nanos = 100; nanos > 0; nanos--) {
      samples.add(nanos);
    }
    assertThat(samples.quantileNanos(0.5)).isEqualTo(51);
    assertThat(samples.quantileNanos(0.99)).isEqualTo(100);
    assertThat(new LatencySamples(5).quantileNanos(0.5)).isZero();
  }

  @Test
  void shouldKeepEveryThirdWhenThriceAsManyAreExpectedAsFit() {
    LatencySamples samples = new LatencySamples(3L * LatencySamples.SAMPLES_MAX);
    for (int i = 0; i < 6; i++) {
      samples.add(i % 3 == 0 ? 7 : 1_000);
    }
    assertThat(samples.quantileNanos(0.99)).isEqualTo(7);
  }

  @Test
  void shouldKeepNoMoreThanExpected() {
    LatencySamples samples = new LatencySamples(1);
    samples.add(1);
    samples.add(2);
    assertThat(samples.quantileNanos(0.99)).isEqualTo(1);
  }
}
