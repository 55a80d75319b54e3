package org.chappe.client.cli;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Locale;
import org.chappe.auth.LoginKeys;
import org.chappe.client.Accounts;
import org.chappe.client.Device;
import org.chappe.client.RelayClientConfig;
import org.chappe.client.session.Credentials;
import org.jspecify.annotations.Nullable;

/** Has a person prove that their ID is their own, and remembers it for the next relay and the next run. */
final class Entrance {

  /** How often a password is asked for before the client ends. */
  static final int TRIES_MAX = 3;

  private final Screen screen;
  private final RelayAnswer answer;
  private final PasswordOption given;
  private final long device = new SecureRandom().nextLong(Credentials.DEVICE_MAX + 1);
  private @Nullable Credentials credentials;

  Entrance(Screen screen, PasswordOption given) {
    this.screen = screen;
    this.answer = new RelayAnswer(screen);
    this.given = given;
  }

  /** A client that proves what was proved before, now or in an earlier run. */
  RelayClientConfig applyTo(RelayClientConfig config) throws UserError {
    Path directory = config.journal();
    Device here = OwnerLogin.device(config);
    if (here != null) {
      return config.waitingForLogin().withDevice(here);
    }
    if (credentials == null && directory != null) {
      credentials = StoredLogin.read(directory);
    }
    return config.waitingForLogin().withCredentials(credentials);
  }

  /**
   * Goes in with a client that has just got a session, and has the person log in if their ID has an account.
   *
   * @throws UserError if they can't
   */
  void enter(Attached client) throws UserError {
    Accounts accounts = client.client().accounts();
    Accounts.Standing standing = answer.ifAny(accounts.standing());
    Device here = client.client().device();
    if (here != null) {
      requireKnown(here, standing);
    } else if (standing == null || standing.login() == Accounts.Login.NO_ACCOUNT) {
      client.news().setOut(false);
      accounts.enter(); // where even that takes an account, the relay says so
    } else if (standing.login() == Accounts.Login.OUT) {
      client.news().setOut(true);
      prove(client, standing.name());
      screen.print("logged in");
    }
  }

  /** Nobody types a password for a device: it is let in, or it is no more. */
  private static void requireKnown(Device here, Accounts.@Nullable Standing standing)
      throws UserError {
    if (standing != null && standing.login() != Accounts.Login.IN) {
      String name = here.name().name();
      throw new UserError(
          ExitCodes.NO_ACCOUNT,
          "the device " + name + " was removed; use relay-client device remove " + name
              + " to forget it here");
    }
  }

  private void prove(Attached client, String name) throws UserError {
    String who = client.client().id() + (name.isEmpty() ? "" : " (" + name + ")");
    for (int tries = 1; ; tries++) {
      try {
        logIn(client, Printable.line("password of " + who + ": "));
        return;
      } catch (UserError e) {
        boolean isTyped = given.given() == null;
        if (e.exitCode() != ExitCodes.WRONG_PASSWORD || tries == TRIES_MAX || !isTyped) {
          throw e;
        }
        screen.print(e.sentence());
      }
    }
  }

  /** Logs in with the password that is given, or else typed; another device has to go if the person says so. */
  void logIn(Attached client, String prompt) throws UserError {
    char[] password = given.given();
    password = password == null ? ask(prompt) : password;
    Accounts accounts = client.client().accounts();
    try {
      keep(client, answer.of(accounts.logIn(password, device(), false)));
    } catch (UserError e) {
      if (e.exitCode() != ExitCodes.LOGGED_IN_ELSEWHERE || !isToEnd(e.sentence())) {
        throw e;
      }
      keep(client, answer.of(accounts.logIn(password, device(), true)));
    }
  }

  private boolean isToEnd(String why) {
    String typed = screen.ask(why + "; end that session? (y/N) ");
    return typed != null && typed.toLowerCase(Locale.ROOT).startsWith("y");
  }

  /** One device for as long as something remembers it. */
  long device() {
    return credentials == null ? device : credentials.device();
  }

  /** The password of a new account: the one that is given, or else typed twice. */
  char[] readFirst() throws UserError {
    char[] password = given.given();
    return password == null ? askNew() : password;
  }

  /** A new password, typed twice. */
  char[] askNew() throws UserError {
    char[] password = ask("new password: ");
    if (password.length < LoginKeys.PASSWORD_CHARACTERS_MIN) {
      throw new UserError(
          ExitCodes.USAGE,
          "a password has at least " + LoginKeys.PASSWORD_CHARACTERS_MIN + " characters");
    }
    if (!String.valueOf(password).equals(String.valueOf(ask("once more: ")))) {
      throw new UserError(ExitCodes.USAGE, "the two passwords differ");
    }
    return password;
  }

  private char[] ask(String prompt) throws UserError {
    char[] typed = screen.secret(prompt);
    if (typed == null) {
      throw new UserError(ExitCodes.NOT_LOGGED_IN, "not logged in, for want of a password");
    }
    return typed;
  }

  /** Remembers what the client proves itself with from now on. */
  void keep(Attached client, Credentials fresh) throws UserError {
    credentials = fresh;
    Path directory = client.journal();
    if (directory != null) {
      StoredLogin.write(directory, fresh);
    }
  }

  /** Remembers nothing any more. */
  void forget(Attached client) throws UserError {
    credentials = null;
    Path directory = client.journal();
    if (directory != null) {
      StoredLogin.forget(directory);
    }
  }

  /** @throws UserError if the client isn't logged in, and so can't do anything but ask */
  static void requireLogin(Attached client) throws UserError {
    if (client.news().isOut()) {
      throw new UserError(
          ExitCodes.NOT_LOGGED_IN, "not logged in; use /account login, or /account create");
    }
  }
}
