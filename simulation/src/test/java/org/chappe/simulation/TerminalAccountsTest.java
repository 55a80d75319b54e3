package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.chappe.client.RelayClient;
import org.chappe.transport.BindFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Accounts in the interactive client, as people use them, against relays on real sockets. Few processes, as each takes seconds. */
@Timeout(300)
class TerminalAccountsTest {

  private static final String ANNA = "1234567890";
  private static final String BERT = "0987654321";
  private static final String CORA = "5555555555";
  private static final String FIRST = "meet me at five";
  private static final String SECOND = "meet me at six";

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  private Path directory;

  @SuppressWarnings("NullAway.Init") // set before each test
  private TerminalLine town;

  @BeforeEach
  void start() throws BindFailure {
    town = TerminalLine.start(2, directory);
  }

  @AfterEach
  void stop() {
    town.close();
  }

  /** @param journal the name of the directory that it keeps, which is that of its device */
  private PseudoTerminal attach(String id, int relay, String journal) throws Exception {
    return town.attach(id, relay, "--journal", directory.resolve(journal).toString());
  }

  private static void typePassword(PseudoTerminal terminal, String prompt, String password) {
    terminal.waitForLast(prompt);
    terminal.type(password + "\r");
  }

  private static void choosePassword(PseudoTerminal terminal, String password) {
    typePassword(terminal, "new password:", password);
    typePassword(terminal, "once more:", password);
  }

  @Test
  void shouldMakeAnAccountOfAnIdUseItAndEndIt() throws Exception {
    try (PseudoTerminal anna = attach(ANNA, 1, "anna")) {
      anna.waitForLast("ms >");
      anna.enter("/account", "say what to do: /account create, login, passwd, logoff, delete");
      anna.enter("/account passwd", ANNA + " has no account");
      anna.enter("/logoff", ANNA + " has no account");
      anna.type("/acc\tcr\tAnna\r"); // both words are completed
      typePassword(anna, "new password:", "short");
      anna.waitFor("a password has at least 8 characters");
      anna.type("/account create Anna\r");
      typePassword(anna, "new password:", FIRST);
      typePassword(anna, "once more:", SECOND);
      anna.waitFor("the two passwords differ");
      anna.type("/account create Anna\r");
      choosePassword(anna, FIRST);
      anna.waitFor("created, and logged in");
      anna.enter("/account create Anna", ANNA + " has an account already");
      anna.enter("/account login", "you are logged in already");
      anna.enter("/whoami", ANNA + " at relay 1, account Anna, logged in, journal in ");
      anna.enter("/list an*", ANNA + "  Anna");
      anna.enter("/list nobody", "nothing found");
      anna.enter("/list /(/", "the pattern can't be read, or is too long");
      anna.enter("/send " + BERT + " are you there", "✓ #1 accepted by relay 1");
      talkAsBert(anna);
      leaveAndReturn(anna);
      anna.type("/quit\r");
      anna.waitFor("signed off");
      assertThat(anna.exitCode()).isZero();
      assertThat(anna.printed()).doesNotContain(FIRST, SECOND);
      assertThat(directory.resolve("anna").resolve("typed"))
          .content()
          .contains("/account create Anna")
          .doesNotContain(FIRST, SECOND, "short");
    }
  }

  /** Reads what came while nobody was there, and hears what may not be called what. */
  private void talkAsBert(PseudoTerminal anna) throws Exception {
    try (PseudoTerminal bert = attach(BERT, 2, "bert")) {
      bert.waitFor("Anna (" + ANNA + "): are you there");
      anna.waitFor("● #1 delivered");
      bert.type("/account create ANNA\r");
      choosePassword(bert, SECOND);
      bert.waitFor("the name ANNA is another's");
      bert.enter("/account login", BERT + " has no account; make one with /account create");
      bert.type("\u0004");
      assertThat(bert.exitCode()).isZero();
    }
  }

  /** Logs off and in again, changes the password, and ends the account though mail waits. */
  private void leaveAndReturn(PseudoTerminal anna) {
    anna.enter("/logoff", "logged off; mail goes on coming to your mailbox");
    anna.waitFor("· not logged in ·");
    anna.enter("/send " + BERT + " still there", "not logged in; use /account login");
    town.send(CORA, 2, ANNA, "while you were away");
    anna.type("/account login\r");
    typePassword(anna, "password:", SECOND);
    anna.waitFor("wrong password");
    anna.type("/account login\r");
    typePassword(anna, "password:", FIRST);
    anna.waitFor("logged in");
    anna.waitFor(CORA + ": while you were away");
    anna.type("/account passwd\r");
    choosePassword(anna, SECOND);
    anna.waitFor("the password is another now");
    anna.enter("/account delete now", "say /account delete, or /account delete force");
    anna.enter("/account delete", "deleted");
    anna.enter("/send " + BERT + " as anybody", "#2 accepted by relay 1");
  }

  @Test
  void shouldAskForThePasswordWhereAnIdHasAnAccount() throws Exception {
    try (RelayClient owner = town.connect(ANNA, 1)) {
      owner.accounts().create(FIRST.toCharArray(), "Anna").join();
      try (PseudoTerminal stranger = attach(ANNA, 2, "stranger")) {
        String prompt = "password of " + ANNA + " (Anna):";
        typePassword(stranger, prompt, "open sesame");
        typePassword(stranger, prompt, "open barley");
        typePassword(stranger, prompt, "open wheat");
        assertThat(stranger.exitCode()).isEqualTo(32);
        stranger.waitFor("relay-client: wrong password");
      }
      try (PseudoTerminal phone = attach(ANNA, 1, "phone")) {
        typePassword(phone, "password of " + ANNA + " (Anna):", FIRST);
        phone.waitFor(ANNA + " is logged in elsewhere; end that session? (y/N)");
        phone.type("y\r");
        phone.waitForLast("ms >");
        phone.enter("/send @nobody are you there", "nobody is called nobody");
        leaveTheOtherDeviceIn(phone);
        phone.type("/quit\r");
        assertThat(phone.exitCode()).isZero();
      }
    }
  }

  /** Logs off, and doesn't log in again where that would end another device's session. */
  private void leaveTheOtherDeviceIn(PseudoTerminal phone) {
    phone.enter("/logoff", "logged off");
    try (RelayClient desk = town.connectToLogIn(ANNA, 1)) {
      desk.accounts().logIn(FIRST.toCharArray(), 7L, false).join();
      phone.type("/account login\r");
      typePassword(phone, "password:", FIRST);
      phone.waitForLast("end that session? (y/N)");
      phone.type("n\r");
      phone.waitForLast(" >");
      assertThat(phone.lastLine()).contains("· not logged in ·");
    }
  }
}
