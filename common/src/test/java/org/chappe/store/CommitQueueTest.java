package org.chappe.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import org.chappe.model.Payload;
import org.chappe.node.Batch;
import org.chappe.node.Delivery;
import org.chappe.node.Effects;
import org.chappe.node.Endpoint;
import org.chappe.node.StoreKey;
import org.chappe.wire.Frame;
import org.junit.jupiter.api.Test;

final class CommitQueueTest {

  private static final StoreKey KEY = new StoreKey(1, 2, 3);

  private final CommitQueue commits = new CommitQueue();
  private final Recorder effects = new Recorder();
  private final List<String> ran = new ArrayList<>();

  /** Keeps the batches that are handed over; nothing else is asked for. */
  private static final class Recorder implements Effects {
    final List<Batch> batches = new ArrayList<>();

    @Override
    public void commit(Batch batch) {
      batches.add(batch);
    }

    @Override
    public void send(Endpoint to, Frame frame) {
      throw new AssertionError("nothing is sent here");
    }

    @Override
    public void deliver(Delivery delivery) {
      throw new AssertionError("nothing is shown here");
    }

    @Override
    public void report(Report report) {
      throw new AssertionError("nothing is reported here");
    }
  }

  private boolean flush() {
    return commits.flush(effects);
  }

  private void putThen(String name) {
    commits.put(KEY, Payload.of(name));
    commits.afterwards(any -> ran.add(name), 0);
  }

  @Test
  void shouldHandOverChangesAsOneBatchInTheirOrder() {
    commits.put(KEY, Payload.of("a"));
    commits.delete(KEY);
    assertThat(flush()).isTrue();
    assertThat(effects.batches)
        .containsExactly(new Batch(
            1, List.of(new Batch.Change(KEY, Payload.of("a")), new Batch.Change(KEY, null))));
  }

  @Test
  void shouldNumberBatchesOneByOne() {
    putThen("a");
    flush();
    putThen("b");
    flush();
    assertThat(effects.batches).extracting(Batch::number).containsExactly(1L, 2L);
  }

  @Test
  void shouldCommitNothingWhenNothingChanged() {
    assertThat(flush()).isFalse();
    assertThat(effects.batches).isEmpty();
  }

  @Test
  void shouldSayWhetherThereIsAnythingToHandOver() {
    assertThat(commits.isEmpty()).isTrue();
    commits.put(KEY, Payload.of("a"));
    assertThat(commits.isEmpty()).isFalse();
    flush();
    assertThat(commits.isEmpty()).isTrue();
    commits.afterwards(any -> ran.add("a"), 0);
    assertThat(commits.isEmpty()).isFalse();
  }

  @Test
  void shouldRunAtOnceWhatWaitsForNothing() {
    commits.afterwards(any -> ran.add("a"), 0);
    assertThat(ran).isEmpty();
    flush();
    assertThat(ran).containsExactly("a");
  }

  @Test
  void shouldRunNothingBeforeItsBatchIsDurable() {
    putThen("a");
    flush();
    assertThat(ran).isEmpty();
    commits.committed(1);
    assertThat(ran).containsExactly("a");
  }

  @Test
  void shouldWaitForEarlierBatchesEvenWithoutChanges() {
    putThen("a");
    flush();
    putThen("b");
    flush();
    commits.afterwards(any -> ran.add("c"), 0);
    assertThat(flush()).isFalse();
    commits.committed(1);
    assertThat(ran).containsExactly("a");
    commits.committed(2);
    assertThat(ran).containsExactly("a", "b", "c");
  }

  @Test
  void shouldTellEachOnceHoweverManyWaited() {
    for (int round = 0; round < 3; round++) {
      ran.clear();
      int many = round == 1 ? 10_000 : 20;
      for (int i = 0; i < many; i++) {
        putThen("a" + i);
      }
      flush();
      commits.committed(round + 1);
      assertThat(ran).hasSize(many).doesNotHaveDuplicates();
    }
  }

  @Test
  void shouldHaveThoseWaitAnewWhoAskWhileTheyAreTold() {
    commits.put(KEY, Payload.of("a"));
    commits.afterwards(any -> putThen("b"), 0);
    flush();
    commits.committed(1);
    assertThat(ran).isEmpty();
    flush();
    commits.committed(2);
    assertThat(ran).containsExactly("b");
    commits.afterwards(any -> ran.add("c"), 0);
    flush();
    assertThat(ran).containsExactly("b", "c");
  }

  @Test
  void shouldStopWhenBatchesCompleteOutOfOrder() {
    putThen("a");
    flush();
    putThen("b");
    flush();
    assertThatIllegalStateException().isThrownBy(() -> commits.committed(2));
  }

  @Test
  void shouldStopWhenABatchCompletesTwice() {
    putThen("a");
    flush();
    commits.committed(1);
    assertThatIllegalStateException().isThrownBy(() -> commits.committed(1));
  }
}
