package org.chappe.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.chappe.model.ClientId;
import org.junit.jupiter.api.Test;

class KnownIdsTest {

  @Test
  void shouldForgetFirstWhatWasSeenLongestAgo() {
    KnownIds ids = new KnownIds();
    for (int id = 0; id < KnownIds.IDS_MAX; id++) {
      ids.add(new ClientId(id));
    }
    ids.add(new ClientId(0));
    ids.add(new ClientId(KnownIds.IDS_MAX));
    assertThat(ids.all())
        .hasSize(KnownIds.IDS_MAX)
        .doesNotContain(new ClientId(1))
        .endsWith(new ClientId(0), new ClientId(KnownIds.IDS_MAX));
  }

  @Test
  void shouldRememberNamesAsWell() {
    KnownIds ids = new KnownIds();
    for (int name = 0; name <= KnownIds.IDS_MAX; name++) {
      ids.addName("n" + name);
      ids.addName("");
    }
    assertThat(ids.names())
        .hasSize(KnownIds.IDS_MAX)
        .doesNotContain("", "n0")
        .endsWith("n" + KnownIds.IDS_MAX);
    assertThat(ids.all()).isEmpty();
  }

  @Test
  void shouldOfferGroupsAndQueuesAsTheyAreTyped() {
    KnownIds ids = new KnownIds();
    ids.add(new ClientId(1_234_567_890));
    ids.addName("anna");
    ids.addName("#crew");
    ids.addName("queue:jobs");
    assertThat(ids.recipients()).containsExactly("1234567890", "@anna", "#crew", "queue:jobs");
  }
}
