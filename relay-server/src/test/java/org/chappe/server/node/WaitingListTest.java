package org.chappe.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.chappe.model.ClientId;
import org.junit.jupiter.api.Test;

final class WaitingListTest {

  private final Set<ClientId> mailboxes = new HashSet<>();
  private final WaitingList<ClientId> waiting = new WaitingList<>();

  private void arrive(long owner) {
    mailboxes.add(new ClientId(owner));
    waiting.add(new ClientId(owner), one -> !mailboxes.contains(one));
  }

  @Test
  void shouldGiveBackAllThatWaitInTheirOrder() {
    for (long owner = 100; owner > 0; owner--) {
      arrive(owner);
      arrive(100);
    }
    assertThat(waiting.take()).hasSize(100).startsWith(new ClientId(100), new ClientId(99));
    assertThat(waiting.isEmpty()).isTrue();
  }

  @Test
  void shouldNotGrowWithThoseThatComeAndGoWhileNothingMoves() {
    for (long owner = 1; owner <= 50; owner++) {
      arrive(owner);
    }
    for (long owner = 1_000; owner < 100_000; owner++) {
      arrive(owner);
      mailboxes.remove(new ClientId(owner));
      assertThat(waiting.size()).isLessThanOrEqualTo(2 * 51);
    }
    assertThat(waiting.take()).contains(new ClientId(1), new ClientId(50));
  }
}
