package org.chappe.client.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.client.session.Rig.EPOCH;
import static org.chappe.client.session.Rig.SECOND;

import java.util.List;
import org.chappe.model.MessageId;
import org.chappe.model.Part;
import org.chappe.model.Receipt;
import org.chappe.store.MemoryStore;
import org.junit.jupiter.api.Test;

class HistoryTest {

  private final MemoryStore store = new MemoryStore();
  private final Rig rig = Rig.keeping(store).attach();

  private void come(long n, int k, int of, String text) {
    Part part = of == 1 ? null : new Part(k, of);
    rig.leave(Rig.fromBen(new MessageId(EPOCH, n), part, Receipt.NONE, text));
    rig.run(SECOND);
  }

  private List<String> told() {
    return History.received(store).stream()
        .map(entry -> entry.number() + " " + entry.message().text().text())
        .toList();
  }

  @Test
  void shouldTellALongTextOnceWhateverCameBetweenItsParts() {
    rig.order(new ClientOrder.Listen(60));
    come(1, 2, 2, "and the end");
    come(2, 1, 1, "between");
    come(0, 1, 2, "the beginning ");
    assertThat(told()).containsExactly("2 between", "3 the beginning and the end");
    assertThat(History.received(store).get(1).message().part()).isNull();
  }

  @Test
  void shouldTellThePartsOfATextThatIsNotCompleteSingly() {
    rig.order(new ClientOrder.Listen(60));
    come(0, 1, 3, "one");
    come(2, 3, 3, "three");
    assertThat(told()).containsExactly("1 one", "2 three");
  }
}
