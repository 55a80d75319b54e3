package org.chappe.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.chappe.model.ClientId;
import org.junit.jupiter.api.Test;

final class UnprovenClientsTest {

  private static final long SILENCE = UnprovenClients.SILENCE_NANOS;

  private final UnprovenClients clients = new UnprovenClients(3);
  private final List<ClientId> displaced = new ArrayList<>();

  private boolean admit(long now, long client) {
    return clients.admit(now, new ClientId(client), displaced::add);
  }

  @Test
  void shouldRefuseAndCountWhileNobodyHasBeenSilentForLong() {
    assertThat(admit(0, 1)).isTrue();
    assertThat(admit(0, 2)).isTrue();
    assertThat(admit(0, 3)).isTrue();
    assertThat(admit(SILENCE - 1, 4)).isFalse();
    assertThat(clients.refusals()).isEqualTo(1);
    assertThat(displaced).isEmpty();
    assertThat(admit(SILENCE - 1, 3)).as("who has a place keeps it").isTrue();
  }

  @Test
  void shouldForgetWhoWasSilentForLongest() {
    admit(0, 1);
    admit(1, 2);
    admit(2, 3);
    clients.used(3, new ClientId(1));
    assertThat(admit(SILENCE + 1, 4)).isTrue();
    assertThat(displaced).containsExactly(new ClientId(2));
    assertThat(clients.forgotten()).isEqualTo(1);
    assertThat(admit(SILENCE + 1, 5)).isFalse();
    assertThat(admit(SILENCE + 2, 5)).isTrue();
    assertThat(displaced).containsExactly(new ClientId(2), new ClientId(3));
  }

  @Test
  void shouldNotCountWhoHasProvedItsAddress() {
    admit(0, 1);
    admit(0, 2);
    admit(0, 3);
    clients.proved(new ClientId(2));
    assertThat(admit(1, 4)).isTrue();
    assertThat(displaced).isEmpty();
  }

  @Test
  void shouldNotGiveAPlaceToWhoMerelySpeaks() {
    clients.used(0, new ClientId(9));
    admit(0, 1);
    admit(0, 2);
    assertThat(admit(0, 3)).isTrue();
  }
}
