package org.chappe.server.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.chappe.model.ClientId;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
import org.chappe.node.Batch;
import org.chappe.node.Delivery;
import org.chappe.node.Effects;
import org.chappe.node.Endpoint;
import org.chappe.node.StoreKey;
import org.chappe.server.broadcast.Broadcast.Name;
import org.chappe.store.CommitQueue;
import org.chappe.store.MemoryStore;
import org.chappe.wire.Frame;
import org.junit.jupiter.api.Test;

class BroadcastTableTest {

  private static final int MAX = 4;

  private final MemoryStore store = new MemoryStore();
  private final CommitQueue commits = new CommitQueue();
  private final BroadcastTable table = new BroadcastTable(store, commits, MAX);
  private final List<String> news = new ArrayList<>();

  BroadcastTableTest() {
    table.observe(broadcast -> news.add(broadcast.text().text()));
  }

  static Name name(long n) {
    return new Name(ClientId.parse("1234567890"), new MessageId(7, n));
  }

  private void take(long n, long seconds) {
    table.take(name(n), Payload.of("text " + n), seconds);
  }

  private void commit() {
    commits.flush(new Effects() {
      @Override
      public void commit(Batch batch) {
        store.commit(batch, () -> {});
      }

      @Override
      public void send(Endpoint to, Frame frame) {}

      @Override
      public void deliver(Delivery delivery) {}

      @Override
      public void report(Report report) {}
    });
  }

  @Test
  void shouldTakeEachOnceAndTellOfIt() {
    take(0, 600);
    take(1, 600);
    take(0, 500);
    assertThat(news).containsExactly("text 0", "text 1");
    assertThat(table.size()).isEqualTo(2);
  }

  @Test
  void shouldForgetEachWhenItsLifeEnds() {
    table.advance(100);
    take(0, 10);
    take(1, 20);
    table.advance(109);
    assertThat(table.size()).isEqualTo(2);
    table.advance(110);
    assertThat(table.knows(name(0))).isFalse();
    assertThat(table.knows(name(1))).isTrue();
    table.advance(120);
    assertThat(table.size()).isZero();
    assertThat(table.hash()).as("as if it had never known any").isZero();
  }

  @Test
  void shouldForgetTheOneThatEndsFirstWhenThereAreTooMany() {
    for (int n = 0; n < MAX; n++) {
      take(n, 100 + n);
    }
    take(MAX, 200);
    assertThat(table.size()).isEqualTo(MAX);
    assertThat(table.knows(name(0))).isFalse();
    assertThat(table.crowdedOut()).isEqualTo(1);
    assertThat(table.hasRoomFor(100)).isFalse();
    assertThat(table.hasRoomFor(200)).isTrue();
    take(0, 100);
    assertThat(table.knows(name(0))).as("it isn't news again").isFalse();
    assertThat(table.cameLate()).isEqualTo(1);
    assertThat(news).hasSize(MAX + 1);
  }

  @Test
  void shouldKnowAfterARestartWhatWasDurable() {
    table.advance(50);
    take(0, 10);
    take(1, 600);
    commit();
    take(2, 600);
    BroadcastTable next = new BroadcastTable(store, new CommitQueue(), MAX);
    next.advance(61);
    assertThat(next.all().stream().map(Broadcast::name)).containsExactly(name(1));
    assertThat(next.find(name(1))).isEqualTo(table.find(name(1)));
  }

  @Test
  void shouldLeaveNothingInTheStoreOfWhatIsForgotten() {
    for (int n = 0; n < 3 * MAX; n++) {
      take(n, 100);
      commit();
    }
    assertThat(kept()).isEqualTo(MAX);
    table.advance(100);
    commit();
    assertThat(kept()).isZero();
  }

  private int kept() {
    List<StoreKey> keys = new ArrayList<>();
    store.scan(new StoreKey(0, 0, 0), 100, (key, value) -> keys.add(key));
    return keys.size();
  }

  @Test
  void shouldLetNoLifeGetLongerByBeingTold() {
    table.advance(100);
    take(0, 2);
    Broadcast broadcast = table.all().get(0);
    assertThat(table.secondsToTell(broadcast)).isEqualTo(1);
    table.advance(101);
    assertThat(table.secondsToTell(broadcast)).isZero();
    assertThatThrownBy(() -> take(1, 601)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> take(1, 0)).isInstanceOf(IllegalArgumentException.class);
  }
}
