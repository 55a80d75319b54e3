package org.chappe.simulation;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.chappe.auth.LoginKeys;
import org.chappe.auth.Verifier;
import org.chappe.client.session.ClientOrder;
import org.chappe.client.session.ClientReport;
import org.chappe.client.session.Credentials;
import org.chappe.node.Denial;
import org.chappe.node.Effects;
import org.chappe.node.QuestionWord;
import org.jspecify.annotations.Nullable;

/**
 * What a user does about the account of its ID: makes one, logs off and in again, ends it. It always knows its password, and does what its relay lets it: with an
 * account it logs in, without one it goes on as anybody.
 */
final class Owner {

  static final LoginKeys KEYS = keys("the right password");

  private static final long DEVICE = 35;
  private static final long AGAIN_NANOS = Simulation.SECOND;
  private static final long OUT_NANOS_MAX = 3 * Simulation.SECOND;

  /** Something that is done about an account. */
  enum Deed {
    CREATE(QuestionWord.CREATE, KEYS.verifier().text() + "?z?"),
    LOGOFF(QuestionWord.LOGOFF, ""),
    DELETE(QuestionWord.DELETE, ""),
    DELETE_BY_FORCE(QuestionWord.DELETE, "force");

    private final QuestionWord word;
    private final String rest;

    Deed(QuestionWord word, String rest) {
      this.word = word;
      this.rest = rest;
    }
  }

  private final SimLine line;
  private final Simulation simulation;
  private final Ledger ledger;
  private final ChappeClient client;
  private final RandomGenerator random;
  private @Nullable Intruder intruder;
  private final Map<Long, Deed> asked = new HashMap<>();
  private long questions;
  private boolean isOut;

  /** @param client one that waits for a login */
  Owner(SimLine line, ChappeClient client, RandomGenerator random) {
    this.line = line;
    this.simulation = line.simulation();
    this.ledger = line.ledger();
    this.client = client;
    this.random = random;
    client.onReport(this::hear);
    client.host().onLife(at -> logIn());
  }

  static LoginKeys keys(String password) {
    return LoginKeys.derive(
        password.toCharArray(), new byte[Verifier.SALT_BYTES], Verifier.ITERATIONS_MIN);
  }

  /** What it proves itself with. */
  static Credentials credentials() {
    return new Credentials(KEYS, DEVICE, false);
  }

  /** Somebody who doesn't know the password tries to get in while there is an account. */
  void annoy(LoginKeys keys, int relay) {
    intruder = new Intruder(line, client.id(), keys, relay);
  }

  /** Asks for something; what is asked for twice is another thing. */
  void ask(Deed deed) {
    if (deed.word == QuestionWord.DELETE) {
      ledger.users().deletes(client.id());
      if (intruder != null) {
        intruder.leave(); // under an ID without an account it would be as good as anybody
      }
    }
    asked.put(++questions, deed);
    client.host().command(new ClientOrder.Ask(questions, deed.word, deed.rest));
  }

  private void logIn() {
    isOut = false;
    client.host().command(new ClientOrder.LogIn(credentials()));
  }

  private void hear(Effects.Report report) {
    if (report instanceof ClientReport.LoginDenied denied) {
      onDenied(denied);
    } else if (report instanceof ClientReport.Answered answered) {
      onDone(Objects.requireNonNull(asked.get(answered.id())));
    } else if (report instanceof ClientReport.Denied denied && denied.reason() == Denial.MAIL) {
      simulation.encounters().count(Encounter.KEPT_FOR_MAIL);
    } else if (report instanceof ClientReport.Unanswered && !isOut) {
      logIn(); // it may have been done, and this finds out
    }
  }

  private void onDenied(ClientReport.LoginDenied denied) {
    switch (denied.reason()) {
      case NOUSER -> client.host().command(new ClientOrder.Enter());
      case LOGIN -> {
        if (!isOut) {
          logIn();
        }
      }
      case AUTH ->
        throw simulation.violation(
            Invariant.PASSWORD, client.id() + " knows its password and isn't let in: " + denied);
      default -> simulation.in(AGAIN_NANOS, this::logInUnlessOut);
    }
  }

  private void logInUnlessOut() {
    if (!isOut) {
      logIn();
    }
  }

  private void onDone(Deed deed) {
    switch (deed) {
      case CREATE -> {
        simulation.encounters().count(Encounter.ACCOUNT_MADE);
        logIn();
        if (intruder != null && !simulation.haveFaultsEnded()) {
          intruder.come();
        }
      }
      case LOGOFF -> {
        simulation.encounters().count(Encounter.LOGGED_OFF);
        isOut = true;
        client.host().command(new ClientOrder.ForgetLogin());
        simulation.in(random.nextLong(OUT_NANOS_MAX), this::logIn);
      }
      case DELETE, DELETE_BY_FORCE -> {
        simulation.encounters().count(Encounter.ACCOUNT_DELETED);
        ledger.users().movedHome(client.id());
        client.host().command(new ClientOrder.Enter());
      }
    }
  }
}
