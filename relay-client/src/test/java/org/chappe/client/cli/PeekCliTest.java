package org.chappe.client.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.client.cli.Program.ANN;
import static org.chappe.client.cli.Program.BEN;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.chappe.client.cli.Program.Run;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.Payload;
import org.chappe.node.Answer;
import org.chappe.node.Denial;
import org.chappe.node.QuestionWord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Looking at what waits. */
@Timeout(60)
class PeekCliTest {

  @RegisterExtension
  private final Program program = new Program();

  /** The relay says that these texts of Ben's wait. */
  private void waits(String... texts) {
    program.home.answers = question -> {
      if (question.word() == QuestionWord.PEEK) {
        return Answer.textPages(
            question,
            List.of(texts).stream().map(text -> List.of(BEN, "k.0", "", text)).toList());
      }
      boolean isName = question.word() == QuestionWord.NAME;
      return isName
          ? Answer.pages(question, List.of(BEN, "Ben", "client"))
          : Program.answer(question);
    };
  }

  @Test
  void shouldShowWhatWaitsAndAskForNoMail() {
    waits("is it you?", "\u202Ehello");
    Run peeked = program.runAs(ANN, "get", "--peek");
    assertThat(peeked.exitCode()).isZero();
    assertThat(peeked.out().lines())
        .containsExactly("Ben (" + BEN + "): is it you?", "Ben (" + BEN + "):  hello");
    assertThat(program.home.requests).isEmpty();
  }

  @Test
  void shouldTellProgramsOfItAsOfSomethingElseThanMessages() {
    waits("hello");
    assertThat(program.runAs(ANN, "get", "--peek", "-o", "json").out().strip())
        .isEqualTo("{\"type\":\"waiting\",\"source\":\"" + BEN
            + "\",\"fromName\":\"Ben\",\"message\":\"k.0\",\"text\":\"hello\"}");
    waits();
    assertThat(program.runAs(ANN, "get", "--peek", "-o", "json").out()).isEmpty();
  }

  @Test
  void shouldShowWhatCameToAllOrThroughARoomAsGetDoes() {
    program.home.answers = question -> question.word() == QuestionWord.PEEK
        ? Answer.textPages(
            question,
            List.of(
                List.of(BEN, "k.0", "a", "storm coming"),
                List.of("6224524867", "k.0", "r", BEN + " the fog lifts"),
                List.of("6224524867", "k.1", "c", "/join k3 ok 2")))
        : question.word() == QuestionWord.NAME && question.rest().equals("6224524867")
            ? Answer.pages(question, List.of("6224524867", "#crew", "group"))
            : Program.answer(question);
    assertThat(program.runAs(ANN, "get", "--peek").out().lines())
        .containsExactly(BEN + " to all: storm coming", "#crew " + BEN + ": the fog lifts");
    assertThat(program.runAs(ANN, "get", "--peek", "-o", "json").out().lines())
        .containsExactly(
            "{\"type\":\"waiting\",\"source\":\"" + BEN
                + "\",\"to\":\"*\",\"message\":\"k.0\",\"text\":\"storm coming\"}",
            "{\"type\":\"waiting\",\"source\":\"6224524867\",\"room\":\"#crew\",\"from\":\"" + BEN
                + "\",\"message\":\"k.0\",\"text\":\"the fog lifts\"}");
  }

  @Test
  void shouldSayThatNothingWaits() {
    waits();
    assertThat(program.runAs(ANN, "get", "--peek").out())
        .isEqualTo("nothing waits" + System.lineSeparator());
  }

  private void waitsStill(int messages) {
    program.home.answers = question -> question.word() == QuestionWord.WHOAMI
        ? Answer.pages(question, List.of("3", Integer.toString(messages), "none", ""))
        : Program.answer(question);
  }

  @Test
  void shouldGetWhatAnotherRelayHasJustBrought() {
    AtomicInteger asked = new AtomicInteger();
    program.home.answers = question -> {
      if (question.word() != QuestionWord.WHOAMI) {
        return Program.answer(question);
      }
      boolean isFirst = asked.getAndIncrement() == 0;
      if (isFirst) {
        program.home.leaveMail(
            Message.plain(ClientId.parse(BEN), ClientId.parse(ANN), Payload.of("at last")));
      }
      return Answer.pages(question, List.of("3", isFirst ? "1" : "0", "none", ""));
    };
    assertThat(program.runAs(ANN, "get"))
        .isEqualTo(new Run(ExitCodes.DONE, BEN + ": at last" + System.lineSeparator(), ""));
  }

  @Test
  void shouldSayHowMuchIsLeftAfterGettingMail() {
    waitsStill(3);
    assertThat(program.runAs(ANN, "get").err().strip()).isEqualTo("relay-client: 3 more wait");
    waitsStill(1);
    Run one = program.runAs(ANN, "get");
    assertThat(one.err().strip()).isEqualTo("relay-client: 1 more waits");
    assertThat(one.out()).isEmpty();
    assertThat(program.runAs(ANN, "get", "-o", "json").out().strip())
        .isEqualTo("{\"type\":\"mailbox\",\"came\":0,\"waiting\":1}");
  }

  @Test
  void shouldSayWhyNot() {
    program.home.answers = question ->
        List.of(new Answer.Denied(question.word(), question.token(), Denial.LOGIN, "log in first"));
    Run peeked = program.runAs(ANN, "get", "--peek");
    assertThat(peeked.exitCode()).isEqualTo(ExitCodes.NOT_LOGGED_IN);
    assertThat(peeked.err()).contains("log in first");
  }

  @Test
  void shouldShowAPersonWhatWaits() throws Exception {
    waits("is it you?");
    assertThat(program.shownTo(ANN, "/peek", "/quit")).contains("Ben (" + BEN + "): is it you?");
  }
}
