package org.chappe.client.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.client.session.Rig.ANN;
import static org.chappe.client.session.Rig.BEN;
import static org.chappe.client.session.Rig.SECOND;

import java.util.List;
import org.chappe.model.ClientId;
import org.chappe.node.Presence;
import org.chappe.store.MemoryStore;
import org.junit.jupiter.api.Test;

/** What a client that watches hears of those that come and leave. */
class WatchedTest {

  private static final ClientId OWNER = new ClientId(3_333_333_333L);

  private static void assertHears(Rig rig, ClientId itself) {
    rig.home.tell(ANN, new Presence(List.of(itself), List.of(BEN), 0).payload());
    rig.home.tell(ANN, new Presence(List.of(BEN), List.of(itself), 2).payload());
    rig.home.tell(ANN, new Presence(List.of(), List.of(itself), 0).payload());
    rig.run(SECOND);
    assertThat(rig.reports(ClientReport.Watched.class))
        .extracting(ClientReport.Watched::presence)
        .containsExactly(
            new Presence(List.of(), List.of(BEN), 0), new Presence(List.of(BEN), List.of(), 2));
  }

  @Test
  void shouldNotHearThatItComesOrLeavesItself() {
    assertHears(Rig.attached(), ANN);
  }

  @Test
  void shouldNotHearThatItsOwnerDoesWhereItIsADevice() {
    assertHears(Rig.device(new MemoryStore(), OWNER).attach(), OWNER);
  }
}
