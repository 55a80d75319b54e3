package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.chappe.simulation.Commands.ANNA;
import static org.chappe.simulation.Commands.BERT;
import static org.chappe.simulation.Commands.LIMIT;
import static org.chappe.simulation.Commands.assertSays;

import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.chappe.simulation.Commands.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the real client shows of a message that comes later than one that was written after it. */
@Timeout(300)
class LateMailTest {

  private static final String CORA = "5555555555";
  private static final String DORA = "6666666666";

  @RegisterExtension
  private final Commands commands = new Commands(2);

  private final StringWriter toBert = new StringWriter();
  private final StringWriter toCora = new StringWriter();

  @SuppressWarnings("NullAway.Init") // set before anybody listens
  private Path toDora;

  /** What is shown to somebody at relay 2 who listens until three messages have come. */
  private CompletableFuture<Run> listen(StringWriter shown, String id, String... more) {
    String[] words = Stream.concat(
            Stream.of("listen", "--count", "3", "--seconds", "200"), Stream.of(more))
        .toArray(String[]::new);
    return TerminalLine.begin(() -> commands.run(shown, commands.words(id, 2, id, words)));
  }

  /** Waits until all three have been shown a text. */
  private void waitFor(String text) {
    await()
        .atMost(LIMIT)
        .until(() -> toBert.toString().contains(text)
            && toCora.toString().contains(text)
            && Files.readString(toDora).contains(text));
  }

  /** Anna writes to all three. */
  private void write(int relay, String text) {
    for (String each : List.of(BERT, CORA, DORA)) {
      assertSays(
          commands.runAs(ANNA, relay, ANNA, "send", each, text), "accepted by relay " + relay);
    }
  }

  @Test
  void shouldWaitForWhatIsMissingAndThenMarkItLate() throws Exception {
    toDora = Files.createFile(commands.directory().resolve("kept"));
    String keep = "printf '%s|%s|\n' \"$CHAPPE_TEXT\" \"$CHAPPE_LATE\" >> '" + toDora + "'";
    CompletableFuture<Run> bert = listen(toBert, BERT);
    CompletableFuture<Run> cora = listen(toCora, CORA, "-o", "json");
    CompletableFuture<Run> dora = listen(new StringWriter(), DORA, "--exec", keep);
    write(1, "one");
    waitFor("one");
    commands.line().cut().apart(1);
    write(1, "two");
    write(2, "three");
    waitFor("three");
    commands.line().cut().heal();
    assertSays(bert.join(), ANNA + ": one", ANNA + ": three", ANNA + ": (late) two");
    assertThat(cora.join().out().lines().map(line -> line.substring(line.indexOf("\"late\""))))
        .containsExactly(
            "\"late\":false,\"text\":\"one\"}",
            "\"late\":false,\"text\":\"three\"}",
            "\"late\":true,\"text\":\"two\"}");
    assertSays(dora.join());
    assertThat(toDora).hasContent("one||\nthree||\ntwo|1|\n");
  }
}
