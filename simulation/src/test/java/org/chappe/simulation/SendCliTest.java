package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.chappe.simulation.Commands.ANNA;
import static org.chappe.simulation.Commands.BERT;
import static org.chappe.simulation.Commands.LIMIT;
import static org.chappe.simulation.Commands.NONE;
import static org.chappe.simulation.Commands.assertEndsWith;
import static org.chappe.simulation.Commands.assertSays;

import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.chappe.simulation.Commands.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How {@code send} of the real program ends where its relay dies under it, and where several texts end each in another way. */
@Timeout(300)
class SendCliTest {

  private static final String CORA = Commands.NOBODY;
  private static final String STRANGER = "7777777777";

  /** At first, and at most: enough to notice that a relay is gone, also on a machine that does other things as well. */
  private static final int PATIENCE_SECONDS = 12;

  private static final int PATIENCE_SECONDS_MAX = 48;

  @RegisterExtension
  private final Commands commands = new Commands(2);

  /** Runs a command of somebody who knows the whole line. */
  private Run run(String id, int relay, String... words) {
    return run(new StringWriter(), id, relay, words);
  }

  private Run run(Writer shown, String id, int relay, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--id", id, "--relay", String.valueOf(relay)));
    return commands.run(shown, all.toArray(String[]::new));
  }

  /** Two relays at which only those who have accounts may write and be written to, as Anna and Bert. */
  private void startForAccounts() throws Exception {
    commands.restart(() -> RealLine.startForAccounts(2));
    commands.setTopology(2);
    commands.environment().put("CHAPPE_PASSWORD", "first password");
    assertSays(run(ANNA, 1, "account", "create"), "created, and logged in");
    assertSays(run(BERT, 2, "account", "create"), "created, and logged in");
    waitForAccounts(1, BERT, ANNA);
    waitForAccounts(2, BERT, ANNA);
  }

