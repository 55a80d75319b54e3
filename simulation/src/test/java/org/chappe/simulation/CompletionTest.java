package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A person's shell on a terminal completes what the real program takes. */
@Timeout(120)
class CompletionTest {

  private static final String PROMPT = "ready>";

  /** Throws away what was typed. */
  private static final String CTRL_U = "\u0015";

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  private Path directory;

  @ParameterizedTest
  @CsvSource({"bash,--norc", "zsh,-f"})
  void shouldCompleteCommandsTheirWordsAndOptions(String shell, String bare) throws Exception {
    assumeTrue(isThere(shell), shell + " is not there");
    ClientProcess.onPath(directory);
    Map<String, String> environment = Map.of(
        "PATH",
        directory + File.pathSeparator + System.getenv("PATH"),
        "PS1",
        PROMPT + " ",
        "HOME",
        directory.toString(),
        "ZDOTDIR",
        directory.toString(),
        "INPUTRC",
        "/dev/null");
    try (PseudoTerminal terminal =
        PseudoTerminal.start("xterm", directory, environment, List.of(shell, bare, "-i"))) {
      terminal.waitForLast(PROMPT);
      terminal.enter("source <(relay-client completion " + shell + "); echo load''ed", "loaded");
      assertThat(terminal.lines()).contains("loaded");
      complete(terminal, "whoa", "whoami");
      complete(terminal, "send --wai", "send --wait");
      complete(terminal, "account --take", "account --take-over");
      complete(terminal, "completion z", "completion zsh");
      terminal.type("exit\r");
      assertThat(terminal.exitCode()).isZero();
    }
  }

  /** Types the beginning of a command and Tab, and throws it away. */
  private static void complete(PseudoTerminal terminal, String begun, String whole) {
    terminal.waitForLast(PROMPT);
    terminal.type("relay-client " + begun + "\t");
    terminal.waitForLast(PROMPT + " relay-client " + whole);
    terminal.type(CTRL_U);
  }

  private static boolean isThere(String program) {
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(System.getenv("PATH"))
        .anyMatch(each -> Files.isExecutable(Path.of(each, program)));
  }
}
