package org.chappe.client.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.client.session.Rig.ANN;
import static org.chappe.client.session.Rig.SECOND;

import java.util.ArrayList;
import java.util.List;
import org.chappe.auth.LoginExchange;
import org.chappe.auth.LoginKeys;
import org.chappe.auth.Verifier;
import org.chappe.client.FakeHome;
import org.chappe.node.Answer;
import org.chappe.node.Denial;
import org.chappe.node.Question;
import org.chappe.node.QuestionWord;
import org.chappe.wire.Frame;
import org.chappe.wire.Refusal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a client proves that its ID is its own, and what it doesn't say before. */
class LoginTest {

  private static final LoginKeys KEYS = keys("a password");
  private static final String NONCE = "rElAyChOsEtHiS-2";

  private final Rig rig = new Rig();
  private Verifier kept = KEYS.verifier();
  private String clientNonce = "";
  private final List<String> devices = new ArrayList<>();
  private boolean signsWrongly;
  private boolean isSilent;

  private static LoginKeys keys(String password) {
    return LoginKeys.derive(
        password.toCharArray(), new byte[Verifier.SALT_BYTES], Verifier.ITERATIONS_MIN);
  }

  @BeforeEach
  void answer() {
    rig.home.answers = this::answer;
  }

  private List<Answer> answer(Question question) {
    if (isSilent) {
      return List.of();
    }
    if (question.word() == QuestionWord.LOGIN) {
      String[] fields = question.rest().split("\\?", 2);
      devices.add(fields[0] + fields[1].substring(LoginExchange.NONCE_CHARACTERS));
      clientNonce = fields[1].substring(0, LoginExchange.NONCE_CHARACTERS);
      return page(question, NONCE, kept.salt(), Integer.toString(kept.iterations()));
    }
    if (question.word() == QuestionWord.PROOF) {
      LoginExchange exchange =
          new LoginExchange(ANN, clientNonce, NONCE, kept.salt(), kept.iterations());
      return exchange.isProvenBy(question.rest(), kept)
          ? page(question, signsWrongly ? "x" : exchange.signature(kept.serverKey()))
          : List.of(
              new Answer.Denied(question.word(), question.token(), Denial.AUTH, "wrong password"));
    }
    return page(question, "something else");
  }

  private static List<Answer> page(Question question, String... items) {
    return List.of(new Answer.Page(question.word(), question.token(), 1, 1, List.of(items)));
  }

  private void logIn(boolean takesOver) {
    rig.order(new ClientOrder.LogIn(new Credentials(KEYS, 35, takesOver)));
  }

  private long sentOf(Class<? extends Frame> type) {
    return rig.sentByClient.stream()
        .filter(type::isInstance)
        .filter(frame -> frame.stamp().isNumbered())
        .count();
  }

  @Test
  void shouldLogInBeforeAnythingElseIsSaid() {
    isSilent = true;
    logIn(false);
    rig.send(1, "hello");
    rig.order(new ClientOrder.Listen(30));
    rig.order(new ClientOrder.Ask(7, QuestionWord.WHOAMI, ""));
    rig.attach();
    assertThat(sentOf(Frame.Send.class)).isZero();
    assertThat(sentOf(Frame.Get.class)).isZero();
    isSilent = false;
    rig.run(2 * Login.ANSWER_NANOS_MAX);
    assertThat(rig.reports(ClientReport.LoggedIn.class)).hasSize(1);
    assertThat(rig.takenTexts()).containsExactly("hello");
    assertThat(rig.reports(ClientReport.Answered.class)).hasSize(1);
    assertThat(rig.home.requests).contains(30);
  }

  @Test
  void shouldLogInAgainInEachSessionAndTakeOverOnce() {
    logIn(true);
    rig.attach();
    assertThat(rig.reports(ClientReport.LoggedIn.class)).hasSize(1);
    rig.home.restart();
    rig.send(1, "hello");
    rig.run(5 * SECOND);
    assertThat(rig.reports(ClientReport.LoggedIn.class)).hasSize(2);
    assertThat(rig.takenTexts()).containsExactly("hello");
    assertThat(devices).containsExactly("z?over", "z");
  }

