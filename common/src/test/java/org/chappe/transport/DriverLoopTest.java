package org.chappe.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DriverLoopTest {

  private static final long PERIOD_NANOS = 1_000_000;

  private final DriverLoop loop = DriverLoop.start("repeats");
  private final AtomicInteger times = new AtomicInteger();

  @AfterEach
  void close() {
    loop.close();
  }

  @Test
  void shouldRepeatATaskUntilThereIsNoMoreToDo() {
    loop.repeat(PERIOD_NANOS, () -> times.incrementAndGet() < 5).join();
    assertThat(times).hasValue(5);
  }

  @Test
  void shouldEndWithWhatATaskThrows() {
    CompletableFuture<Void> ended = loop.repeat(PERIOD_NANOS, () -> {
      times.incrementAndGet();
      throw new IllegalStateException("no order is taken");
    });
    assertThatThrownBy(ended::join).hasMessageContaining("no order is taken");
    assertThat(times).hasValue(1);
  }
}
