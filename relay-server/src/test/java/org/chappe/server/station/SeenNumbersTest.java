package org.chappe.server.station;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.server.station.StationRig.BERT;
import static org.chappe.server.station.StationRig.messageFrom;

import java.util.List;
import org.chappe.model.ClientId;
import org.chappe.node.Batch;
import org.chappe.store.CommitQueue;
import org.chappe.store.MemoryStore;
import org.junit.jupiter.api.Test;

final class SeenNumbersTest {

  private static final int PAIRS_MAX = 4;

  private final MemoryStore store = new MemoryStore();
  private final CommitQueue commits = new CommitQueue();
  private final CommitRecorder effects = new CommitRecorder();
  private final SeenNumbers seen = new SeenNumbers(store, commits, PAIRS_MAX, 1_000);

  private void see(long source, long n) {
    seen.add(messageFrom(new ClientId(source), BERT, n));
  }

  private boolean hasSeen(long source, long n) {
    return seen.contains(messageFrom(new ClientId(source), BERT, n));
  }

  private void commit() {
    seen.write();
    commits.flush(effects);
    for (Batch batch : List.copyOf(effects.batches)) {
      store.commit(batch, () -> commits.committed(batch.number()));
    }
    effects.batches.clear();
  }

  @Test
  void shouldKeepNoMorePairsInMemoryThanItMay() {
    for (long source = 1; source <= 3 * PAIRS_MAX; source++) {
      see(source, 0);
      commit();
    }
    see(99, 0);
    assertThat(seen.pairs()).isEqualTo(PAIRS_MAX);
    assertThat(hasSeen(1, 0)).as("from the store").isTrue();
  }

  @Test
  void shouldKeepNoMoreRangesInMemoryThanItMay() {
    int rangesMax = PAIRS_MAX * SeenNumbers.RANGES_PER_PAIR;
    for (long source = 1; source <= 2; source++) {
      for (long n = 0; n < rangesMax - 1; n++) {
        see(source, 2 * n);
      }
      commit();
    }
    commit();
    assertThat(seen.ranges()).isLessThanOrEqualTo(rangesMax);
    assertThat(seen.pairs()).isEqualTo(1);
    assertThat(hasSeen(1, 0)).as("from the store").isTrue();
    assertThat(hasSeen(2, 0)).isTrue();
    assertThat(seen.forgottenRanges()).isZero();
  }

  @Test
  void shouldKeepInMemoryWhatTheStoreDoesNotHaveYet() {
    for (long source = 1; source <= 3 * PAIRS_MAX; source++) {
      see(source, 0);
    }
    assertThat(seen.pairs()).isEqualTo(3 * PAIRS_MAX);
    for (long source = 1; source <= 3 * PAIRS_MAX; source++) {
      assertThat(hasSeen(source, 0)).isTrue();
    }
  }

  @Test
  void shouldNotTakeWhatIsTooOldOutOfTheStore() {
    see(1, 0);
    commit();
    for (long source = 2; source <= 1 + PAIRS_MAX; source++) {
      see(source, 0);
    }
    commit();
    see(99, 0);
    seen.advance(1_001);
    assertThat(hasSeen(1, 0)).isFalse();
  }
}
