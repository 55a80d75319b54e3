package org.chappe.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.chappe.model.Payload;
import org.chappe.node.Batch;
import org.chappe.node.StoreKey;
import org.junit.jupiter.api.Test;

final class MemoryStoreTest {

  private final MemoryStore store = new MemoryStore();
  private final List<Long> committed = new ArrayList<>();
  private long batches;

  private static StoreKey key(long major, long minor) {
    return new StoreKey(1, major, minor);
  }

  private void put(StoreKey key, String value) {
    commit(new Batch.Change(key, Payload.of(value)));
  }

  private void commit(Batch.Change... changes) {
    long number = ++batches;
    store.commit(new Batch(number, List.of(changes)), () -> committed.add(number));
  }

  private List<String> scan(StoreKey from, int max) {
    List<String> visited = new ArrayList<>();
    store.scan(from, max, (key, value) -> visited.add(key.minor() + "=" + value));
    return visited;
  }

  @Test
  void shouldGiveBackWhatWasPut() {
    assertThat(store.get(key(1, 1))).isNull();
    put(key(1, 1), "a");
    put(key(1, 1), "b");
    assertThat(store.get(key(1, 1))).isEqualTo(Payload.of("b"));
    assertThat(committed).containsExactly(1L, 2L);
  }

  @Test
  void shouldApplyABatchInItsOrder() {
    commit(
        new Batch.Change(key(1, 1), Payload.of("a")),
        new Batch.Change(key(1, 1), null),
        new Batch.Change(key(1, 2), null),
        new Batch.Change(key(1, 2), Payload.of("b")));
    assertThat(store.get(key(1, 1))).isNull();
    assertThat(store.get(key(1, 2))).isEqualTo(Payload.of("b"));
  }

  @Test
  void shouldScanInTheOrderOfKeysFromTheFirst() {
    put(key(1, 30), "c");
    put(key(1, 10), "a");
    put(key(1, 20), "b");
    put(key(0, 40), "z");
    assertThat(scan(key(1, 10), 10)).containsExactly("10=a", "20=b", "30=c");
    assertThat(scan(key(1, 11), 10)).containsExactly("20=b", "30=c");
    assertThat(scan(key(2, 0), 10)).isEmpty();
  }

  @Test
  void shouldScanNoMoreThanAsked() {
    put(key(1, 1), "a");
    put(key(1, 2), "b");
    assertThat(scan(key(1, 1), 1)).containsExactly("1=a");
    assertThat(scan(key(1, 1), 0)).isEmpty();
  }
}
