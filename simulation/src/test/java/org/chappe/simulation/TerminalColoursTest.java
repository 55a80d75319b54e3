package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When the interactive client uses colours: the menu is faint then, and a mark green. */
@Timeout(120)
class TerminalColoursTest {

  private static final String ANN = "1234567890";
  private static final String BEN = "0987654321";
  private static final String CORA = "5555555555";
  private static final String MENU = "1 send  2 get  3 quit  /help";

  /** What changes how characters look, but for what changes it back. */
  private static final String LOOKS = "\u001b\\[[1-9][0-9;]*m";

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  private Path directory;

  @SuppressWarnings("NullAway.Init") // set before each test
  private TerminalLine town;

  @BeforeEach
  void start() throws Exception {
    town = TerminalLine.start(1, directory);
  }

  @AfterEach
  void stop() {
    town.close();
  }

  private PseudoTerminal open(String id, Map<String, String> environment, String... more)
      throws IOException {
    return PseudoTerminal.start(
        "xterm-256color",
        directory,
        environment,
        ClientProcess.command(town.arguments(id, 1, more)));
  }

  /** Writes to oneself, so that both marks and senders are on the screen. */
  private static void write(PseudoTerminal terminal, String id) {
    terminal.waitForLast("ms >");
    terminal.enter("/send " + id + " note to self", "● #1 delivered");
    terminal.waitFor(id + ": note to self");
  }

  @Test
  void shouldUseColoursOnATerminalUnlessSomethingForbidsThem() throws Exception {
    try (PseudoTerminal plain = open(ANN, Map.of());
        PseudoTerminal forbidden = open(BEN, Map.of("NO_COLOR", "1"));
        PseudoTerminal asked = open(CORA, Map.of("NO_COLOR", "1"), "--colours", "always")) {
      write(plain, ANN);
      assertThat(plain.printed())
          .contains("\u001b[2m" + MENU)
          .containsPattern("\u001b\\[32m●")
          .containsPattern("\u001b\\[36;1m" + ANN);
      write(forbidden, BEN);
      assertThat(forbidden.printed()).contains(MENU).doesNotContainPattern(LOOKS);
      write(asked, CORA);
      assertThat(asked.printed()).containsPattern("\u001b\\[32m●");
    }
  }

  @Test
  void shouldUseColoursInAPipeOnlyWhereTheyAreAskedFor() throws Exception {
    Process usual = pipe(ANN, "--colours", "auto");
    Process asked = pipe(BEN, "--colours", "always");
    assertThat(lines(usual))
        .endsWith(MENU, "signed off")
        .noneMatch(line -> line.contains("\u001b"));
    assertThat(lines(asked)).endsWith("\u001b[2m" + MENU + "\u001b[0m", "signed off");
  }

  private Process pipe(String id, String... more) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(ClientProcess.command(town.arguments(id, 1, more)))
        .redirectErrorStream(true);
    ClientProcess.isolate(builder.environment(), directory);
    return builder.start();
  }

  /** What is printed where the input ends at once. */
  private static List<String> lines(Process piped) throws Exception {
    OutputStream in = piped.getOutputStream();
    in.close();
    String printed = new String(piped.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(piped.waitFor()).isZero();
    return new ArrayList<>(printed.lines().toList());
  }
}
