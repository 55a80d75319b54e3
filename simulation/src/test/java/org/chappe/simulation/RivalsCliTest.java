package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.simulation.Commands.ANNA;
import static org.chappe.simulation.Commands.BERT;
import static org.chappe.simulation.Commands.assertSays;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.chappe.simulation.Commands.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two clients that use one ID at two relays: the one who came last stays, and the other says why it ends. */
@Timeout(300)
class RivalsCliTest {

  @RegisterExtension
  private final Commands commands = new Commands(2);

  private CompletableFuture<Run> listen(String relay, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(0, List.of("listen", "--relay", relay, "--id", ANNA, "--journal", "none"));
    return CompletableFuture.supplyAsync(() -> commands.run(all.toArray(String[]::new)));
  }

  private void writeAndWait(String text) {
    assertSays(commands.bert("send", "--wait", "delivered", ANNA, text), "delivered");
  }

  @Test
  void shouldKeepWhoCameLastAndTellTheOtherWhyItEnds() {
    commands.setTopology(2);
    CompletableFuture<Run> first = listen("1");
    writeAndWait("one");
    CompletableFuture<Run> second = listen("2", "--count", "1");
    assertThat(first.join())
        .isEqualTo(new Run(
            7,
            BERT + ": one\n",
            "relay-client: refused by the relay: this ID is attached at another relay now\n"));
    writeAndWait("two");
    assertSays(second.join(), BERT + ": two");
  }
}
