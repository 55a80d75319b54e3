package org.chappe.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QueueCommandTest {

  @Test
  void shouldAskAnEmptyQueueLessAndLessOften() {
    assertThat(IntStream.of(1, 2, 3, 4, 5, 6, 1_000_000).mapToLong(QueueCommand::pauseMillis))
        .containsExactly(1_000L, 2_000L, 4_000L, 8_000L, 10_000L, 10_000L, 10_000L);
  }
}
