package org.chappe.client.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.client.cli.Program.ANN;
import static org.chappe.client.cli.Program.BEN;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.chappe.client.FakeHome;
import org.chappe.client.cli.Program.Run;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.Payload;
import org.chappe.wire.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Messages in scripts: as JSON, and as input of a command. */
@Timeout(60)
class ListenCommandTest {

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  private Path directory;

  @RegisterExtension
  private final Program program = new Program();

  private void leaveMail(String text) {
    program.home.leaveMail(
        Message.plain(ClientId.parse(ANN), ClientId.parse(BEN), Payload.of(text)));
  }

  private String noted() throws IOException {
    return Files.readString(directory.resolve("noted"));
  }

  /** A command that appends to a file, whose name is nothing to a shell. */
  private String noting(String command) {
    return "{ " + command + "; } >> '" + directory.resolve("noted") + "'";
  }

  @Test
  void shouldTellMessagesAsOneObjectALine() {
    leaveMail("say \"hi\"");
    JsonNode message = JsonMapper.shared()
        .readTree(program.runAs(BEN, "listen", "--count", "1", "-o", "json").out());
    assertThat(message.get("type").asString()).isEqualTo("message");
    assertThat(message.get("source").asString()).isEqualTo(ANN);
    assertThat(message.get("text").asString()).isEqualTo("say \"hi\"");
    assertThat(message.get("late").asBoolean()).isFalse();
    assertThat(message.has("number")).isFalse();
    assertThat(program.runAs(BEN, "get", "-o", "json").out().strip())
        .isEqualTo("{\"type\":\"mailbox\",\"came\":0,\"waiting\":0}");
  }

  @Test
  void shouldRunACommandForEachMessage() throws IOException {
    leaveMail("one");
    leaveMail("two");
    String describes = noting(
        "printf '%s|%s|%s|' \"$CHAPPE_SOURCE\" \"$CHAPPE_TEXT\" \"$CHAPPE_LATE\"; cat; echo");
    assertThat(program.runAs(BEN, "listen", "--count", "2", "--exec", describes))
        .isEqualTo(new Run(ExitCodes.DONE, "", ""));
    assertThat(noted()).isEqualTo(ANN + "|one||one\n" + ANN + "|two||two\n");
  }

  @Test
  void shouldNeverRunWhatOthersHaveWritten() throws IOException {
    String text = "$(echo gotcha >&2) `id`; rm -rf x' \"";
    leaveMail(text);
    assertThat(program
            .runAs(BEN, "listen", "--count", "1", "--exec", noting("printf '%s' \"$CHAPPE_TEXT\""))
            .exitCode())
        .isEqualTo(ExitCodes.DONE);
    assertThat(noted()).isEqualTo(text);
  }

  @Test
  void shouldShowTheMessageWhoseCommandFailsAndGoOn() throws IOException {
    leaveMail("bad");
    leaveMail("good");
    Run run = program.runAs(
        BEN,
        "listen",
        "--count",
        "2",
        "--exec",
        noting("[ $CHAPPE_TEXT = good ] && cat || exit 7"));
    assertThat(run)
        .isEqualTo(new Run(
            ExitCodes.INCOMPLETE,
            ANN + ": bad" + System.lineSeparator(),
            "relay-client: the command ended with 7; the message is:" + System.lineSeparator()));
    assertThat(noted()).isEqualTo("good");
  }

  @Test
  void shouldEndWhenTheRelayTurnsItAwayLater() {
    program.home.refusedTexts.put(
        "", new FakeHome.Reason(Refusal.TAKEN, "the ID belongs to another"));
    assertThat(program.runAs(BEN, "listen"))
        .isEqualTo(new Run(
            ExitCodes.REFUSED,
            "",
            "relay-client: refused by the relay: the ID belongs to another"
                + System.lineSeparator()));
  }

  @Test
  void shouldNotMindACommandThatDoesNotReadItsInput() {
    leaveMail("x".repeat(160));
    assertThat(program
            .runAs(BEN, "listen", "--count", "1", "--exec", "exec <&-; true")
            .exitCode())
        .isEqualTo(ExitCodes.DONE);
  }

  @Test
  void shouldKeepInTheJournalWhatACommandWasRunFor() {
    leaveMail("kept");
    String journal = directory.resolve("journal").toString();
    program.runAs(BEN, "listen", "--count", "1", "--journal", journal, "--exec", "exit 1");
    assertThat(Program.runBare("history", "--id", BEN, "--journal", journal).out())
        .contains(ANN + ": kept");
  }
}
