package org.chappe.server.node;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.chappe.link.LinkConfig;
import org.chappe.node.Endpoint;
import org.chappe.server.chain.Line;
import org.chappe.server.station.StationLimits;
import org.junit.jupiter.api.Test;

final class RelayConfigTest {

  private static final Map<Integer, Endpoint> HERE = Map.of(3, TestLine.relayAt(3));

  private static void isRefused(List<Integer> line, int lanes, LinkConfig link, int sessionsMax) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RelayConfig(
            new Line(3, line), HERE, lanes, 1, link, StationLimits.DEFAULT, sessionsMax));
  }

  @Test
  void shouldRefuseLanesOutOfRange() {
    isRefused(List.of(3), 0, LinkConfig.DEFAULT, 64);
    isRefused(List.of(3), RelayConfig.LANES_MAX + 1, LinkConfig.DEFAULT, 64);
  }

  @Test
  void shouldRefuseSessionsOutOfRange() {
    isRefused(List.of(3), 1, LinkConfig.DEFAULT, 15);
    isRefused(List.of(3), 1, LinkConfig.DEFAULT, RelayConfig.SESSIONS_MAX + 1);
  }

  @Test
  void shouldRefuseARelayWithoutAnAddress() {
    isRefused(List.of(3, 4), 1, LinkConfig.DEFAULT, 64);
  }

  @Test
  void shouldRefuseQueuesInWhichNothingWouldEverFindRoom() {
    isRefused(List.of(3), 1, new LinkConfig(48, Lane.RESERVE_FRAMES, 64, 1), 64);
    isRefused(List.of(3), 1, new LinkConfig(48, 256, Neighbour.CONTROL_FRAMES_MAX, 1), 64);
  }
}
