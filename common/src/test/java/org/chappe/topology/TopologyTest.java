package org.chappe.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.chappe.model.RelayNumber;
import org.chappe.topology.Topology.Relay;
import org.junit.jupiter.api.Test;

class TopologyTest {

  private static final Relay THREE = relay(3, "a", 7003);
  private static final Relay FOUR = relay(4, "a", 7004);
  private static final Relay FIVE = relay(5, "a", 7005);
  private static final Topology LINE =
      new Topology("line", 1, 0, Limits.DEFAULT, List.of(THREE, FOUR, FIVE));

  @Test
  void shouldFindARelayByItsNumber() {
    assertThat(LINE.relay(new RelayNumber(4))).contains(FOUR);
    assertThat(LINE.relay(new RelayNumber(2))).isEmpty();
    assertThat(LINE.relay(new RelayNumber(6))).isEmpty();
  }

  @Test
  void shouldNameTheNeighboursOnBothSides() {
    assertThat(LINE.neighbours(new RelayNumber(4))).containsExactly(THREE, FIVE);
    assertThat(LINE.neighbours(new RelayNumber(3))).containsExactly(FOUR);
    assertThat(LINE.neighbours(new RelayNumber(5))).containsExactly(FOUR);
    assertThat(LINE.neighbours(new RelayNumber(9))).isEmpty();
  }

  @Test
  void shouldNotBeMadeOfWhatIsNoLine() {
    refused("line", 1, 0, List.of());
    refused("line", 1, 0, List.of(THREE, FIVE));
    refused("line", 1, 0, List.of(FOUR, THREE));
    refused("line", 1, 0, List.of(THREE, relay(4, "A", 7003)));
    refused("line", 0, 0, List.of(THREE));
    refused("line", 17, 0, List.of(THREE));
    refused("line", 1, -1, List.of(THREE));
    refused("line", 1, 257, List.of(THREE));
    refused(" ", 1, 0, List.of(THREE));
    refused("a\nb", 1, 0, List.of(THREE));
    refused("x".repeat(65), 1, 0, List.of(THREE));
  }

  @Test
  void shouldNotGiveTwoRelaysOneAdminPort() {
    Relay one = new Relay(new RelayNumber(1), "a", 7001, new HostPort("Tower", 8001));
    Relay two = new Relay(new RelayNumber(2), "b", 7001, new HostPort("tower", 8001));
    refused("line", 1, 0, List.of(one, two));
  }

  @Test
  void shouldNotTakeAHostOrPortThatCannotBe() {
    assertThatIllegalArgumentException().isThrownBy(() -> relay(1, "", 7001));
    assertThatIllegalArgumentException().isThrownBy(() -> relay(1, "a/b", 7001));
    assertThatIllegalArgumentException().isThrownBy(() -> relay(1, "a".repeat(254), 7001));
    assertThatIllegalArgumentException().isThrownBy(() -> relay(1, "a", 0));
    assertThatIllegalArgumentException().isThrownBy(() -> relay(1, "a", 65_536));
  }

  @Test
  void shouldWriteAnIpv6AddressInBrackets() {
    assertThat(relay(1, "FE80::1", 7001).address()).isEqualTo("[fe80::1]:7001");
    assertThat(relay(1, "Tower", 7001).address()).isEqualTo("tower:7001");
  }

  private static void refused(String name, int lanes, int padBytes, List<Relay> relays) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Topology(name, lanes, padBytes, Limits.DEFAULT, relays));
  }

  private static Relay relay(int number, String host, int port) {
    return new Relay(new RelayNumber(number), host, port);
  }
}