  @Test
  void shouldOnlyAskWhereItLooksAfterTheAccount() {
    rig.order(new ClientOrder.LogIn(new Credentials(KEYS, 35, Credentials.Manner.OWN)));
    rig.send(1, "hello");
    rig.order(new ClientOrder.Listen(30));
    rig.order(new ClientOrder.Ask(7, QuestionWord.DEVICES, ""));
    rig.attach();
    rig.home.restart();
    rig.order(new ClientOrder.Ask(8, QuestionWord.DEVICES, ""));
    rig.run(20 * SECOND);
    assertThat(rig.reports(ClientReport.LoggedIn.class)).hasSize(2);
    assertThat(rig.reports(ClientReport.Answered.class)).hasSize(2);
    assertThat(devices).containsExactly("z?own", "z?own");
    assertThat(rig.home.requests).isEmpty();
    assertThat(rig.home.taken).isEmpty();
  }

  @Test
  void shouldLogInOverALossyLink() {
    logIn(false);
    int[] seen = {0};
    rig.isLost = frame -> frame.stamp().isNumbered() && seen[0]++ % 2 == 0;
    rig.attach().run(20 * SECOND);
    assertThat(rig.reports(ClientReport.LoggedIn.class)).hasSize(1);
  }

  @Test
  void shouldGoNoFurtherWithAWrongPassword() {
    kept = keys("another password").verifier();
    rig.send(1, "hello");
    logIn(false);
    rig.attach();
    assertThat(rig.reports(ClientReport.LoginDenied.class))
        .containsExactly(new ClientReport.LoginDenied(Denial.AUTH, "wrong password"));
    assertThat(rig.reports(ClientReport.Refused.class))
        .containsExactly(new ClientReport.Refused(1, Refusal.AUTH, "wrong password"));
    rig.run(30 * SECOND);
    assertThat(rig.home.questions).hasSize(2);
    assertThat(rig.takenTexts()).isEmpty();
  }

