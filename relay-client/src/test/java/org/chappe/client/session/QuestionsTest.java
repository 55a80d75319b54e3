package org.chappe.client.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.client.session.Rig.SECOND;

import java.util.ArrayList;
import java.util.List;
import org.chappe.model.MessageId;
import org.chappe.model.Receipt;
import org.chappe.node.Answer;
import org.chappe.node.Denial;
import org.chappe.node.Question;
import org.chappe.node.QuestionWord;
import org.chappe.wire.Frame;
import org.junit.jupiter.api.Test;

/** What a client asks its home, and what it makes of the answers. */
class QuestionsTest {

  private final Rig rig = Rig.attached();

  private void ask(long id) {
    rig.order(new ClientOrder.Ask(id, QuestionWord.WHOAMI, ""));
  }

  private static List<Answer> twoPages(Question question) {
    return List.of(
        new Answer.Page(question.word(), question.token(), 1, 2, List.of("a", "b")),
        new Answer.Page(question.word(), question.token(), 2, 2, List.of("c")));
  }

  @Test
  void shouldTellTheItemsOfAllPages() {
    rig.home.answers = QuestionsTest::twoPages;
    ask(4);
    rig.run(SECOND);
    assertThat(rig.reports(ClientReport.Answered.class))
        .containsExactly(new ClientReport.Answered(4, List.of("a", "b", "c")));
    rig.run(20 * SECOND);
    assertThat(rig.reports(ClientReport.Unanswered.class)).isEmpty();
  }

  @Test
  void shouldTellWhyTheHomeSaysNo() {
    rig.home.answers = question ->
        List.of(new Answer.Denied(question.word(), question.token(), Denial.PARAM, "no idea"));
    ask(4);
    rig.run(SECOND);
    assertThat(rig.reports(ClientReport.Denied.class))
        .containsExactly(new ClientReport.Denied(4, Denial.PARAM, "no idea"));
  }

  @Test
  void shouldAskOneQuestionAfterTheOther() {
    ask(1);
    ask(2);
    rig.run(SECOND);
    assertThat(rig.home.questions).as("the first has no answer").hasSize(1);
    rig.home.answers = QuestionsTest::twoPages;
    rig.run(10 * SECOND);
    assertThat(rig.reports(ClientReport.Unanswered.class))
        .containsExactly(new ClientReport.Unanswered(1), new ClientReport.Unanswered(2));
  }

  @Test
  void shouldAskAgainUnderTheSameTokenInANewSession() {
    ask(4);
    rig.run(SECOND);
    rig.home.restart();
    rig.home.answers = QuestionsTest::twoPages;
    rig.send(7, "so that it notices");
    rig.run(5 * SECOND);
    assertThat(rig.home.questions).hasSize(2);
    assertThat(rig.home.questions.get(1)).isEqualTo(rig.home.questions.get(0));
    assertThat(rig.reports(ClientReport.Answered.class)).hasSize(1);
  }

  @Test
  void shouldGiveUpWhatIsNotAnsweredInTime() {
    ask(4);
    rig.run(Questions.ANSWER_NANOS_MAX - SECOND);
    assertThat(rig.reports(ClientReport.Unanswered.class)).isEmpty();
    rig.run(SECOND);
    assertThat(rig.reports(ClientReport.Unanswered.class))
        .containsExactly(new ClientReport.Unanswered(4));
  }

  @Test
  void shouldGiveUpWhileThereIsNoHome() {
    Rig alone = new Rig();
    alone.isLost = frame -> true;
    alone.order(new ClientOrder.Attach(Rig.RELAY, Rig.HOME));
    alone.order(new ClientOrder.Ask(4, QuestionWord.WHOAMI, ""));
    alone.run(Questions.ANSWER_NANOS_MAX);
    assertThat(alone.reports(ClientReport.Unanswered.class)).hasSize(1);
  }

  @Test
  void shouldIgnoreAnswersToWhatItDidNotAsk() {
    rig.home.answers = question -> {
      List<Answer> answers = new ArrayList<>();
      answers.add(new Answer.Page(question.word(), question.token() ^ 1, 1, 1, List.of("x")));
      answers.addAll(twoPages(question));
      answers.addAll(twoPages(question));
      return answers;
    };
    ask(4);
    rig.run(SECOND);
    assertThat(rig.reports(ClientReport.Answered.class))
        .containsExactly(new ClientReport.Answered(4, List.of("a", "b", "c")));
    assertThat(rig.reports(ClientReport.Waiting.class)).isEmpty();
  }

  @Test
  void shouldHearAnswersOverALossyLink() {
    rig.home.answers = QuestionsTest::twoPages;
    int[] seen = {0};
    rig.isLost = frame -> frame instanceof Frame.Get && seen[0]++ % 2 == 0;
    ask(4);
    rig.run(9 * SECOND);
    assertThat(rig.reports(ClientReport.Answered.class)).hasSize(1);
  }

  @Test
  void shouldHearAnAnswerBeforeMailThatTheProgramDoesNotTakeYet() {
    Rig busy = new Rig(
            new ClientConfig(Rig.ANN, Rig.EPOCH, 0, ClientConfig.LINK), Session.FRAMES_MAX)
        .attach();
    busy.order(new ClientOrder.Listen(60));
    for (int n = 0; n < 3; n++) {
      busy.home.leaveMail(Rig.fromBen(new MessageId(9, n), null, Receipt.NONE, "mail " + n));
    }
    busy.run(SECOND);
    busy.home.answers = QuestionsTest::twoPages;
    busy.order(new ClientOrder.Ask(4, QuestionWord.WHOAMI, ""));
    busy.run(SECOND);
    assertThat(busy.reports(ClientReport.Answered.class))
        .containsExactly(new ClientReport.Answered(4, List.of("a", "b", "c")));
    assertThat(busy.delivered).isEmpty();
    busy.order(new ClientOrder.Credit(3));
    busy.run(20 * SECOND);
    assertThat(busy.delivered).hasSize(3);
    assertThat(busy.reports(ClientReport.Answered.class)).as("once").hasSize(1);
  }

  @Test
  void shouldDenyOneQuestionTooMany() {
    for (int i = 0; i <= Questions.WAITING_MAX; i++) {
      ask(i);
    }
    assertThat(rig.reports(ClientReport.Denied.class))
        .containsExactly(new ClientReport.Denied(
            Questions.WAITING_MAX, Denial.BUSY, "16 questions wait for the relay"));
  }
}
