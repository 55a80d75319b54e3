package org.chappe.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.chappe.link.LinkConfig;
import org.chappe.model.RelayNumber;
import org.chappe.node.Endpoint;
import org.junit.jupiter.api.Test;

final class WaitingSessionsTest {

  private static final Endpoint ADDRESS = Endpoint.ipv4(0x7F000001, 7000);

  private final Sessions sessions =
      new Sessions(new RelayNumber(3), LinkConfig.DEFAULT, 1_000, new Random(1));
  private final Attachment anna = new Attachment(Ids.ANNA);
  private final WaitingSessions waiting = new WaitingSessions();
  private long ids;

  private Session open() {
    return sessions.open(anna, Ids.ANNA, ADDRESS, ids++, 1_000_000, 0);
  }

  @Test
  void shouldGiveBackAllThatWaitInTheirOrder() {
    List<Session> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      all.add(open());
      waiting.add(all.get(i));
      waiting.add(all.get(0));
    }
    assertThat(waiting.take()).containsExactlyElementsOf(all);
    assertThat(waiting.isEmpty()).isTrue();
  }

  @Test
  void shouldNotGrowWithSessionsThatBeginAnewWhileTheyWait() {
    Session first = open();
    waiting.add(first);
    for (int i = 0; i < 10_000; i++) {
      Session session = open();
      waiting.add(session);
      sessions.close(session);
    }
    assertThat(waiting.size()).isLessThan(100);
    assertThat(waiting.take()).contains(first);
  }
}
