package org.chappe.client.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.chappe.model.ClientId;
import org.jline.terminal.Size;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Questions on a terminal that can draw. */
@Timeout(60)
class ScreenTest {

  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final LineDisciplineTerminal terminal;
  private final Screen screen;

  ScreenTest() throws IOException {
    terminal = new LineDisciplineTerminal("test", "xterm", shown, StandardCharsets.UTF_8);
    terminal.setSize(Size.of(80, 24));
    screen = new Screen(terminal);
  }

  private void type(String keys) throws IOException {
    terminal.processInputBytes(keys.getBytes(StandardCharsets.UTF_8));
  }

  private CompletableFuture<String> command() {
    CompletableFuture<String> command = CompletableFuture.supplyAsync(() -> screen.command("> "));
    waitFor("> ");
    return command;
  }

  private void waitFor(String words) {
    await().atMost(Duration.ofSeconds(30)).until(() -> shown().contains(words));
  }

  private String shown() {
    return shown.toString(StandardCharsets.UTF_8);
  }

  @Test
  void shouldChangeThePromptOfACommandAndNotOfAQuestion() throws Exception {
    CompletableFuture<String> command = CompletableFuture.supplyAsync(() -> screen.command("a > "));
    waitFor("a > ");
    screen.changePrompt("b > ");
    waitFor("b");
    type("first\r");
    assertThat(command.join()).isEqualTo("first");
    CompletableFuture<String> question = CompletableFuture.supplyAsync(() -> screen.ask("who? "));
    waitFor("who? ");
    screen.changePrompt("c > ");
    type("me\r");
    assertThat(question.join()).isEqualTo("me");
    assertThat(shown()).doesNotContain("c >");
  }

  @Test
  void shouldShowAPromptAsItStands() throws Exception {
    CompletableFuture<String> command =
        CompletableFuture.supplyAsync(() -> screen.command("16 % lost > "));
    waitFor("16 % lost > ");
    screen.changePrompt("17 % lost > ");
    waitFor("7");
    type("\r");
    assertThat(command.join()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/send @A,/send @Anna hi",
    "/send @an,/send @Anna hi",
    "/send @B,/send @B hi",
    "/send @nna,/send @nna hi",
    "/send @Amna,/send @Amna hi",
    "/send @co,/send \"@Cora Lee\" hi",
    "/send \"@cora l,/send \"@Cora Lee\" hi",
    "/send @d,/send @D\\O hi",
    "/send 234,/send 234 hi"
  })
  void shouldCompleteOnlyWhatBeginsAsItWasTyped(String typed, String line) throws Exception {
    KnownIds known = new KnownIds();
    known.addName("Anna");
    known.addName("Cora Lee");
    known.addName("D\\O");
    known.add(ClientId.parse("1234567890"));
    screen.prepare(new CommandCompleter(known), null);
    CompletableFuture<String> command = command();
    type(typed + "\t hi\r");
    assertThat(command.join().replaceAll(" +", " ")).isEqualTo(line);
  }

  @Test
  void shouldNotShowASecretNorRememberIt() throws Exception {
    CompletableFuture<char[]> secret =
        CompletableFuture.supplyAsync(() -> screen.secret("password: "));
    waitFor("password: ");
    type("abra");
    screen.print("somebody writes");
    waitFor("somebody writes");
    type("cadabra\r");
    assertThat(String.valueOf(secret.join())).isEqualTo("abracadabra");
    assertThat(shown()).doesNotContain("abra", "cada");
    CompletableFuture<String> command = CompletableFuture.supplyAsync(() -> screen.command("> "));
    waitFor("> ");
    type("\u0010\r"); // the line before
    assertThat(command.join()).isEmpty();
  }
}
