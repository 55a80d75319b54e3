package org.chappe.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import org.chappe.node.Endpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointsTest {

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "255.254.253.252", "::1", "2001:db8::ff00:42:8329"})
  void shouldComeBackTheSame(String host) {
    Endpoint endpoint = Endpoints.resolve(host, 7001);

    assertThat(Endpoints.address(endpoint).getPort()).isEqualTo(7001);
    assertThat(Endpoints.of(Endpoints.address(endpoint))).isEqualTo(endpoint);
  }

  @Test
  void shouldReadAnAddressOfIpv4() {
    assertThat(Endpoints.resolve("127.0.0.1", 7001)).isEqualTo(Endpoint.ipv4(0x7F000001, 7001));
  }

  @Test
  void shouldRememberSendersAndNeverMixThemUp() {
    Endpoints endpoints = new Endpoints();
    assertThat(endpoints.remembered(address(1))).isSameAs(endpoints.remembered(address(1)));
    for (int port = 1; port < 5_000; port++) {
      assertThat(endpoints.remembered(address(port))).isEqualTo(Endpoint.ipv4(0x7F000001, port));
    }
  }

  private static InetSocketAddress address(int port) {
    return Endpoints.address(Endpoint.ipv4(0x7F000001, port));
  }

  @Test
  void shouldSayThatAHostIsUnknown() {
    assertThatThrownBy(() -> Endpoints.resolve("no such host", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the host no such host is unknown");
  }
}
