package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.chappe.simulation.Commands.ANNA;
import static org.chappe.simulation.Commands.BERT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.chappe.simulation.Commands.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of an ID and of a name that were taken in both parts of a split line, and how their owners hear of it. */
@Timeout(300)
class SplitNamesTest {

  private static final String CORA = "5555555555";
  private static final String DORA = "6666666666";
  private static final String EMIL = "7777777777";
  private static final String FIRST = "meet me at five";
  private static final String SECOND = "meet me at six";
  private static final Duration LIMIT = Duration.ofSeconds(90);

  /** Of the ID the later account, of the name the earlier. */
  private static final List<String> AGREED =
      List.of(BERT + "  Eve", ANNA + "  Annie", CORA + "  Eve~" + CORA, DORA, EMIL + "  Emil");

  @RegisterExtension
  private final TerminalLine town = new TerminalLine(3);

  @Test
  void shouldAgreeOnWhoHasWhatOnceTheSplitIsOver() throws Exception {
    try (PseudoTerminal anna = town.attach(ANNA, 1);
        PseudoTerminal cora = town.attach(CORA, 3)) {
      create(DORA, 1, SECOND);
      await().atMost(LIMIT).until(() -> list(3).contains(DORA));
      town.line().cut().apart(3);
      moveAround(anna);
      createByHand(anna, "Anna", FIRST);
      create(BERT, 1, FIRST, "--name", "Eve");
      // all that follows here is later than the other part's
      create(EMIL, 3, FIRST, "--name", "Emil");
      create(ANNA, 3, SECOND, "--name", "Annie", "--journal", "none");
      createByHand(cora, "Eve", FIRST);
      assertThat(list(1)).containsExactly(BERT + "  Eve", ANNA + "  Anna", DORA);
      assertThat(list(3)).containsExactly(ANNA + "  Annie", CORA + "  Eve", DORA, EMIL + "  Emil");
      town.line().cut().heal();
      for (int relay = 1; relay <= 3; relay++) {
        int at = relay;
        await().atMost(LIMIT).untilAsserted(() -> assertThat(list(at)).isEqualTo(AGREED));
      }
      assertIsNoLongerHers(anna);
      assertIsCalledOtherwise(cora);
    }
  }

  private void create(String id, int relay, String password, String... more) throws IOException {
    Path file = Files.writeString(town.directory().resolve("password"), password + "\n");
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
    terminal.choosePassword(password);
    terminal.waitFor("created, and logged in");
  }

  /** The accounts, in the order of their IDs. */
  private List<String> list(int relay) {
    return town.run("111111111" + relay, relay, "list").out().lines().sorted().toList();
  }

  /** Her password isn't that of the account which her ID has now. */
  private void assertIsNoLongerHers(PseudoTerminal anna) throws InterruptedException {
    anna.waitFor("not logged in: the password was changed; log in with the new one");
    anna.waitFor("1 · " + ANNA + " · not logged in · ");
    anna.enter("/send " + BERT + " it is me", "not logged in; use /account login");
    anna.type("/account login\r");
    anna.typePassword("password:", FIRST);
    anna.waitFor("wrong password");
    anna.enter("/whoami", ANNA + " at relay 1, account Annie, not logged in");
    anna.type("/quit\r");
    assertThat(anna.exitCode()).isZero();
    assertThat(town.run(ANNA, 1, "send", BERT, "it is me"))
        .isEqualTo(
            new Run(32, "", "relay-client: the password was changed; log in with the new one\n"));
  }

  private void assertIsCalledOtherwise(PseudoTerminal cora) {
    cora.enter("/whoami", CORA + " at relay 3, account Eve~" + CORA + ", logged in");
    assertThat(town.run(DORA, 1, "send", "@eve", "for Bert", "--wait", "stored"))
        .isEqualTo(new Run(0, "stored by the recipient's relay\n", ""));
    assertThat(town.run(DORA, 1, "send", "@eve~" + CORA, "for Cora", "--wait", "stored"))
        .isEqualTo(new Run(0, "stored by the recipient's relay\n", ""));
    cora.waitFor(DORA + ": for Cora");
    assertThat(town.run(BERT, 1, "get")).isEqualTo(new Run(0, DORA + ": for Bert\n", ""));
  }
}
