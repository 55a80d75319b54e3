package org.chappe.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BareLineTest {

  @Test
  void shouldPassEveryDatagramThroughTheLine() throws Exception {
    try (BareLoad load = BareLoad.open(0);
        BareForwarder third = BareForwarder.start(0, "127.0.0.1", load.port());
        BareForwarder second = BareForwarder.start(0, "127.0.0.1", third.port());
        BareForwarder first = BareForwarder.start(0, "127.0.0.1", second.port())) {
      BareResult result = load.run("127.0.0.1", first.port(), new BareConfig(96, 10_000, 256, 20));

      assertThat(result.sent()).isEqualTo(10_000);
      assertThat(result.received()).isBetween(1L, 10_000L);
      assertThat(result.perSecond()).isPositive();
      assertThat(result.p50Nanos()).isPositive().isLessThanOrEqualTo(result.p99Nanos());
      assertThat(result.lightReceived()).isBetween(1, 20);
      assertThat(result.lightP50Nanos()).isPositive();
    }
  }

  @Test
  void shouldEndWhenNothingComesOut() throws Exception {
    try (RawSocket sink = new RawSocket();
        BareLoad load = BareLoad.open(0)) {
      BareResult result =
          load.run("127.0.0.1", sink.local().port(), new BareConfig(96, 256, 64, 0));

      assertThat(result.sent()).isEqualTo(256);
      assertThat(result.received()).isZero();
    }
  }

  @Test
  void shouldSayThatAForwardersPortIsTaken() throws Exception {
    try (BareForwarder first = BareForwarder.start(0, "127.0.0.1", 9)) {
      assertThatThrownBy(() -> BareForwarder.start(first.port(), "127.0.0.1", 9))
          .isInstanceOf(BindFailure.class)
          .hasMessageContaining("the port is taken");
    }
  }
}
