package org.chappe.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.chappe.server.store.StoreRig.RELAY;
import static org.chappe.server.store.StoreRig.commit;
import static org.chappe.server.store.StoreRig.delete;
import static org.chappe.server.store.StoreRig.mail;
import static org.chappe.server.store.StoreRig.put;
import static org.chappe.server.store.StoreRig.putMail;
import static org.chappe.server.store.StoreRig.scan;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.chappe.model.Payload;
import org.chappe.node.Batch;
import org.chappe.node.StoreKey;
import org.chappe.server.store.StoreProblem.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class DiskStoreTest {

  private static final StoreKey RECORD = new StoreKey(2, 5, 6);

  @TempDir
  private Path data;

  @Test
  void shouldGiveBackWhatWasCommitted() throws StoreProblem {
    try (DiskStore store = DiskStore.open(data, RELAY)) {
      assertThat(store.get(mail(1, 1))).isNull();
      commit(store, put(mail(1, 1), "a"), put(RECORD, "b"));
      assertThat(store.get(mail(1, 1))).isEqualTo(Payload.of("a"));
      commit(store, delete(mail(1, 1)), put(RECORD, "c"));
      assertThat(store.get(mail(1, 1))).isNull();
      assertThat(store.get(RECORD)).isEqualTo(Payload.of("c"));
      commit(store, delete(RECORD), put(mail(1, 1), "again"));
      assertThat(store.get(RECORD)).isNull();
      assertThat(store.get(mail(1, 1))).isEqualTo(Payload.of("again"));
    }
  }

  @Test
  void shouldGiveBackAfterARestartWhatWasCommitted() throws StoreProblem {
    String large = "y".repeat(100_000);
    try (DiskStore store = DiskStore.open(data, RELAY)) {
      putMail(store, 7, 0, 20);
      commit(store, put(RECORD, large), put(mail(8, 1), ""));
      commit(store, delete(mail(7, 0)));
    }
    for (int start = 0; start < 3; start++) {
      try (DiskStore store = DiskStore.open(data, RELAY)) {
        assertThat(store.get(mail(7, 0))).isNull();
        assertThat(store.get(mail(7, 19))).hasToString("message 19 " + "x".repeat(200));
        assertThat(store.get(mail(8, 1))).isEqualTo(Payload.EMPTY);
        assertThat(store.get(RECORD)).isEqualTo(Payload.of(large));
        assertThat(StoreRig.count(store)).isEqualTo(21);
      }
    }
  }

  @Test
  void shouldApplyABatchInItsOrder() throws StoreProblem {
    try (DiskStore store = DiskStore.open(data, RELAY)) {
      commit(store, put(mail(1, 1), "a"), delete(mail(1, 1)), put(RECORD, "a"), put(RECORD, "b"));
      assertThat(store.get(mail(1, 1))).isNull();
      assertThat(store.get(RECORD)).isEqualTo(Payload.of("b"));
    }
  }

  @Test
  void shouldScanAcrossAllSpacesInTheOrderOfKeys() throws StoreProblem {
    try (DiskStore store = DiskStore.open(data, RELAY)) {
      long large = Long.MAX_VALUE;
      commit(
          store,
          put(new StoreKey(255, large, large), "z"),
          put(mail(2, 300), "z"),
          put(mail(2, 5), "z"),
          put(mail(1, large), "z"),
          put(new StoreKey(0, 9, 9), "z"),
          put(new StoreKey(2, 0, 0), "z"));
      List<String> all = List.of(
          "0.9.9", "1.1." + large, "1.2.5", "1.2.300", "2.0.0", "255." + large + "." + large);
      assertThat(scan(store, new StoreKey(0, 0, 0), 100)).isEqualTo(all);
      assertThat(scan(store, new StoreKey(0, 0, 0), 4)).isEqualTo(all.subList(0, 4));
      assertThat(scan(store, mail(2, 6), 2)).isEqualTo(all.subList(3, 5));
      assertThat(scan(store, new StoreKey(2, 0, 0), 9)).isEqualTo(all.subList(4, 6));
      assertThat(scan(store, mail(2, 6), 0)).isEmpty();
    }
  }

  @Test
  void shouldCompleteBatchesInTheirOrderWhateverTheirNumbers() throws StoreProblem {
    int batches = 3 * GroupCommitter.GROUP_BATCHES_MAX;
    ConcurrentLinkedQueue<Integer> completed = new ConcurrentLinkedQueue<>();
    CountDownLatch all = new CountDownLatch(batches);
    try (DiskStore store = DiskStore.open(data, RELAY)) {
      for (int i = 0; i < batches; i++) {
        int index = i;
        store.commit(new Batch(1, List.of(put(mail(4, i), "m"))), () -> {
          completed.add(index);
          all.countDown();
        });
      }
      StoreRig.await(all);
      assertThat(List.copyOf(completed)).hasSize(batches).isSorted();
      assertThat(StoreRig.count(store)).isEqualTo(batches);
    }
  }

  @Test
  void shouldMakeDurableWhatWaitsWhenItIsClosed() throws StoreProblem {
    AtomicLong completed = new AtomicLong();
    DiskStore store = DiskStore.open(data, RELAY);
    for (int i = 0; i < 10_000; i++) {
      store.commit(new Batch(i, List.of(put(mail(4, i), "m"))), completed::incrementAndGet);
    }
    store.close();
    store.close();
    assertThat(completed).hasValue(10_000);
    assertThatThrownBy(() -> store.get(RECORD)).isInstanceOf(IllegalStateException.class);
    try (DiskStore again = DiskStore.open(data, RELAY)) {
      assertThat(StoreRig.count(again)).isEqualTo(10_000);
    }
  }

  @Test
  void shouldSayThatItIsFullWhileTheDiskIs() throws StoreProblem {
    AtomicLong usable = new AtomicLong(DiskSpace.RESERVE_BYTES - 1);
    try (DiskStore store = DiskStore.open(data, RELAY, usable::get)) {
      assertThat(store.isFull()).isTrue();
      commit(store, put(RECORD, "draining goes on"));
      usable.set(DiskSpace.RESERVE_BYTES);
      Awaitility.await().until(() -> !store.isFull());
      usable.set(0);
      Awaitility.await().until(store::isFull);
    }
  }

  @Test
  void shouldNotStartOnAFullDisk() {
    assertThatThrownBy(() -> DiskStore.open(data, RELAY, () -> DiskSpace.START_BYTES_MIN - 1))
        .isInstanceOfSatisfying(
            StoreProblem.class, e -> assertThat(e.kind()).isEqualTo(Kind.DISK_FULL))
        .hasMessage(
            "the disk of " + data + " has only 63 MiB left, but 64 MiB are needed; make room");
  }

  @Test
  void shouldAcknowledgeNothingOnceSomethingFailed() throws StoreProblem {
    AtomicLong completed = new AtomicLong();
    try (DiskStore store = DiskStore.open(data, RELAY, new FailingSpace())) {
      assertThat(store.failure().toCompletableFuture().join())
          .hasMessageContaining(data.toString())
          .hasMessageContaining("planted");
      store.commit(new Batch(1, List.of(put(RECORD, "late"))), completed::incrementAndGet);
      assertThat(store.get(RECORD)).isNull();
    }
    assertThat(completed).hasValue(0);
  }

  /** Fails on the committing thread, as a disk does that goes away. */
  private static final class FailingSpace implements DiskSpace {

    private final Thread opener = Thread.currentThread();

    @Override
    public long usableBytes() throws IOException {
      if (Thread.currentThread() != opener) {
        throw new IOException("planted");
      }
      return Long.MAX_VALUE;
    }
  }
}
