package org.chappe.client.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.client.cli.Program.ANN;
import static org.chappe.client.cli.Program.BEN;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.chappe.client.cli.Program.Run;
import org.chappe.client.journal.FileJournal;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.Payload;
import org.chappe.node.Delivery;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
class JournalCommandsTest {

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  private Path directory;

  @RegisterExtension
  private final Program program = new Program();

  @SuppressWarnings("NullAway.Init") // set before each test
  private Path journal;

  @BeforeEach
  void nameJournal() {
    journal = directory.resolve("journal-of-ben");
  }

  private void send(String text) {
    assertThat(program.runAs(ANN, "send", BEN, text).exitCode()).isZero();
  }

  private Run get() {
    return program.runAs(BEN, "get", "--journal", journal.toString());
  }

  private Run history(String... more) {
    String[] all = new String[5 + more.length];
    System.arraycopy(
        new String[] {"history", "--id", BEN, "--journal", journal.toString()}, 0, all, 0, 5);
    System.arraycopy(more, 0, all, 5, more.length);
    return Program.runBare(all);
  }

  @Test
  void shouldShowInTheHistoryWhatWasReceived() {
    send("one");
    send("two");
    assertThat(get().out()).contains(ANN + ": one", ANN + ": two");
    send("three");
    assertThat(get().out()).contains("three").doesNotContain("one");
    assertThat(history().out().lines())
        .hasSize(3)
        .allMatch(
            line -> line.matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d  " + ANN + ": .*"));
    assertThat(history("--last", "1").out()).contains("three").doesNotContain("two");
    assertThat(history("--last", "9").out().lines()).hasSize(3);
  }

  @Test
  void shouldPrintTheHistoryAsOneObjectALine() {
    send("say \"hi\"");
    get();
    JsonNode line = JsonMapper.shared().readTree(history("-o", "json").out());
    assertThat(line.get("number").asInt()).isEqualTo(1);
    assertThat(line.get("source").asString()).isEqualTo(ANN);
    assertThat(line.get("text").asString()).isEqualTo("say \"hi\"");
    assertThat(line.get("received").asString()).endsWith("Z");
  }

  @Test
  void shouldFindWhatWasReceived() {
    send("Fog over the third tower");
    send("clear again");
    program.runAs(BEN, "send", BEN, "fog? what fog");
    get();
    assertThat(search("FOG").out().lines())
        .hasSize(2)
        .allMatch(line -> line.toLowerCase(Locale.ROOT).contains("fog"));
    assertThat(search("over", "the", "third").out()).contains(ANN + ": Fog");
    assertThat(search("--from", BEN, "fog").out()).contains(BEN + ": fog?").hasLineCount(1);
    assertThat(search("--last", "1", "fog").out()).contains("what fog").hasLineCount(1);
    assertThat(search("nothing")).isEqualTo(new Run(ExitCodes.DONE, "", ""));
    JsonNode found = JsonMapper.shared().readTree(search("-o", "json", "clear").out());
    assertThat(found.get("text").asString()).isEqualTo("clear again");
  }

  private Run search(String... more) {
    String[] all = new String[5 + more.length];
    System.arraycopy(
        new String[] {"search", "--id", BEN, "--journal", journal.toString()}, 0, all, 0, 5);
    System.arraycopy(more, 0, all, 5, more.length);
    return Program.runBare(all);
  }

  @Test
  void shouldShowWhatWasSentBetweenWhatWasReceived() {
    send("clear as day?");
    get();
    program.runAs(BEN, "send", "--journal", journal.toString(), ANN, "fog");
    send("what a pity");
    get();
    assertThat(history().out().lines().map(line -> line.substring(line.indexOf("  ") + 2)))
        .containsExactly(
            ANN + ": clear as day?", "to " + ANN + ": fog (accepted)", ANN + ": what a pity");
    assertThat(search("fog").out()).contains("to " + ANN + ": fog (accepted)").hasLineCount(1);
    assertThat(search("--from", ANN, "fog").out()).isEmpty();
    JsonNode sent = JsonMapper.shared().readTree(search("-o", "json", "fog").out());
    assertThat(sent.get("direction").asString()).isEqualTo("sent");
    assertThat(sent.get("state").asString()).isEqualTo("accepted");
    assertThat(sent.get("destination").asString()).isEqualTo(ANN);
    assertThat(sent.get("sent").asString()).endsWith("Z");
    assertThat(sent.has("source") || sent.has("number") || sent.has("received")).isFalse();
    JsonNode received =
        JsonMapper.shared().readTree(search("-o", "json", "pity").out());
    assertThat(received.get("direction").asString()).isEqualTo("received");
  }

  @Test
  void shouldHaveNoHistoryWhereThereIsNoJournal() {
    assertThat(history()).isEqualTo(new Run(ExitCodes.DONE, "", ""));
    assertThat(Program.runBare("history", "--id", BEN, "--journal", "none").exitCode())
        .isEqualTo(ExitCodes.USAGE);
    assertThat(history("--last", "-1").exitCode()).isEqualTo(ExitCodes.USAGE);
  }

  @Test
  void shouldSayInOneLineThatAnotherClientHasTheJournal() throws Exception {
    try (FileJournal open = FileJournal.open(journal, ClientId.parse(BEN))) {
      Run second = get();
      assertThat(second.exitCode()).isEqualTo(ExitCodes.JOURNAL_IN_USE);
      assertThat(second.err().lines()).hasSize(1);
      assertThat(second.err()).contains("relay-client: the journal in " + journal + " is in use");
      assertThat(history().exitCode()).isEqualTo(ExitCodes.DONE);
      assertThat(open.failed()).isNotDone();
    }
  }

  @Test
  void shouldSayInOneLineThatTheJournalIsDamaged() throws IOException {
    send("one");
    get();
    byte[] bytes = Files.readAllBytes(journal.resolve("journal"));
    bytes[30] ^= 1;
    Files.write(journal.resolve("journal"), bytes);
    for (Run run : new Run[] {get(), history()}) {
      assertThat(run.exitCode()).isEqualTo(ExitCodes.JOURNAL_DAMAGED);
      assertThat(run.err().lines()).hasSize(1);
      assertThat(run.err()).contains("is damaged at offset 24");
    }
  }

  @Test
  void shouldSayInOneLineThatTheJournalCanNotBeUsed() throws Exception {
    FileJournal.open(journal, ClientId.parse(ANN)).close();
    for (Run run : new Run[] {get(), history()}) {
      assertThat(run.exitCode()).isEqualTo(ExitCodes.JOURNAL_UNUSABLE);
      assertThat(run.err().lines()).hasSize(1);
      assertThat(run.err()).contains("belongs to client " + ANN + ", not " + BEN);
    }
  }

  @Test
  void shouldKeepAJournalForEachClientOfAnExchange() throws IOException {
    Path journals = directory.resolve("journals");
    Run run = program.run(
        "exchange", "--pairs", "3-3", "--messages", "20", "--journal", journals.toString());
    assertThat(run.exitCode()).isEqualTo(ExitCodes.DONE);
    try (var clients = Files.list(journals)) {
      assertThat(clients.map(client -> client.getFileName().toString()))
          .hasSize(2)
          .allMatch(name -> name.matches("client-\\d{10}"));
    }
  }

  @Test
  void shouldFollowTheSystemsStateDirectory() {
    assertThat(JournalOption.stateDirectory(Map.of("XDG_STATE_HOME", "/var/state")))
        .isEqualTo(Path.of("/var/state"));
    Path usual = Path.of(System.getProperty("user.home"), ".local", "state");
    assertThat(JournalOption.stateDirectory(Map.of())).isEqualTo(usual);
    assertThat(JournalOption.stateDirectory(Map.of("XDG_STATE_HOME", "relative")))
        .isEqualTo(usual);
  }

  @Test
  void shouldMarkWhatIsLate() {
    Message message = Message.plain(ClientId.parse(ANN), ClientId.parse(BEN), Payload.of("hi"));
    ClientId reader = message.destination();
    assertThat(Mail.of(new Delivery(7, message, true), reader).line())
        .isEqualTo(ANN + ": (late) hi");
    assertThat(Mail.of(Delivery.of(message), reader).line()).isEqualTo(ANN + ": hi");
  }
}
