package org.chappe.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.chappe.model.Payload;
import org.chappe.node.Batch;
import org.chappe.node.StoreKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class GroupCommitterTest {

  private static final Batch BATCH =
      new Batch(1, List.of(new Batch.Change(new StoreKey(2, 1, 1), Payload.of("x"))));

  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
  private final AtomicLong completed = new AtomicLong();

  /** Breaks with each write. */
  private record Broken(Error error) implements GroupCommitter.Writer {

    @Override
    public void add(Batch batch) {}

    @Override
    public void write() {
      throw error;
    }

    @Override
    public void upkeep() {}
  }

  @Test
  void shouldSayThatItHasStoppedWhateverTheReason() throws Exception {
    Error planted = new OutOfMemoryError("planted");
    try (GroupCommitter committer =
        GroupCommitter.start("test", new Broken(planted), failure::complete)) {
      committer.commit(BATCH, completed::incrementAndGet);
      assertThat(failure.get(20, TimeUnit.SECONDS)).isSameAs(planted);
      committer.commit(BATCH, completed::incrementAndGet);
      assertThat(committer.waiting()).as("dropped").isZero();
    }
    assertThat(completed).hasValue(0);
  }
}
