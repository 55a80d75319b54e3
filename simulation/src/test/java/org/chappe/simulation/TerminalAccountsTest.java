package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.chappe.simulation.Commands.ANNA;
import static org.chappe.simulation.Commands.BERT;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.chappe.client.RelayClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Accounts in the interactive client, as people use them, against relays on real sockets. Few processes, as each takes seconds. */
@Timeout(300)
class TerminalAccountsTest {

  private static final String CORA = "5555555555";
  private static final String DORA = "6666666666";
  private static final String FIRST = "meet me at five";
  private static final String SECOND = "meet me at six";

  @RegisterExtension
  private final TerminalLine town = new TerminalLine(2);

  /** @param journal the name of the town.directory() that it keeps, which is that of its device */
  private PseudoTerminal attach(String id, int relay, String journal) throws Exception {
    return town.attach(id, relay, "--journal", town.directory().resolve(journal).toString());
  }

  @Test
  void shouldMakeAnAccountOfAnIdUseItAndEndIt() throws Exception {
    try (PseudoTerminal anna = attach(ANNA, 1, "anna")) {
      anna.waitForLast("ms >");
      anna.enter("/account", "say what to do: /account create, login, passwd, logoff, delete");
      anna.enter("/account passwd", ANNA + " has no account");
      anna.enter("/logoff", ANNA + " has no account");
      anna.type("/acc\tcr\tAnna Lee\r"); // both words are completed
      anna.typePassword("new password:", "short");
      anna.waitFor("a password has at least 8 characters");
      anna.type("/account create Anna Lee\r");
      anna.typePassword("new password:", FIRST);
      anna.typePassword("once more:", SECOND);
      anna.waitFor("the two passwords differ");
      anna.type("/account create Anna Lee\r");
      anna.choosePassword(FIRST);
      anna.waitFor("created, and logged in");
      anna.enter("/account create Anna Lee", ANNA + " has an account already");
      anna.enter("/account login", "you are logged in already");
      anna.enter("/whoami", ANNA + " at relay 1, account Anna Lee, logged in, journal in ");
      anna.enter("/list an*", ANNA + "  Anna Lee");
      anna.enter("/list nobody", "nothing found");
      anna.enter("/list /(/", "the pattern can't be read, or is too long");
      anna.enter("/send " + BERT + " are you there", "✓ #1 accepted by relay 1");
      talkAsBert(anna);
      writeToBert(anna);
      readAsBert(anna);
      leaveAndReturn(anna);
      anna.type("/quit\r");
      anna.waitFor("signed off");
      assertThat(anna.exitCode()).isZero();
      assertThat(anna.printed()).doesNotContain(FIRST, SECOND);
      assertThat(town.directory().resolve("anna").resolve("typed"))
          .content()
          .contains("/account create Anna Lee")
          .doesNotContain(FIRST, SECOND, "short");
    }
  }

  /** Reads what came while nobody was there, and hears what may not be called what. */
  private void talkAsBert(PseudoTerminal anna) throws Exception {
    try (PseudoTerminal bert = attach(BERT, 2, "bert")) {
      bert.waitFor("Anna Lee (" + ANNA + "): are you there");
      anna.waitFor("● #1 delivered");
      bert.type("/account create ANNA LEE\r");
      bert.choosePassword(SECOND);
      bert.waitFor("the name ANNA LEE is another's");
      bert.enter("/account login", BERT + " has no account; make one with /account create");
      writeByName(bert, anna);
      bert.type("/account create Bert\r");
      bert.choosePassword(SECOND);
      bert.waitFor("created, and logged in");
      bert.enter("/logoff", "logged off; mail goes on coming to your mailbox");
      bert.waitForLast(" >");
      bert.type("\u0004");
      assertThat(bert.exitCode()).isZero();
    }
  }

  /** A name that holds a space stands in quotation marks, and needs none where it is asked for. */
  private static void writeByName(PseudoTerminal bert, PseudoTerminal anna) {
    bert.type("/send @an\t");
    bert.waitForLast("> /send \"@Anna Lee\"");
    bert.type("completed\r");
    bert.waitFor("● #1 delivered");
    anna.waitFor(BERT + ": completed");
    bert.enter("/send \"@anna lee\" in one line", "● #2 delivered");
    anna.waitFor(BERT + ": in one line");
    bert.type("1\r");
    bert.waitForLast("To (10 digits, @name or #group):");
    bert.type("@Anna Lee\r");
    bert.waitForLast("Text:");
    bert.type("by the menu\r");
    bert.waitFor("● #3 delivered");
    anna.waitFor(BERT + ": by the menu");
    bert.waitForLast(" >");
  }

