package org.chappe.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.chappe.model.Payload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HelloTest {

  @Test
  void shouldReadWhatARelayWrites() {
    RelayHello hello = new RelayHello(12, TestLine.INCARNATION);
    assertThat(hello.payload().text()).isEqualTo("relay?c?loyw3v28");
    assertThat(RelayHello.read(hello.payload())).isEqualTo(hello);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "relay", "relay?1", "relay?1?2?3", "client?1?2", "relay??2", "relay?1?!"})
  void shouldNotReadAnythingElseAsARelay(String text) {
    assertThat(RelayHello.read(Payload.of(text))).isNull();
  }

  @Test
  void shouldReadWhatAClientWrites() {
    ClientHello hello = new ClientHello(37);
    assertThat(hello.payload().text()).isEqualTo("11");
    assertThat(ClientHello.read(hello.payload())).isEqualTo(hello);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "!", "zzzzzzzzz", "1000000000", "hello there"})
  void shouldTakeAnythingElseFromAClientForNoVersion(String text) {
    assertThat(ClientHello.read(Payload.of(text))).isEqualTo(new ClientHello(0));
  }
}