  /** Until a relay knows of these and no others. */
  private void waitForAccounts(int relay, String... ids) {
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertSays(commands.runAs(STRANGER, relay, NONE, "list"), ids));
  }

  /** Whether a text is on a relay's disk. */
  private boolean isTaken(int relay, String text) {
    return commands.line().disk(relay).values().stream()
        .anyMatch(value -> value.text().contains(text));
  }

  /** Each sends {@code from ID}, which relay 1 takes and Bert reads; but of that no word comes back, and at the other relay there is no Bert any more. */
  @Test
  void shouldSayThatNothingIsKnownOfWhatAnotherRelayMayHaveTaken() throws Exception {
    startForAccounts();
    assertSays(run(CORA, 1, "account", "create"), "created, and logged in");
    waitForAccounts(2, BERT, ANNA, CORA);
    Set<String> taken = ConcurrentHashMap.newKeySet(); // it isn't kept once the other relay has it
    commands.line().cut().hold(frame -> {
      String to = frame.destination().toString();
      if (isTaken(1, "from " + to)) {
        taken.add(to);
      }
      return frame.source().toString().equals("1") && taken.contains(to);
    });
    String[] send = {"send", BERT, "from " + ANNA, "--timeout", "90"};
    String[] sendForPrograms = {"send", BERT, "from " + CORA, "--timeout", "90", "-o", "json"};
    CompletableFuture<Run> anna = TerminalLine.begin(() -> run(ANNA, 1, send));
    CompletableFuture<Run> cora = TerminalLine.begin(() -> run(CORA, 1, sendForPrograms));
    StringBuilder read = new StringBuilder();
    await().atMost(LIMIT).until(() -> {
      read.append(run(BERT, 2, "get").out());
      return read.indexOf("from " + ANNA) >= 0 && read.indexOf("from " + CORA) >= 0;
    });
    assertSays(run(BERT, 2, "account", "delete"), "deleted");
    commands.line().stopRelay(1);
    String words = "unknown: another relay may have taken it before this one said: no such user: "
        + BERT + " has no account";
    assertEndsWith(anna.join(), 12, words);
    assertThat(cora.join().out().replaceFirst(",\"message\":\"[0-9a-z]+[.][0-9a-z]+\"", ""))
        .isEqualTo(outcome("unknown", words) + "\n");
    assertThat(cora.join().err()).isEmpty();
    assertThat(cora.join().exitCode()).isEqualTo(12);
    assertThat(commands.run("history", "--id", ANNA).out())
        .endsWith("  to " + BERT + ": from " + ANNA + " (unknown)\n");
  }

  private static String outcome(String word, String words) {
    return "{\"type\":\"outcome\",\"outcome\":\"" + word + "\",\"destination\":\"" + BERT
        + "\",\"words\":\"" + words + "\"}";
  }

  @Test
  void shouldEndWithTheWorstThatBecameOfSeveralLines() throws Exception {
    startForAccounts();
    InputStream keyboard = System.in;
    StringWriter told = new StringWriter();
    CompletableFuture<Run> anna;
    try (PipedOutputStream keys = new PipedOutputStream()) {
      System.setIn(new PipedInputStream(keys));
      String[] listen = {"listen", "--count", "1", "--seconds", "90"};
      CompletableFuture<Run> bert = TerminalLine.begin(() -> run(BERT, 1, listen));
      String[] send = {
        "send", BERT, "--wait", "delivered", "--ttl", "1h", "--timeout", "90", "-o", "json"
      };
      anna = TerminalLine.begin(() -> run(told, ANNA, 1, send));
      type(keys, "one");
      assertSays(bert.join(), ANNA + ": one");
      type(keys, "two");
      await()
          .atMost(LIMIT)
          .untilAsserted(() -> assertSays(run(BERT, 1, "get", "--peek"), ANNA + ": two"));
      commands.line().leap(Duration.ofHours(2));
      await().atMost(LIMIT).until(() -> told.toString().contains("expired"));
      assertSays(run(BERT, 1, "account", "delete"), "deleted");
      waitForAccounts(1, ANNA);
      type(keys, "three");
      type(keys, "four\u0007");
    } finally {
      System.setIn(keyboard);
    }
    assertThat(anna.join().out().lines().map(each -> each.replaceFirst(",\"message\":[^,]+", "")))
        .containsExactly(
            outcome("delivered", "delivered"),
            outcome("expired", "expired: two"),
            outcome("refused", "refused: no such user: " + BERT + " has no account"),
            outcome(
                "refused",
                "refused: text holds the control character 7; only tabs and line ends may be"));
    assertThat(anna.join().err()).isEmpty();
    assertThat(anna.join().exitCode()).as("not 0, 8 nor 7").isEqualTo(11);
  }

  private static void type(PipedOutputStream keys, String line) throws IOException {
    keys.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    keys.flush();
  }

  /** While it waits for a text, a client takes receipts only, and those come behind what waits. */
  @Test
  void shouldNotHearOfATextBehindMailThatNobodyGets() {
    commands.setTopology(2);
    assertSays(run(ANNA, 1, "get"), "nothing waits");
    assertSays(
        commands.run(
            "send", "--id", CORA, "--relay", "auto", "--wait", "stored", ANNA, "in the way"),
        "stored by the recipient's relay");
    String[] listen = {"listen", "--count", "1", "--seconds", "90"};
    CompletableFuture<Run> bert = TerminalLine.begin(() -> run(BERT, 2, listen));
    // on a busy machine it may not even be accepted by then
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertEndsWith(
            run(ANNA, 1, "send", BERT, "hello", "--wait", "delivered", "--timeout", "3"),
            10,
            "accepted by relay 1, but not delivered within 3 s; it is still on its way"));
    assertSays(bert.join(), ANNA + ": hello");
    assertSays(run(ANNA, 1, "get"), CORA + ": in the way");
    await().atMost(LIMIT).until(() -> {
      var unused = run(ANNA, 1, "get");
      return commands.run("history", "--id", ANNA).out().contains("hello (delivered)");
    });
  }

  /** Two texts that a relay has, but not on its disk, when it dies. */
  private record Lost(CompletableFuture<Run> anna, CompletableFuture<Run> cora) {

    boolean isTold() {
      return anna.join().exitCode() == 6 && cora.join().exitCode() == 6;
    }
  }

  private Lost sendToARelayThatDies(int seconds) throws Exception {
    commands.restart(() -> RealLine.start(2, true));
    commands.setTopology(2);
    commands.line().disk(1).hold();
    String timeout = String.valueOf(seconds);
    String journal = commands.journal(ANNA + "-" + seconds);
    String[] send = {"send", BERT, "from " + ANNA, "--timeout", timeout, "--journal", journal};
    String[] sendForPrograms = {
      "send", BERT, "from " + CORA, "--timeout", timeout, "--journal", NONE, "-o", "json"
    };
    CompletableFuture<Run> anna = TerminalLine.begin(() -> run(ANNA, 1, send));
    CompletableFuture<Run> cora = TerminalLine.begin(() -> run(CORA, 1, sendForPrograms));
    await().atMost(LIMIT).until(() -> isTaken(1, "from " + ANNA) && isTaken(1, "from " + CORA));
    commands.line().stopRelay(1);
    commands.line().stopRelay(2);
    return new Lost(anna, cora);
  }

  /** Where there is little time for much to do, the time may be over before it is clear that the relay is gone. */
  @Test
  void shouldSayThatNoRelayAnswersAnyMore() throws Exception {
    int seconds = PATIENCE_SECONDS;
    Lost lost = sendToARelayThatDies(seconds);
    while (!lost.isTold() && seconds < PATIENCE_SECONDS_MAX) {
      seconds *= 2;
      lost = sendToARelayThatDies(seconds);
    }
    assertEndsWith(
        lost.anna().join(),
        6,
        "relay 1 doesn't answer any more; the text is in the journal and goes on when this client"
            + " runs again");
    String json = outcome(
        "timeout", "relay 1 doesn't answer any more; the text may or may not have been sent");
    assertThat(lost.cora().join()).isEqualTo(new Run(6, json + "\n", ""));
    commands.restart(() -> RealLine.start(1, true));
    String journal = ANNA + "-" + seconds;
    await().atMost(LIMIT).until(() -> {
      var unused = commands.runAs(ANNA, 1, journal, "get");
      return isTaken(1, "from " + ANNA);
    });
    assertSays(commands.runAs(BERT, 1, NONE, "get"), ANNA + ": from " + ANNA);
  }

  @Test
  void shouldTellABugFromAllElse() {
    Writer broken = new StringWriter() {
      @Override
      public void write(String text, int from, int length) {
        throw new IllegalStateException("a bug, made for this test");
      }
    };
    commands.setTopology(2);
    assertThat(run(broken, ANNA, 1, "send", ANNA, "note to self").exitCode()).isEqualTo(70);
  }
}
