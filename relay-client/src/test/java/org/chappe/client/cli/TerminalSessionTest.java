package org.chappe.client.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.client.cli.Program.ANN;
import static org.chappe.client.cli.Program.BEN;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.chappe.model.ClientId;
import org.chappe.model.Receipt;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The menu on a dumb terminal, as it is when input is piped. */
@Timeout(60)
class TerminalSessionTest {

  @RegisterExtension
  private final Program program = new Program();

  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

  private int type(String... lines) throws IOException {
    Terminal terminal = new DumbTerminal(Program.typing(lines), shown);
    return Program.talk(terminal, program.topology).exitCode();
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
        .contains("#1 accepted by relay 3")
        .contains(ANN + ": note to self")
        .contains("signed off");
    assertThat(program.home.terminated).containsExactly(ClientId.parse(ANN));
  }

  @Test
  void shouldObeyCommands() throws Exception {
    type(
        "3",
        ANN,
        "/send " + ANN + " note  to self",
        "/ge",
        "/whoami",
        "/relay",
        "/help",
        "/q",
        "2");
    assertThat(shown())
        .contains("✓ #1 accepted by relay 3")
        .contains(ANN + ": note  to self")
        .contains(ANN + " at relay 3, no account, no journal")
        .containsPattern("relay 3, [0-9.]+ ms")
        .contains("/send TO TEXT", "/quit")
        .endsWith("signed off" + System.lineSeparator());
  }

  @Test
  void shouldTellAll() throws Exception {
    type("3", ANN, "/all", "/all storm coming", "3");
    assertThat(program.home.taken)
        .extracting(message -> message.destination() + " " + message.text())
        .containsExactly("* storm coming");
    assertThat(shown())
        .contains("say what to tell all: /all storm coming")
        .contains("✓ #1 accepted by relay 3");
  }

  @Test
  void shouldSayWhatIsWrongWithACommandAndGoOn() throws Exception {
    int exitCode = type(
        "3",
        ANN,
        "/foo",
        "/send",
        "/send 12 x",
        "/send " + BEN,
        "/history x",
        "/search",
        "/search x",
        "/relay x",
        "/relay 9",
        "/",
        "/get");
    assertThat(exitCode).isEqualTo(ExitCodes.DONE);
    assertThat(shown())
        .contains("there is no /foo; /help tells what there is")
        .contains("say to whom and what: /send 0987654321 hello")
        .contains("a client ID is exactly 10 digits, such as 1234567890; \"12\" is not")
        .contains("say how many messages: /history 20")
        .contains("say what to look for: /search fog")
        .contains("this client keeps no journal")
        .contains("a relay number is 1 to 9999; \"x\" is not")
        .contains("relay 9 is not in the line, which has relays 3 to 3")
        .contains("which one: /send, /get, /peek, /list, /group, /queue, /history")
        .contains("nothing waits");
  }

  @Test
  void shouldGoToAnotherRelayAndBack() throws Exception {
    type("3", ANN, "/relay 3", "/relay auto", "/send " + ANN + " still here", "/quit");
    assertThat(shown().lines().filter(line -> line.startsWith("attached to relay 3")))
        .hasSizeGreaterThanOrEqualTo(3);
    assertThat(shown()).contains(ANN + ": still here");
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
    type("3", ANN, "1", BEN, "x".repeat(1281), "3");
    assertThat(shown()).contains("#1 refused: text is 1281 characters and 1281 bytes of UTF-8;");
  }

  @Test
  void shouldShowHowFarEachTextHasComeAndWhatWasNotDelivered() throws Exception {
    PipedOutputStream keys = new PipedOutputStream();
    Terminal terminal = new DumbTerminal(new PipedInputStream(keys), shown);
    CompletableFuture<Integer> exitCode = start(terminal, ANN);
    program.home.receipts.addAll(List.of(Receipt.STORED, Receipt.DELIVERED));
    type(keys, "1", BEN, "first");
    waitFor("#1 delivered");
    program.home.receipts.set(0, Receipt.FAILED);
    type(keys, "1", BEN, "second");
    waitFor("#2 failed: the relay gave no reason");
    assertThat(shown())
        .containsSubsequence(
            "#1 accepted by relay 3",
            "#1 stored by the recipient's relay",
            "#1 delivered",
            "#2 accepted by relay 3",
            "#2 failed: the relay gave no reason");
    type(keys, "3");
    assertThat(exitCode.join()).isEqualTo(ExitCodes.DONE);
  }

  private CompletableFuture<Integer> start(Terminal terminal, String id) {
    CompletableFuture<Integer> exitCode = CompletableFuture.supplyAsync(() ->
        Program.talk(terminal, program.topology, "--relay", "3", "--id", id).exitCode());
    waitFor("attached");
    return exitCode;
  }

  private void waitFor(String words) {
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> shown().contains(words));
  }

  private static void type(PipedOutputStream keys, String... lines) throws IOException {
    keys.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    keys.flush();
  }

  @Test
  void shouldShowMailWhileAPersonIsTyping() throws Exception {
    PipedOutputStream keys = new PipedOutputStream();
    Terminal terminal = new DumbTerminal(new PipedInputStream(keys), shown);
    CompletableFuture<Integer> exitCode = start(terminal, BEN);
    program.runAs(ANN, "send", BEN, "look up");
    waitFor(ANN + ": look up");
    type(keys, "3");
    assertThat(exitCode.join()).isEqualTo(ExitCodes.DONE);
  }
}