  /** Finds his name, which is completed from then on, and leaves him something though he isn't there. */
  private void writeToBert(PseudoTerminal anna) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> town.run(DORA, 1, "list", "b*").out().equals(BERT + "  Bert\n"));
    assertThat(anna.answer("/list b*")).containsExactly(BERT + "  Bert");
    anna.type("/send @Be\t");
    anna.waitForLast("> /send @Bert");
    anna.type("read this later\r");
    anna.waitFor("✓✓ #2 stored by the recipient's relay");
  }

  /** Comes back to what was written while he was logged off. */
  private void readAsBert(PseudoTerminal anna) throws Exception {
    try (PseudoTerminal bert = attach(BERT, 2, "bert")) {
      bert.typePassword("password of " + BERT + " (Bert):", SECOND);
      bert.waitFor("Anna Lee (" + ANNA + "): read this later");
      anna.waitFor("● #2 delivered");
      bert.type("/quit\r");
      bert.waitFor("signed off");
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
    anna.typePassword("password:", SECOND);
    anna.waitFor("wrong password");
    anna.type("/account login\r");
    anna.typePassword("password:", FIRST);
    anna.waitFor("logged in");
    anna.waitFor(CORA + ": while you were away");
    anna.type("/account passwd\r");
    anna.choosePassword(SECOND);
    anna.waitFor("the password is another now");
    anna.enter("/account delete now", "say /account delete, or /account delete force");
    anna.enter("/account delete", "deleted");
    anna.enter("/send " + BERT + " as anybody", "✓ #3 accepted by relay 1");
  }

  @Test
  void shouldAskForThePasswordWhereAnIdHasAnAccount() throws Exception {
    try (RelayClient owner = town.connect(ANNA, 1)) {
      owner.accounts().create(FIRST.toCharArray(), "Anna").join();
      try (PseudoTerminal stranger = attach(ANNA, 2, "stranger")) {
        String prompt = "password of " + ANNA + " (Anna):";
        stranger.typePassword(prompt, "open sesame");
        stranger.typePassword(prompt, "open barley");
        stranger.typePassword(prompt, "open wheat");
        assertThat(stranger.exitCode()).isEqualTo(32);
        stranger.waitFor("relay-client: wrong password");
      }
      try (PseudoTerminal phone = attach(ANNA, 1, "phone")) {
        phone.typePassword("password of " + ANNA + " (Anna):", FIRST);
        phone.waitFor(ANNA + " is logged in elsewhere; end that session? (y/N)");
        phone.type("y\r");
        phone.waitForLast("ms >");
        phone.enter("/send @nobody are you there", "nobody is called nobody");
        leaveTheOtherDeviceIn(phone);
        phone.type("/quit\r");
        assertThat(phone.exitCode()).isZero();
      }
    }
    askForAllThatIsNotGiven();
    takeThePasswordFromThePipeOrTheEnvironment();
  }

  private void askForAllThatIsNotGiven() throws Exception {
    try (PseudoTerminal anna = PseudoTerminal.start(
        "xterm",
        town.directory(),
        "--topology",
        town.directory().resolve("line.yaml").toString())) {
      anna.waitForLast("Relay (1 to 2, or auto):");
      anna.type("9\r");
      anna.waitFor("relay 9 is not in the line, which has relays 1 to 2");
      anna.waitForLast("Relay (1 to 2, or auto):");
      anna.type("2\r");
      anna.waitForLast("Your ID (10 digits):");
      anna.type(ANNA + "\r");
      anna.waitForLast("password of " + ANNA + " (Anna):");
      anna.type("\u0004");
      assertThat(anna.exitCode()).isEqualTo(34);
      anna.waitFor("relay-client: not logged in, for want of a password");
    }
  }

  private void takeThePasswordFromThePipeOrTheEnvironment() throws Exception {
    assertThat(pipe(Map.of("CHAPPE_PASSWORD", "open sesame"), 32, FIRST))
        .endsWith("relay-client: wrong password")
        .doesNotContain("logged in")
        .satisfiesOnlyOnce(line -> assertThat(line).contains("wrong password"));
    // the third line is for the question whether another device's session is to end
    assertThat(pipe(Map.of(), 0, FIRST, "y", "/whoami", "3"))
        .contains("logged in")
        .anyMatch(line -> line.startsWith(ANNA + " at relay 2, account Anna, logged in, "))
        .endsWith("signed off");
  }

  /** What the client prints, without a terminal, and ends with. */
  private List<String> pipe(Map<String, String> environment, int exitCode, String... typed)
      throws Exception {
    String journal = town.directory().resolve("piped").toString();
    ProcessBuilder builder = ClientProcess.builder(
            town.directory(), town.arguments(ANNA, 2, "--journal", journal))
        .redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process piped = builder.start();
    try (OutputStream in = piped.getOutputStream()) {
      in.write((String.join("\n", typed) + "\n").getBytes(StandardCharsets.UTF_8));
    }
    String printed = new String(piped.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(piped.waitFor()).as(printed).isEqualTo(exitCode);
    return printed.lines().toList();
  }

  @Test
  void shouldSayWhoHasNoAccountWhereAccountsAreRequired() throws Exception {
    try (TerminalLine strict =
            TerminalLine.over(RealLine.startForAccounts(1), 1, town.directory());
        PseudoTerminal anna = strict.attach(ANNA, 1)) {
      anna.waitFor("not logged in: accounts are required here; create one first");
      anna.waitFor("1 · " + ANNA + " · not logged in · ");
      anna.enter("/send " + CORA + " x", "not logged in; use /account login, or /account create");
      anna.waitForLast(" >");
      anna.type("/account create\r");
      anna.choosePassword(FIRST);
      anna.waitFor("created, and logged in");
      anna.enter(
          "/send " + CORA + " is anybody there",
          "✗ #1 refused: no such user: " + CORA + " has no account");
      anna.enter("/send " + ANNA + " note to self", "● #2 delivered");
      anna.type("/quit\r");
      assertThat(anna.exitCode()).isZero();
    }
  }

  /** Logs off, and doesn't log in again where that would end another device's session. */
  private void leaveTheOtherDeviceIn(PseudoTerminal phone) {
    phone.enter("/account logoff", "logged off; mail goes on coming to your mailbox");
    try (RelayClient desk = town.connectToLogIn(ANNA, 1)) {
      desk.accounts().logIn(FIRST.toCharArray(), 7L, false).join();
      phone.type("/account login\r");
      phone.typePassword("password:", FIRST);
      phone.waitForLast("end that session? (y/N)");
      phone.type("n\r");
      phone.waitForLast(" >");
      assertThat(phone.lastLine()).contains("· not logged in ·");
    }
  }
}
