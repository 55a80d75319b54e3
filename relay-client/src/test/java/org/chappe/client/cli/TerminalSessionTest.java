package org.chappe.client.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.client.cli.Program.ANN;
import static org.chappe.client.cli.Program.BEN;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.chappe.model.ClientId;
import org.chappe.model.RelayNumber;
import org.chappe.transport.BindFailure;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The menu on a dumb terminal, as it is when input is piped. */
@Timeout(60)
class TerminalSessionTest {

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  private Path directory;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Program program;

  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

  @BeforeEach
  void start() throws BindFailure, IOException {
    program = new Program(directory);
  }

  @AfterEach
  void stop() {
    program.close();
  }

  private LineOptions line() {
    LineOptions line = new LineOptions();
    new CommandLine(line).parseArgs("--topology", program.topology.toString());
    return line;
  }

  private int type(String... lines) throws IOException, UserError {
    byte[] typed = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    return run(new DumbTerminal(new ByteArrayInputStream(typed), shown), null, null);
  }

  private int run(Terminal terminal, @Nullable RelayNumber relay, @Nullable ClientId id)
      throws IOException, UserError {
    try (Screen screen = new Screen(terminal)) {
      return new TerminalSession(screen, line(), relay, id).run();
    }
  }

  private String shown() {
    return shown.toString(StandardCharsets.UTF_8);
  }

  @Test
  void shouldAskAgainUntilTheAnswersMakeSenseThenSendGetAndQuit() throws Exception {
    int exitCode = type("9", "x", "3", "12", ANN, "7", "1", "abc", ANN, "note to self", "2", "3");
    assertThat(exitCode).isEqualTo(ExitCodes.DONE);
    assertThat(shown())
        .contains("relay 9 is not in the line, which has relays 3 to 3")
        .contains("a relay number is 1 to 9999; \"x\" is not")
        .contains("a client ID is exactly 10 digits, such as 1234567890; \"12\" is not")
        .contains("attached to relay 3 as " + ANN)
        .contains("1 send  2 get  3 quit")
        .contains("\"7\" is not on the menu")
        .contains("\"abc\" is not")
        .contains("accepted by relay 3")
        .contains(ANN + ": note to self")
        .contains("signed off");
    assertThat(program.home.terminated).containsExactly(ClientId.parse(ANN));
  }

  @Test
  void shouldSayThatNothingWaitsAndQuitWhenTheInputEnds() throws Exception {
    assertThat(type("3", ANN, "2")).isEqualTo(ExitCodes.DONE);
    assertThat(shown()).contains("nothing waits").contains("signed off");
  }

  @Test
  void shouldQuitBeforeItIsAttachedWhenTheInputEnds() throws Exception {
    assertThat(type("3")).isEqualTo(ExitCodes.DONE);
    assertThat(program.home.handshakes).isZero();
  }

  @Test
  void shouldSayWhyATextIsRefused() throws Exception {
    type("3", ANN, "1", BEN, "x".repeat(161), "3");
    assertThat(shown()).contains("refused: text is 161 characters; the limit is 160");
  }

  @Test
  void shouldShowMailWhileAPersonIsTyping() throws Exception {
    PipedOutputStream keys = new PipedOutputStream();
    Terminal terminal = new DumbTerminal(new PipedInputStream(keys), shown);
    CompletableFuture<Integer> exitCode = CompletableFuture.supplyAsync(() -> {
      try {
        return run(terminal, new RelayNumber(3), ClientId.parse(BEN));
      } catch (IOException | UserError e) {
        throw new IllegalStateException(e);
      }
    });
    Awaitility.await().until(() -> shown().contains("attached"));
    program.run("send", "--relay", "3", "--id", ANN, BEN, "look up");
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> shown().contains(ANN + ": look up"));
    keys.write("3\n".getBytes(StandardCharsets.UTF_8));
    keys.flush();
    assertThat(exitCode.join()).isEqualTo(ExitCodes.DONE);
  }
}
