package org.chappe.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.chappe.link.LinkConfig;
import org.chappe.model.ClientId;
import org.chappe.model.RelayNumber;
import org.chappe.node.Endpoint;
import org.junit.jupiter.api.Test;

final class SessionsTest {

  private static final Endpoint PLACE = Endpoint.ipv4(0x7F000001, 9_001);

  /** In the place of {@link #ID} among those found lately. */
  private static final long OTHER_ID = 7 + 3L * Sessions.RECENT_MAX;

  private static final long ID = 7;

  private final Sessions sessions =
      new Sessions(new RelayNumber(1), LinkConfig.DEFAULT, 16, new SplittableRandom(1));

  private Session open(long id) {
    ClientId client = new ClientId(id);
    return sessions.open(new Attachment(client), client, PLACE, id, 1_000_000, 0);
  }

  @Test
  void shouldTellSessionsApartThatShareAPlace() {
    Session one = open(ID);
    Session other = open(OTHER_ID);
    for (int i = 0; i < 2; i++) {
      assertThat(sessions.byId(ID)).isSameAs(one);
      assertThat(sessions.byId(OTHER_ID)).isSameAs(other);
    }
    assertThat(sessions.byId(ID + Sessions.RECENT_MAX)).isNull();
  }

  @Test
  void shouldNotFindWhatWasClosed() {
    Session one = open(ID);
    Session other = open(OTHER_ID);
    assertThat(sessions.byId(ID)).isSameAs(one);
    sessions.close(one);
    assertThat(sessions.byId(ID)).isNull();
    assertThat(sessions.byId(OTHER_ID)).isSameAs(other);
  }

  @Test
  void shouldFindTheLatestOfAnIdentifier() {
    Session before = open(ID);
    assertThat(sessions.byId(ID)).isSameAs(before);
    Session now = open(ID);
    assertThat(sessions.byId(ID)).isSameAs(now);
    assertThat(before.isClosed()).isTrue();
  }
}
