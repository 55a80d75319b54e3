package org.chappe.client.session;

import org.chappe.model.Payload;
import org.chappe.node.Answer;
import org.chappe.node.Denial;
import org.chappe.node.Effects;
import org.jspecify.annotations.Nullable;

/** What is asked of the home beside mail: the login first, then what the program wants to know. */
final class Inquiries {

  private final Login login;
  private final Questions questions;

  Inquiries(Login login, Questions questions) {
    this.login = login;
    this.questions = questions;
  }

  /** Logs in with these from now on; with null everything is said without. */
  void use(@Nullable Credentials credentials) {
    login.use(credentials);
  }

  /** There is nothing to prove anything with any more. */
  void forgetLogin() {
    login.forget();
  }

  /** The home wants a proof first. Whether the client can wait until there is one; else it can't go on. */
  boolean waitsForLogin(String words, Effects effects) {
    if (login.canWait()) {
      login.forget();
      effects.report(new ClientReport.LoginDenied(Denial.LOGIN, words));
    }
    return login.canWait();
  }

  void ask(long nowNanos, ClientOrder.Ask order, Effects effects) {
    questions.ask(nowNanos, order, effects);
  }

  /** A new session knows nothing of what was said in the last. */
  void attached() {
    login.attached();
    questions.attached();
  }

  /** Whether the client may say other things: it is logged in, or needn't be as far as it knows. */
  boolean isOpen() {
    return login.isOpen();
  }

  /** Whether the login is to be asked for. */
  boolean isLoginDue() {
    return login.isDue();
  }

  /** Asks what is to be asked. */
  void fill(long nowNanos, Session session) {
    login.fill(nowNanos, session);
    if (login.mayAsk()) {
      questions.fill(session);
    }
  }

  /**
   * The home has answered something.
   *
   * @return why the client can't go on as it is; null if it can
   */
  Login.Progress.@Nullable Failed onAnswer(
      long nowNanos, Payload payload, Session session, Effects effects) {
    Answer answer = Answer.read(payload);
    if (answer == null) {
      return null;
    }
    Login.Progress progress = login.onAnswer(nowNanos, answer, session);
    if (progress instanceof Login.Progress.Nothing) {
      questions.onAnswer(answer, effects);
    } else if (progress instanceof Login.Progress.In) {
      effects.report(new ClientReport.LoggedIn());
    } else if (progress instanceof Login.Progress.Failed failed
        && failed.reason() == Denial.NOUSER
        && questions.concludeDeletion(effects)) {
      use(null);
    } else if (progress instanceof Login.Progress.Failed failed) {
      effects.report(new ClientReport.LoginDenied(failed.reason(), failed.words()));
      return login.canWait() ? null : failed;
    }
    return null;
  }

  /** Whether a payload is an answer that the program still waits for. */
  boolean awaits(Payload payload) {
    return questions.awaits(payload);
  }

  /** Gives up what was waited for too long. */
  void onDeadline(long nowNanos, Effects effects) {
    questions.onDeadline(nowNanos, effects);
  }

  /** When the login is to be tried again. */
  long loginDeadline() {
    return login.nextDeadline();
  }

  /** When a question is given up, whether there is a session or not. */
  long questionDeadline() {
    return questions.nextDeadline();
  }
}
