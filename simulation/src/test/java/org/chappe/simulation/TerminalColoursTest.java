package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** When the interactive client uses colours: the menu is faint then, and a mark green. */
@Timeout(120)
class TerminalColoursTest {

  private static final String ANN = "1234567890";
  private static final String BEN = "0987654321";
  private static final String CORA = "5555555555";
  private static final String MENU = "1 send  2 get  3 quit  /help";

  /** What changes how characters look, but for what changes it back. */
  private static final String LOOKS = "\u001b\\[[1-9][0-9;]*m";

  @RegisterExtension
  private final TerminalLine town = new TerminalLine(1);

  private PseudoTerminal open(String id, Map<String, String> environment, String... more)
      throws IOException {
    return PseudoTerminal.start(
        "xterm-256color",
        town.directory(),
        environment,
        ClientProcess.command(town.arguments(id, 1, more)));
  }

  /** What a terminal is sent where somebody writes to themselves, so that both marks and senders are on the screen. */
  private String printed(String id, Map<String, String> environment, String... more)
      throws IOException {
    try (PseudoTerminal terminal = open(id, environment, more)) {
      terminal.waitForLast("ms >");
      terminal.enter("/send " + id + " note to self", "● #1 delivered");
      terminal.waitFor(id + ": note to self");
      return terminal.printed();
    }
  }

  @Test
  void shouldUseColoursOnATerminalUnlessSomethingForbidsThem() throws Exception {
    assertThat(printed(ANN, Map.of()))
        .contains("\u001b[2m" + MENU)
        .containsPattern("\u001b\\[32m●")
        .containsPattern("\u001b\\[36;1m" + ANN);
    assertThat(printed(BEN, Map.of("NO_COLOR", "1"))).contains(MENU).doesNotContainPattern(LOOKS);
    assertThat(printed(CORA, Map.of("NO_COLOR", "1"), "--colours", "always"))
        .containsPattern("\u001b\\[32m●");
  }

  @Test
  void shouldUsePlainMarksWhereTheLocaleHasNoOthers() throws Exception {
    try (PseudoTerminal terminal = open(ANN, Map.of("LC_ALL", "C", "NO_COLOR", "1"))) {
      terminal.waitForLast("ms >");
      terminal.enter("/send " + ANN + " note to self", "* #1 delivered");
      assertThat(terminal.printed())
          .contains("1 | " + ANN + " | ", "+ #1 accepted", "++ #1 stored")
          .doesNotContain("✓", "·");
    }
  }

  @Test
  void shouldUseColoursInAPipeOnlyWhereTheyAreAskedFor() throws Exception {
    assertThat(lines(pipe(ANN, "--colours", "auto")))
        .endsWith(MENU, "signed off")
        .noneMatch(line -> line.contains("\u001b"));
    assertThat(lines(pipe(BEN, "--colours", "always")))
        .endsWith("\u001b[2m" + MENU + "\u001b[0m", "signed off");
  }

  @Test
  void shouldUseColoursAsTheSettingsSay() throws Exception {
    Path file =
        Files.createDirectories(town.directory().resolve("config/chappe")).resolve("client.yaml");
    Files.writeString(file, "context: here\ncontexts: {here: {colours: always}}\n");
    assertThat(lines(pipe(ANN))).contains("\u001b[2m" + MENU + "\u001b[0m");
    assertThat(lines(pipe(ANN, Map.of("CHAPPE_COLOURS", "never")))).contains(MENU);
    try (PseudoTerminal dumb = PseudoTerminal.start(
        "dumb", town.directory(), Map.of(), ClientProcess.command(town.arguments(BEN, 1)))) {
      dumb.waitForLast(" >");
      assertThat(dumb.printed()).contains("\u001b[2m" + MENU + "\u001b[0m");
    }
  }

  private Process pipe(String id, String... more) throws IOException {
    return pipe(id, Map.of(), more);
  }

  private Process pipe(String id, Map<String, String> environment, String... more)
      throws IOException {
    ProcessBuilder builder = ClientProcess.builder(town.directory(), town.arguments(id, 1, more))
        .redirectErrorStream(true);
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** What is printed where the input ends at once. */
  private static List<String> lines(Process piped) throws Exception {
    OutputStream in = piped.getOutputStream();
    in.close();
    String printed = new String(piped.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(piped.waitFor()).isZero();
    return printed.lines().toList();
  }
}
