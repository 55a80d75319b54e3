package org.chappe.client.session;

import java.util.random.RandomGenerator;
import org.chappe.auth.LoginExchange;
import org.chappe.link.LinkName;
import org.chappe.model.ClientId;
import org.chappe.model.Payload;
import org.chappe.node.Answer;
import org.chappe.node.Denial;
import org.chappe.node.Node;
import org.chappe.node.Question;
import org.chappe.node.QuestionWord;
import org.jspecify.annotations.Nullable;

/**
 * Logs the client in at the beginning of each session, if it has something to prove itself with; nothing else is said before.
 *
 * <pre>
 *  state   event                                        next state
 *  NONE, SHUT  credentials are given                    DUE
 *  any     nothing is to be proved                      NONE
 *          the client has to log in, and can wait       SHUT
 *          a new session, or no answer in time          DUE, if there are credentials
 *  DUE     there is room in the session                 ASKED
 *  ASKED   the relay's nonce and the account's salt     PROVING
 *  PROVING the relay's signature                        IN; SHUT if the client only looks after its account
 *  ASKED, PROVING  no, or what can't be right           SHUT if the client can wait, else NONE: it can't go on as it is
 * </pre>
 */
final class Login {

  /** An answer that didn't come for so long won't come: the home is asked anew, which finds out whether it is there. */
  static final long ANSWER_NANOS_MAX = 5_000_000_000L;

  private static final int NONCE_CHARACTERS = LoginExchange.NONCE_CHARACTERS;
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private enum State {
    NONE,
    SHUT,
    DUE,
    ASKED,
    PROVING,
    IN
  }

  /** What an answer has led to. */
  sealed interface Progress {
    /** It answers nothing that was asked here. */
    record Nothing() implements Progress {}

    /** The login goes on. */
    record GoesOn() implements Progress {}

    /** The client is logged in. */
    record In() implements Progress {}

    /** It isn't, and won't be. */
    record Failed(Denial reason, String words) implements Progress {}
  }

  private final RandomGenerator random;
  private final ClientId client;
  private final boolean canWait;
  private State state = State.NONE;
  private @Nullable Credentials credentials;
  private @Nullable LoginExchange exchange;
  private String nonce = "";
  private long token;
  private long overdueNanos = Node.NEVER;

  Login(ClientConfig config, RandomGenerator random) {
    this.client = config.id();
    this.canWait = config.waitsForLogin();
    this.random = random;
    use(config.credentials());
    if (credentials == null) {
      forget();
    }
  }

  /** Whether a client that has to log in, and can't, stays attached. */
  boolean canWait() {
    return canWait;
  }

  /** There is nothing to prove anything with any more: a client that can wait says nothing but questions until there is. */
  void forget() {
    use(null);
    state = canWait ? State.SHUT : State.NONE;
  }

  /** Logs in with these from now on; with null everything is said without. */
  void use(@Nullable Credentials given) {
    credentials = given;
    state = given == null ? State.NONE : State.DUE;
    overdueNanos = Node.NEVER;
  }

  /** A new session knows nothing of the login in the last. */
  void attached() {
    if (credentials != null) {
      state = State.DUE;
    }
    overdueNanos = Node.NEVER;
  }

  /** Whether other things may be said. */
  boolean isOpen() {
    return state == State.NONE || state == State.IN;
  }

  /** Whether it is to be asked for. */
  boolean isDue() {
    return state == State.DUE;
  }

  /** Whether the program's questions may be asked: not while the login itself is under way. */
  boolean mayAsk() {
    return isOpen() || state == State.SHUT;
  }

  long nextDeadline() {
    return overdueNanos;
  }

  // ---- asking ----

  /** Says what is to be said, if the session has room. */
  void fill(long nowNanos, Session session) {
    if (overdueNanos <= nowNanos) {
      attached();
    }
    Credentials own = credentials;
    if (state != State.DUE || own == null || !session.hasRoom()) {
      return;
    }
    state = State.ASKED;
    nonce = freshNonce();
    String rest = own.deviceText() + "?" + nonce + own.manner().mark();
    ask(nowNanos, session, QuestionWord.LOGIN, rest);
  }

  private String freshNonce() {
    StringBuilder characters = new StringBuilder();
    while (characters.length() < NONCE_CHARACTERS) {
      characters.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return characters.toString();
  }

  private void ask(long nowNanos, Session session, QuestionWord word, String rest) {
    token = random.nextLong(Question.TOKEN_MAX + 1);
    overdueNanos = nowNanos + ANSWER_NANOS_MAX;
    LinkName name = session.link().name();
    Payload payload = new Question(word, token, rest).payload();
    session.offer(Outgoing.request(word.frame(name.local(), name.remote(), payload)));
  }

  // ---- hearing ----

  /** Hears an answer. */
  Progress onAnswer(long nowNanos, Answer answer, Session session) {
    boolean isAwaited = state == State.ASKED || state == State.PROVING;
    Credentials own = credentials;
    if (!isAwaited || answer.token() != token || own == null) {
      return new Progress.Nothing();
    }
    if (answer instanceof Answer.Denied denied && denied.reason() == Denial.BUSY) {
      return new Progress.GoesOn(); // as if there were no answer: it is asked again later
    }
    overdueNanos = Node.NEVER;
    if (answer instanceof Answer.Denied denied) {
      return fail(denied.reason(), denied.words());
    }
    Answer.Page page = (Answer.Page) answer;
    return state == State.ASKED ? prove(nowNanos, own, page, session) : check(own, page);
  }

  private Progress prove(long nowNanos, Credentials own, Answer.Page page, Session session) {
    LoginExchange begun = exchange(own, page);
    if (begun == null) {
      return fail(Denial.AUTH, "the password was changed; log in with the new one");
    }
    exchange = begun;
    if (!session.hasRoom()) {
      attached();
      return new Progress.GoesOn();
    }
    state = State.PROVING;
    ask(nowNanos, session, QuestionWord.PROOF, begun.proof(own.keys()));
    return new Progress.GoesOn();
  }

  /** Null when the relay has other keys in mind, or no nonce. */
  private @Nullable LoginExchange exchange(Credentials own, Answer.Page page) {
    boolean isRight = page.items().size() == 3
        && LoginExchange.isNonce(page.items().get(0))
        && page.items().get(1).equals(own.keys().salt())
        && page.items().get(2).equals(Integer.toString(own.keys().iterations()));
    return isRight
        ? new LoginExchange(
            client, nonce, page.items().get(0), own.keys().salt(), own.keys().iterations())
        : null;
  }

  private Progress check(Credentials own, Answer.Page page) {
    LoginExchange begun = exchange;
    if (begun == null
        || page.items().size() != 1
        || !begun.isSignedBy(page.items().get(0), own.keys())) {
      return fail(Denial.AUTH, "the relay doesn't know the account; it may not be what it says");
    }
    state = own.manner() == Credentials.Manner.OWN ? State.SHUT : State.IN;
    credentials = own.afterwards();
    return new Progress.In();
  }

  private Progress fail(Denial reason, String words) {
    forget();
    return new Progress.Failed(reason, words);
  }
}
