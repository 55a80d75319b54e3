package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.chappe.simulation.Commands.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of an ID and of a name that were taken in both parts of a split line, and how their owners hear of it. */
@Timeout(300)
class SplitNamesTest {

  private static final String ANNA = "1234567890";
  private static final String BERT = "0987654321";
  private static final String CORA = "5555555555";
  private static final String DORA = "6666666666";
  private static final String EMIL = "7777777777";
  private static final String FIRST = "meet me at five";
  private static final String SECOND = "meet me at six";
  private static final Duration LIMIT = Duration.ofSeconds(90);

  /** Of the ID the later account, of the name the earlier. */
  private static final List<String> AGREED =
      List.of(BERT + "  Eve", ANNA + "  Annie", CORA + "  Eve~" + CORA, DORA, EMIL + "  Emil");

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  private Path directory;

  @Test
  void shouldAgreeOnWhoHasWhatOnceTheSplitIsOver() throws Exception {
    try (TerminalLine town = TerminalLine.start(3, directory);
        PseudoTerminal anna = town.attach(ANNA, 1);
        PseudoTerminal cora = town.attach(CORA, 3)) {
      create(town, DORA, 1, SECOND);
      await().atMost(LIMIT).until(() -> list(town, 3).contains(DORA));
      town.line().cut().apart(3);
      moveAround(anna);
      createByHand(anna, "Anna", FIRST);
      create(town, BERT, 1, FIRST, "--name", "Eve");
      create(
          town, EMIL, 3, FIRST, "--name",
          "Emil"); // all that follows here is later than the other part's
      create(town, ANNA, 3, SECOND, "--name", "Annie", "--journal", "none");
      createByHand(cora, "Eve", FIRST);
      assertThat(list(town, 1)).containsExactly(BERT + "  Eve", ANNA + "  Anna", DORA);
      assertThat(list(town, 3))
          .containsExactly(ANNA + "  Annie", CORA + "  Eve", DORA, EMIL + "  Emil");
      town.line().cut().heal();
      for (int relay = 1; relay <= 3; relay++) {
        int at = relay;
        await().atMost(LIMIT).untilAsserted(() -> assertThat(list(town, at)).isEqualTo(AGREED));
      }
      assertIsNoLongerHers(town, anna);
      assertIsCalledOtherwise(town, cora);
    }
  }

  private void create(TerminalLine town, String id, int relay, String password, String... more)
      throws IOException {
    Path file = Files.writeString(directory.resolve("password"), password + "\n");
    String[] words = new String[more.length + 3];
    words[0] = "account";
    words[1] = "create";
    words[2] = "--password-file=" + file;
    System.arraycopy(more, 0, words, 3, more.length);
    assertThat(town.run(id, relay, words).out()).startsWith("created, and logged in");
  }

  /** So that her home here is newer than that in the other part: else she might be told that she has moved there. */
  private static void moveAround(PseudoTerminal anna) {
    anna.enter("/relay 2", "attached to relay 2 as " + ANNA);
    anna.answer("/relay 1");
    assertThat(anna.answer("/relay")).singleElement().asString().startsWith("relay 1, ");
  }

  private static void createByHand(PseudoTerminal terminal, String name, String password) {
    terminal.type("/account create " + name + "\r");
    for (String prompt : new String[] {"new password:", "once more:"}) {
      terminal.waitForLast(prompt);
      terminal.type(password + "\r");
    }
    terminal.waitFor("created, and logged in");
  }

  /** The accounts, in the order of their IDs. */
  private static List<String> list(TerminalLine town, int relay) {
    return town.run("111111111" + relay, relay, "list").out().lines().sorted().toList();
  }

  /** Her password isn't that of the account which her ID has now. */
  private static void assertIsNoLongerHers(TerminalLine town, PseudoTerminal anna)
      throws InterruptedException {
    anna.waitFor("not logged in: the password was changed; log in with the new one");
    anna.waitFor("1 · " + ANNA + " · not logged in · ");
    anna.enter("/send " + BERT + " it is me", "not logged in; use /account login");
    anna.type("/account login\r");
    anna.waitForLast("password:");
    anna.type(FIRST + "\r");
    anna.waitFor("wrong password");
    anna.enter("/whoami", ANNA + " at relay 1, account Annie, not logged in");
    anna.type("/quit\r");
    assertThat(anna.exitCode()).isZero();
    assertThat(town.run(ANNA, 1, "send", BERT, "it is me"))
        .isEqualTo(
            new Run(32, "", "relay-client: the password was changed; log in with the new one\n"));
  }

  private static void assertIsCalledOtherwise(TerminalLine town, PseudoTerminal cora) {
    cora.enter("/whoami", CORA + " at relay 3, account Eve~" + CORA + ", logged in");
    assertThat(town.run(DORA, 1, "send", "@eve", "for Bert", "--wait", "stored"))
        .isEqualTo(new Run(0, "stored by the recipient's relay\n", ""));
    assertThat(town.run(DORA, 1, "send", "@eve~" + CORA, "for Cora", "--wait", "stored"))
        .isEqualTo(new Run(0, "stored by the recipient's relay\n", ""));
    cora.waitFor(DORA + ": for Cora");
    assertThat(town.run(BERT, 1, "get")).isEqualTo(new Run(0, DORA + ": for Bert\n", ""));
  }
}
