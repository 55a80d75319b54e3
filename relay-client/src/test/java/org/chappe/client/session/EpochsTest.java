package org.chappe.client.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.client.session.Rig.BEN;
import static org.chappe.client.session.Rig.EPOCH;
import static org.chappe.client.session.Rig.SECOND;

import java.util.List;
import org.chappe.model.ClientId;
import org.chappe.model.DeviceName;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
import org.chappe.store.MemoryStore;
import org.junit.jupiter.api.Test;

/** How the devices of one owner come to number what they send without ever giving one number twice. */
class EpochsTest {

  private static final ClientId OWNER = new ClientId(3_333_333_333L);
  private static final ClientId CORA = new ClientId(4_444_444_444L);
  private static final int OWN = DeviceName.classOf(Rig.ANN);

  private final MemoryStore store = new MemoryStore();

  private static List<MessageId> numbers(Rig rig) {
    return rig.home.taken.stream().map(message -> message.id()).toList();
  }

  private static void send(Rig rig, ClientId destination) {
    rig.order(new ClientOrder.Send(1, destination, Payload.of("hello")));
    rig.run(SECOND);
  }

  @Test
  void shouldFindTheNextThatIsItsOwn() {
    Epochs epochs = Epochs.ofDevice(new ClientId(7_300_112_358L));
    assertThat(epochs.from(5_358)).isEqualTo(5_358);
    assertThat(epochs.from(5_359)).isEqualTo(6_358);
    assertThat(epochs.after(5_358)).isEqualTo(6_358);
    assertThat(epochs.from(0)).isEqualTo(358);
    assertThat(Epochs.ALL.from(5)).isEqualTo(5);
    assertThat(Epochs.ALL.after(5)).isEqualTo(6);
  }

  @Test
  void shouldBeginEachEpochInItsOwnClassAfterARestartToo() {
    Rig rig = Rig.device(store, OWNER).attach();
    send(rig, BEN);
    send(rig, ClientId.EVERYONE);
    send(rig, CORA);
    Rig next = rig.reborn(EPOCH + 60_000).attach();
    send(next, BEN);
    send(next, ClientId.EVERYONE);
    send(next, new ClientId(5));
    assertThat(OWN).isNotZero();
    assertThat(numbers(next))
        .containsExactly(
            new MessageId(EPOCH + OWN, 0),
            new MessageId(EPOCH + OWN + 1_000, 0),
            new MessageId(EPOCH + OWN + 2_000, 0),
            new MessageId(EPOCH + OWN, 1),
            new MessageId(EPOCH + OWN + 1_000, 1),
            new MessageId(EPOCH + OWN + 60_000, 0));
  }

  @Test
  void shouldBeginALaterEpochWhateverTheClockSays() {
    Rig rig = Rig.device(store, OWNER).attach();
    send(rig, BEN);
    Rig next = rig.reborn(EPOCH - 60_000).attach();
    send(next, CORA);
    assertThat(numbers(next).get(1)).isEqualTo(new MessageId(EPOCH + OWN + 1_000, 0));
  }

  @Test
  void shouldNumberAnewOnceItIsADevice() {
    Rig owner = Rig.keeping(store).attach();
    send(owner, BEN);
    Rig device = Rig.device(store, OWNER).attach();
    send(device, BEN);
    send(device, CORA);
    assertThat(numbers(device))
        .containsExactly(new MessageId(EPOCH + OWN, 0), new MessageId(EPOCH + OWN, 0));
  }

  @Test
  void shouldStayInItsClassWhenNumbersOrDestinationsRunOut() {
    Epochs epochs = Epochs.ofDevice(Rig.ANN);
    Numbering numbering = new Numbering(epochs, EPOCH, new Journal(store));
    MessageId last = new MessageId(EPOCH + OWN, 0);
    numbering.next(BEN, Integer.MAX_VALUE);
    for (int count = 0; count < 5; count++) {
      MessageId next = numbering.next(BEN, Integer.MAX_VALUE);
      assertThat(next.epoch() % DeviceName.CLASSES).isEqualTo(OWN);
      assertThat(next).isNotEqualTo(last);
      last = next;
    }
    for (int destination = 0; destination <= Numbering.DESTINATIONS_MAX; destination++) {
      assertThat(numbering.next(new ClientId(destination), 1).epoch() % DeviceName.CLASSES)
          .isEqualTo(OWN);
    }
    assertThat(numbering.forgotten()).isPositive();
  }
}
