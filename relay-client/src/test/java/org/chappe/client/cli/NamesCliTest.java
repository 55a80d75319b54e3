package org.chappe.client.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.client.cli.Program.ANN;
import static org.chappe.client.cli.Program.BEN;

import java.nio.file.Path;
import java.util.List;
import org.chappe.client.cli.Program.Run;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.Payload;
import org.chappe.node.Answer;
import org.chappe.node.Denial;
import org.chappe.node.QuestionWord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names in place of IDs, and beside them. */
@Timeout(60)
class NamesCliTest {

  @RegisterExtension
  private final Program program = new Program();

  @BeforeEach
  void haveBenKnown() {
    program.knows(BEN, "Ben B.");
  }

  private Run send(String to) {
    return program.runAs(ANN, "send", to, "hello");
  }

  @Test
  void shouldSendToAName() {
    assertThat(send("@ben b.").exitCode()).isEqualTo(ExitCodes.DONE);
    assertThat(program.home.taken.get(0).destination()).isEqualTo(ClientId.parse(BEN));
  }

  @Test
  void shouldSayThatNobodyIsCalledSo() {
    assertThat(send("@cora"))
        .isEqualTo(new Run(
            ExitCodes.UNKNOWN_RECIPIENT,
            "",
            "relay-client: nobody is called cora" + System.lineSeparator()));
    assertThat(program.home.taken).isEmpty();
  }

  @Test
  void shouldSayThatItCanBeNoName() {
    program.home.answers = question -> List.of(new Answer.Denied(
        question.word(), question.token(), Denial.PARAM, "that is neither a name nor an ID"));
    assertThat(send("@1").exitCode()).isEqualTo(ExitCodes.USAGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"@", "@a?b", "ben", "12", "@ "})
  void shouldAskNobodyAboutWhatCanBeNoRecipient(String to) {
    assertThat(send(to).exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(program.home.questions).isEmpty();
  }

  private void leaveMail(String from, long n) {
    program.home.leaveMail(
        Message.plain(ClientId.parse(from), ClientId.parse(ANN), Payload.of("text " + n)));
  }

  @Test
  void shouldShowTheNamesOfWriters() {
    leaveMail(BEN, 0);
    leaveMail(ANN, 0);
    leaveMail(BEN, 1);
    assertThat(program.runAs(ANN, "get").out().lines())
        .containsExactly(
            "Ben B. (" + BEN + "): text 0", ANN + ": text 0", "Ben B. (" + BEN + "): text 1");
    assertThat(program.home.questions)
        .filteredOn(question -> question.word() == QuestionWord.NAME)
        .as("each is asked for once")
        .hasSize(2);
  }

  @Test
  void shouldFindWhatSomebodyOfANameHasWritten(@TempDir Path directory) {
    leaveMail(BEN, 0);
    leaveMail(ANN, 1);
    String journal = directory.resolve("journal").toString();
    assertThat(program.runAs(ANN, "get", "--journal", journal).exitCode()).isZero();
    assertThat(search(journal, "@ben b.", "text").out())
        .endsWith("  Ben B. (" + BEN + "): text 0\n")
        .hasLineCount(1);
    assertThat(search(journal, BEN, "text").out()).hasLineCount(1);
    Run unknown = search(journal, "@cora", "text");
    assertThat(unknown.exitCode()).isEqualTo(ExitCodes.UNKNOWN_RECIPIENT);
    assertThat(unknown.err()).contains("is from @cora; use the ID");
    assertThat(search(journal, "ben", "text").exitCode()).isEqualTo(ExitCodes.USAGE);
  }

  private static Run search(String journal, String from, String text) {
    return Program.runBare("search", "--id", ANN, "--journal", journal, "--from", from, text);
  }

  @Test
  void shouldTellNamesToPrograms() {
    leaveMail(BEN, 0);
    leaveMail(ANN, 0);
    Run got = program.runAs(ANN, "listen", "--count", "2", "-o", "json");
    assertThat(got.out().lines().toList().get(0))
        .contains("\"source\":\"" + BEN + "\",\"fromName\":\"Ben B.\",");
    assertThat(got.out().lines().toList().get(1)).doesNotContain("fromName");
  }

  @Test
  void shouldShowMailThoughNobodySaysWhoWroteIt() {
    program.home.answers = question -> List.of();
    leaveMail(BEN, 0);
    assertThat(program.runAs(ANN, "get").out())
        .isEqualTo(BEN + ": text 0" + System.lineSeparator());
  }

  @Test
  void shouldTakeNamesInTheTerminal() throws Exception {
    leaveMail(BEN, 0);
    String shown = program.shownTo(
        ANN,
        "/send \"@Ben B.\" quoted",
        "1",
        "ben",
        "@ben b.",
        "asked for",
        "/send @cora hello",
        "/send @ben",
        "/quit");
    assertThat(program.home.taken.stream().map(message -> message.text().text()))
        .containsExactly("quoted", "asked for");
    assertThat(program.home.taken)
        .allMatch(message -> message.destination().equals(ClientId.parse(BEN)));
    assertThat(shown)
        .contains("Ben B. (" + BEN + "): text 0")
        .contains("nobody is called cora")
        .contains("say to whom and what: /send 0987654321 hello, /send @anna hello, or /send #crew"
            + " hello");
  }
}
