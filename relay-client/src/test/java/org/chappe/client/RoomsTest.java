package org.chappe.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.chappe.client.session.ClientReport;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
import org.chappe.model.Receipt;
import org.chappe.model.RelayNumber;
import org.chappe.model.Via;
import org.chappe.node.Delivery;
import org.chappe.transport.BindFailure;
import org.chappe.transport.Committer;
import org.chappe.transport.DriverConfig;
import org.chappe.transport.NodeDriver;
import org.chappe.transport.NodeListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** That each item which a queue gives finds somebody. */
@Timeout(60)
class RoomsTest {

  private static final ClientId ANN = new ClientId(1_111_111_111L);
  private static final ClientId QUEUE = new ClientId(6_666_666_666L);
  private static final RelayNumber RELAY = new RelayNumber(3);

  private final FakeHome home = new FakeHome(RELAY);
  private final NodeDriver driver = NodeDriver.start(
      DriverConfig.of("home", "127.0.0.1", 0),
      local -> home,
      Committer.MEMORY,
      NodeListener.SILENT);
  private final RelayClient ann = RelayClient.connect(
          RelayClientConfig.of(ANN, RELAY, "127.0.0.1", driver.local().port()))
      .join();

  RoomsTest() throws BindFailure {}

  @AfterEach
  void close() {
    ann.close();
    driver.close();
  }

  private void give(long n) {
    Message item = new Message(
        QUEUE,
        ANN,
        new MessageId(5, n),
        null,
        Message.UNLIMITED,
        Message.NOBODY,
        Message.UNLIMITED,
        Receipt.WANTED,
        Via.ROOM,
        null,
        Payload.of("2222222222 item " + n));
    ann.rooms().onReport(new ClientReport.RoomItem(Delivery.of(item)));
  }

  @Test
  void shouldGiveEachItemToOneOfThoseWhoWait() {
    List<CompletableFuture<Rooms.Item>> takers =
        List.of(ann.rooms().take(QUEUE, null), ann.rooms().take(QUEUE, null));
    give(0);
    give(1);
    assertThat(takers)
        .extracting(taker -> taker.join().text())
        .containsExactlyInAnyOrder("item 0", "item 1");
  }

  @Test
  void shouldHandOutAsMailWhatCameJustAfterTheWaitingWasOver() throws InterruptedException {
    give(0);
    Delivery mail = Objects.requireNonNull(ann.receive(Duration.ofSeconds(20)));
    assertThat(mail.message().text().text()).isEqualTo("2222222222 item 0");
  }
}