  @Test
  void shouldNotBelieveARelayThatDoesNotKnowTheAccount() {
    signsWrongly = true;
    logIn(false);
    rig.send(1, "hello");
    rig.attach();
    assertThat(rig.reports(ClientReport.LoginDenied.class)).hasSize(1);
    assertThat(rig.takenTexts()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short?salt?4096", "rElAyChOsEtHiS-2?AAAAAAAAAAAAAAAAAAAAAA?1"})
  void shouldProveNothingForAnAnswerThatCanNotBeRight(String items) {
    rig.home.answers = question -> page(question, items.split("\\?", -1));
    logIn(false);
    rig.attach();
    assertThat(rig.reports(ClientReport.LoginDenied.class)).hasSize(1);
    assertThat(rig.home.questions).extracting(Question::word).containsExactly(QuestionWord.LOGIN);
  }

  @Test
  void shouldAskAgainWhenNoAnswerComes() {
    isSilent = true;
    logIn(false);
    rig.attach().run(Login.ANSWER_NANOS_MAX);
    assertThat(rig.home.questions).hasSize(2);
    assertThat(rig.home.questions.get(1).rest())
        .as("another nonce")
        .isNotEqualTo(rig.home.questions.get(0).rest());
  }

  @Test
  void shouldAskAgainWhenTheRelayIsBusy() {
    int[] asked = {0};
    rig.home.answers = question -> asked[0]++ == 0
        ? List.of(new Answer.Denied(question.word(), question.token(), Denial.BUSY, "later"))
        : answer(question);
    logIn(false);
    rig.attach();
    assertThat(rig.reports(ClientReport.LoginDenied.class)).isEmpty();
    rig.run(Login.ANSWER_NANOS_MAX + SECOND);
    assertThat(rig.reports(ClientReport.LoggedIn.class)).hasSize(1);
  }

  @Test
  void shouldSayEverythingAgainOnceItNeedNotProveAnything() {
    isSilent = true;
    logIn(false);
    rig.send(1, "hello");
    rig.attach();
    rig.order(new ClientOrder.ForgetLogin());
    rig.run(SECOND);
    assertThat(rig.takenTexts()).containsExactly("hello");
  }

  /** A client that waits where it has to log in, over a link like that of the others. */
  private Rig waiting() {
    Rig waiting = new Rig(
        new ClientConfig(ANN, Rig.EPOCH, ClientConfig.UNLIMITED, ClientConfig.LINK, null, true),
        Session.FRAMES_MAX);
    waiting.home.answers = this::answer;
    return waiting;
  }

  @Test
  void shouldOnlyAskWhileItWaitsForALogin() {
    Rig waiting = waiting();
    waiting.send(1, "hello");
    waiting.order(new ClientOrder.Listen(30));
    waiting.order(new ClientOrder.Ask(7, QuestionWord.WHOAMI, ""));
    waiting.attach().run(30 * SECOND);
    assertThat(waiting.reports(ClientReport.Answered.class)).hasSize(1);
    assertThat(waiting.home.requests).isEmpty();
    assertThat(waiting.takenTexts()).isEmpty();
    waiting.order(new ClientOrder.LogIn(new Credentials(KEYS, 35, false)));
    waiting.run(SECOND);
    assertThat(waiting.reports(ClientReport.LoggedIn.class)).hasSize(1);
    assertThat(waiting.takenTexts()).containsExactly("hello");
    assertThat(waiting.home.requests).contains(30);
  }

  @Test
  void shouldSayEverythingOnceItIsToldToEnter() {
    Rig waiting = waiting();
    waiting.send(1, "hello");
    waiting.attach();
    waiting.order(new ClientOrder.Enter());
    waiting.run(SECOND);
    assertThat(waiting.takenTexts()).containsExactly("hello");
  }

  @Test
  void shouldWaitForAnotherPasswordWithTheTextsThatItHas() {
    kept = keys("another password").verifier();
    Rig waiting = waiting();
    waiting.send(1, "hello");
    waiting.order(new ClientOrder.LogIn(new Credentials(KEYS, 35, false)));
    waiting.attach().run(30 * SECOND);
    assertThat(waiting.reports(ClientReport.LoginDenied.class))
        .containsExactly(new ClientReport.LoginDenied(Denial.AUTH, "wrong password"));
    assertThat(waiting.reports(ClientReport.Refused.class)).isEmpty();
    waiting.order(new ClientOrder.LogIn(new Credentials(keys("another password"), 35, false)));
    waiting.run(SECOND);
    assertThat(waiting.takenTexts()).containsExactly("hello");
  }

  @Test
  void shouldSayNothingMoreOnceItHasForgottenTheLogin() {
    Rig waiting = waiting();
    waiting.order(new ClientOrder.LogIn(new Credentials(KEYS, 35, false)));
    waiting.attach();
    waiting.order(new ClientOrder.ForgetLogin());
    waiting.send(1, "hello");
    waiting.run(30 * SECOND);
    waiting.home.restart();
    waiting.run(30 * SECOND);
    assertThat(waiting.takenTexts()).isEmpty();
    assertThat(waiting.reports(ClientReport.Refused.class)).isEmpty();
  }

  @Test
  void shouldKeepWhatIsRefusedForWantOfALogin() {
    Rig waiting = waiting();
    waiting.order(new ClientOrder.Enter());
    waiting.home.refusesAll = new FakeHome.Reason(Refusal.AUTH, "this ID has an account");
    waiting.send(1, "hello");
    waiting.attach().run(SECOND);
    assertThat(waiting.reports(ClientReport.LoginDenied.class))
        .extracting(ClientReport.LoginDenied::reason)
        .containsExactly(Denial.LOGIN);
    assertThat(waiting.reports(ClientReport.Rejected.class)).isEmpty();
    waiting.home.refusesAll = null;
    waiting.order(new ClientOrder.LogIn(new Credentials(KEYS, 35, false)));
    waiting.run(5 * SECOND);
    assertThat(waiting.takenTexts()).containsExactly("hello");
  }

  @Test
  void shouldTakeItsAccountForDeletedWhenTheAnswerWasLostAndThereIsNone() {
    boolean[] isDeleted = {false};
    rig.home.answers = question -> {
      isDeleted[0] |= question.word() == QuestionWord.DELETE;
      if (!isDeleted[0]) {
        return answer(question);
      }
      return question.word() == QuestionWord.DELETE
          ? List.of()
          : List.of(
              new Answer.Denied(question.word(), question.token(), Denial.NOUSER, "no account"));
    };
    logIn(false);
    rig.order(new ClientOrder.Attach(Rig.RELAY, Rig.HOME));
    rig.run(SECOND);
    rig.order(new ClientOrder.Ask(7, QuestionWord.DELETE, ""));
    rig.run(SECOND);
    rig.home.restart();
    rig.send(8, "so that it notices");
    rig.run(5 * SECOND);
    assertThat(rig.reports(ClientReport.Answered.class))
        .containsExactly(new ClientReport.Answered(7, List.of()));
    assertThat(rig.reports(ClientReport.LoginDenied.class)).isEmpty();
    assertThat(rig.home.taken).hasSize(1);
  }
}
