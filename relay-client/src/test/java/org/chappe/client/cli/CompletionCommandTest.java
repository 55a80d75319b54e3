package org.chappe.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.chappe.client.cli.Program.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class CompletionCommandTest {

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  private Path directory;

  @ParameterizedTest
  @CsvSource({"se,send search", "whoa,whoami", "send --wai,--wait", "'completion ',bash zsh"})
  void shouldHaveBashComplete(String typed, String expected) throws Exception {
    Path script = Files.writeString(
        directory.resolve("completion"), Program.runBare("completion", "bash").out());
    String[] words = ("relay-client " + typed).split(" ", -1);
    String ask = "source " + script + "; COMP_WORDS=(" + String.join(" ", words).strip()
        + (typed.endsWith(" ") ? " ''" : "") + "); COMP_CWORD=" + (words.length - 1)
        + "; _complete_relay-client; echo ${COMPREPLY[@]}";
    assertThat(bash(ask).split("\\s+")).contains(expected.split(" "));
  }

  @Test
  void shouldKnowTwoShells() {
    assertThat(Program.runBare("completion", "zsh").out()).contains("bashcompinit");
    Run wrong = Program.runBare("completion", "fish");
    assertThat(wrong.exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(wrong.err()).contains("BASH, ZSH").hasLineCount(1);
  }

  private static String bash(String command) throws IOException {
    Process bash =
        new ProcessBuilder("bash", "-c", command).redirectErrorStream(true).start();
    return new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
