package org.chappe.simulation;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.chappe.simulation.Commands.ANNA;
import static org.chappe.simulation.Commands.BERT;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.chappe.simulation.Commands.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of an item when the real client that took it is killed, at real relays. */
@Timeout(600)
class QueueTakerTest {

  private static final String CORA = "5555555555";
  private static final String DORA = "6666666666";
  private static final Duration LIMIT = Duration.ofMinutes(4);

  /** As short as a lease may be. */
  private static final String[] TAKE = {"queue", "take", "jobs", "--lease", "10"};

  /** A lease, and the 30 seconds after which a client of which nothing is heard is given up. */
  private static final Duration LEASE_AND_SILENCE = Duration.ofSeconds(45);

  @RegisterExtension
  private final TerminalLine town = new TerminalLine(2);

  @Test
  void shouldGiveTheItemOfATakerThatDiesToOneOtherAndNoneThatWasAcknowledged() throws Exception {
    assertThat(town.run(ANNA, 1, "queue", "create", "jobs").out())
        .matches("queue:jobs: founded; its ID is [0-9]{10}\n");
    push("mend the lamp");
    push("oil the wheel");
    await()
        .atMost(LIMIT)
        .until(() -> town.run(BERT, 2, "list", "queue:jobs").out().endsWith("  queue:jobs\n"));
    assertThat(town.run(BERT, 2, TAKE)).isEqualTo(new Run(0, ANNA + ": mend the lamp\n", ""));
    takeAndDie();
    town.line().leap(LEASE_AND_SILENCE);
    await().atMost(LIMIT).until(() -> size().equals("1 waiting, 0 lent\n"));
    assertThat(town.run(DORA, 2, TAKE)).isEqualTo(new Run(0, ANNA + ": oil the wheel\n", ""));
    assertNothingIsLeft();
  }

  private void push(String item) {
    assertThat(town.run(ANNA, 1, "send", "queue:jobs", item, "--wait", "delivered"))
        .isEqualTo(new Run(0, "delivered\n", ""));
  }

  private String size() {
    return town.run(ANNA, 1, "queue", "size", "jobs").out();
  }

  /** Cora's client takes an item that never comes to it, and is killed while it waits. */
  private void takeAndDie() throws Exception {
    town.line().cut().hold(frame -> frame.payload().text().contains("oil the wheel"));
    Path out = town.directory().resolve("out");
    AtomicReference<Process> taker = new AtomicReference<>(town.launch(out, CORA, 2, TAKE));
    await().atMost(LIMIT).until(() -> {
      boolean isLent = size().equals("0 waiting, 1 lent\n");
      if (!isLent && !requireNonNull(taker.get()).isAlive()) {
        taker.set(town.launch(out, CORA, 2, TAKE)); // it waits for so long only
      }
      return isLent;
    });
    assertThat(requireNonNull(taker.get()).destroyForcibly().waitFor()).isNotZero();
    assertThat(out).content().doesNotContain("oil the wheel");
    town.line().cut().release();
  }

  /** The first item was lent before the second, for as long; so it would be back by now, were it ever to be. */
  private void assertNothingIsLeft() {
    for (String id : new String[] {DORA, BERT, ANNA}) {
      Run again = town.run(id, 2, TAKE);
      assertThat(again.err()).contains("nothing waits in the queue");
      assertThat(again.exitCode()).isEqualTo(41);
    }
    assertThat(town.run(CORA, 2, "get")).isEqualTo(new Run(0, "nothing waits\n", ""));
    assertThat(size()).isEqualTo("0 waiting, 0 lent\n");
  }
}
