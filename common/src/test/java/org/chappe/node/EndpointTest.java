package org.chappe.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1:7001",
        "255.255.255.255:65535",
        "0.0.0.0:0",
        "[0_1]:7001",
        "[20010db800000000_ffffffffffffffff]:1"
      })
  void shouldReadWhatItWrites(String text) {
    assertThat(Endpoint.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "127.0.0.1",
        "127.0.0.1:",
        "127.0.0.1:65536",
        "127.0.0.1:07",
        "127.0.0.256:1",
        "127.0.1:1",
        "1.127.0.0.1:1",
        "[1]:1",
        "[x_1]:1",
        "[01_1]:1",
        "[0_ffff7f000001]:1",
        "tower:1"
      })
  void shouldReadNothingElse(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Endpoint.parse(text));
  }

  @Test
  void shouldTellWhatOnlyThisMachineCanReach() {
    assertThat(Endpoint.parse("127.8.9.10:1").isLoopback()).isTrue();
    assertThat(Endpoint.parse("[0_1]:1").isLoopback()).isTrue();
    assertThat(Endpoint.parse("128.0.0.1:1").isLoopback()).isFalse();
    assertThat(Endpoint.parse("[1_1]:1").isLoopback()).isFalse();
  }
}
