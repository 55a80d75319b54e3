package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.chappe.simulation.Commands.ANNA;
import static org.chappe.simulation.Commands.BERT;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.chappe.simulation.Commands.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the prompt of the interactive client tells of a link that loses, of mail that came, and of a relay that is gone. */
@Timeout(300)
class TerminalLossTest {

  private static final String CORA = "5555555555";
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String LINK = "[0-9]+([.][0-9])? ms, [1-9][0-9]? % lost";

  @RegisterExtension
  private final TerminalLine town =
      new TerminalLine(1, () -> RealLine.startImpaired(1, "clients:loss=0.1"));

  private final List<String> written = new ArrayList<>();

  @Test
  void shouldTellInThePromptHowMuchIsLostAndHowManyMessagesCame() throws Exception {
    try (PseudoTerminal anna = town.attach(ANNA, 1, "--impair", "loss=0.2")) {
      writeUntilLossShows(anna);
      assertThat(anna.answer("/relay")).anyMatch(line -> line.matches("relay 1, " + LINK));
      town.send(CORA, 1, ANNA, "one", "two", "three");
      waitForPrompt(anna, " · 3 new");
      anna.type("\r");
      waitForPrompt(anna, "");
      assertThat(town.run(BERT, 1, "get"))
          .isEqualTo(new Run(0, String.join("\n", written) + "\n", ""));
      town.line().stopRelay(1);
      anna.waitFor(" doesn't answer; still trying");
      anna.waitForLast(ANNA + " · no answer >");
      anna.type("/quit\r");
      anna.waitFor("left; the relay didn't confirm it");
      assertThat(anna.exitCode()).isZero();
    }
  }

  /** Loss is told once there is enough to tell it from. */
  private void writeUntilLossShows(PseudoTerminal anna) {
    await().atMost(LIMIT).until(() -> {
      boolean isShown = anna.lastLine().matches("1 · " + ANNA + " · " + LINK + " >");
      if (!isShown && anna.lastLine().endsWith(" ms >")) {
        String text = "text " + written.size();
        anna.enter("/send " + BERT + " " + text, "#" + (written.size() + 1) + " accepted");
        written.add(ANNA + ": " + text);
      }
      return isShown;
    });
  }

  private static void waitForPrompt(PseudoTerminal anna, String end) {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> assertThat(anna.lastLine()).matches("1 · " + ANNA + " · " + LINK + end + " >"));
  }
}
