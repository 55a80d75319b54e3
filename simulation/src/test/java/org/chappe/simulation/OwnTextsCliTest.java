package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.chappe.simulation.Commands.ANNA;
import static org.chappe.simulation.Commands.BERT;
import static org.chappe.simulation.Commands.LIMIT;
import static org.chappe.simulation.Commands.assertSays;

import java.nio.file.Path;
import org.chappe.simulation.Commands.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What {@code listen} of the real program makes of a text that its reader sent from another device. */
@Timeout(120)
class OwnTextsCliTest {

  @RegisterExtension
  private final Commands commands = new Commands(2);

  private Run anna(int relay, String device, String... words) {
    return commands.runAs(ANNA, relay, device, words);
  }

  private boolean isAtTheLaptopsRelay() {
    return commands.line().disk(1).values().stream()
        .anyMatch(value -> value.text().contains("from my phone"));
  }

  @Test
  void shouldShowWhatIsOnesOwnAndNeitherCountItNorRunACommandForIt() {
    commands.environment().put("CHAPPE_PASSWORD", "first password");
    assertSays(anna(1, "laptop", "account", "create"), "created, and logged in");
    assertSays(
        anna(1, "laptop", "device", "add", "laptop"),
        "this is the device laptop of " + ANNA + " now");
    assertSays(
        anna(2, "phone", "device", "add", "phone"), "this is the device phone of " + ANNA + " now");
    assertSays(anna(1, "laptop", "get"), "nothing waits"); // so that the line knows where it is
    assertSays(anna(2, "phone", "send", BERT, "from my phone"), "accepted by relay 2");
    await().atMost(LIMIT).until(this::isAtTheLaptopsRelay);
    assertSays(anna(1, "laptop", "get", "--peek"), "nothing waits");
    assertSays(commands.bert("get"), ANNA + ": from my phone");
    assertSays(
        commands.bert("send", "--wait", "stored", ANNA, "from Bert"),
        "stored by the recipient's relay");
    Path kept = commands.directory().resolve("kept");
    assertSays(
        anna(1, "laptop", "listen", "--count", "1", "--exec", "cat >> '" + kept + "'"),
        "to " + BERT + ": from my phone (from your other device)");
    assertThat(kept).hasContent("from Bert");
  }
}
