package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.chappe.client.cli.RelayClientCli;
import org.chappe.model.ClientId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands of the real program with their options, against real relays: what they print, and how they end. */
@Timeout(300)
class CommandsCliTest {

  private static final String ANNA = "1234567890";
  private static final String BERT = "0987654321";
  private static final String NOBODY = "5555555555";
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  private Path directory;

  @SuppressWarnings("NullAway.Init") // set before each test
  private RealLine line;

  private final Map<String, String> environment = new HashMap<>();

  private record Run(int exitCode, String out, String err) {}

  @BeforeEach
  void start() throws Exception {
    line = RealLine.start(2, true);
    ClientProcess.isolate(environment, directory);
    environment.put(
        "CHAPPE_PASSWORD_FILE",
        Files.writeString(directory.resolve("password"), "first password\n").toString());
  }

  @AfterEach
  void stop() {
    line.close();
  }

  private Run run(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode = RelayClientCli.execute(
        environment, new PrintWriter(out, true), new PrintWriter(err, true), words);
    return new Run(exitCode, out.toString(), err.toString());
  }

  /** Runs a command of a client that attaches to a relay, each with a journal of its own. */
  private Run run(String id, int relay, String... words) {
    return runAt(id, relay, id, words);
  }

  /** @param journal the name of a directory */
  private Run runAt(String id, int relay, String journal, String... words) {
    String place = "127.0.0.1:" + line.clientConfig(new ClientId(1), relay).port();
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(1, List.of("--id", id, "--relay", place, "--journal", journal(journal)));
    return run(all.toArray(String[]::new));
  }

  private String journal(String name) {
    return directory.resolve(name).toString();
  }

  private Run anna(String... words) {
    return run(ANNA, 1, words);
  }

  private Run bert(String... words) {
    return run(BERT, 2, words);
  }

  /** What Bert gets, until a text is among it. */
  private String getAsBert(String last) {
    StringBuilder got = new StringBuilder();
    await().atMost(LIMIT).until(() -> {
      Run get = bert("get");
      if (!get.out().equals("nothing waits\n")) {
        got.append(get.out());
      }
      return got.indexOf(last) >= 0;
    });
    return got.toString();
  }

  private static void assertSays(Run run, String out) {
    assertThat(run).isEqualTo(new Run(0, out, ""));
  }

  /** One object a line, of which only this much is sure beforehand. */
  private static void assertTells(Run run, String... parts) {
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).startsWith("{\"type\":\"").endsWith("}\n").contains(parts);
    assertThat(run.exitCode()).isZero();
  }

  private static void assertEndsWith(Run run, int exitCode, String words) {
    assertThat(run.err()).startsWith("relay-client: ").contains(words);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.exitCode()).isEqualTo(exitCode);
  }

  @Test
  void shouldSendEachLineOfStandardInput() {
    InputStream keyboard = System.in;
    System.setIn(new ByteArrayInputStream(
        "fog over the third tower\nclear as day\n".getBytes(StandardCharsets.UTF_8)));
    try {
      assertSays(anna("send", BERT, "-"), "accepted by relay 1\naccepted by relay 1\n");
    } finally {
      System.setIn(keyboard);
    }
    assertThat(getAsBert("clear"))
        .isEqualTo(ANNA + ": fog over the third tower\n" + ANNA + ": clear as day\n");
  }

  @Test
  void shouldTellWhatOnlyWaitsFromWhatCantBeDelivered() {
    assertSays(bert("get"), "nothing waits\n");
    String[] delivered = {"send", "--wait", "delivered", "--timeout", "1", BERT, "are you there"};
    assertEndsWith(anna(delivered), 10, ", but not delivered within 1 s; it is still on its way");
    assertEndsWith(anna("send", "--wait", "delivered", "--ttl", "1s", NOBODY, "x"), 8, "expired: ");
    assertThat(getAsBert("are")).isEqualTo(ANNA + ": are you there\n");
  }

  @Test
  void shouldLeaveAtTheRelayWhatIsOnlyLookedAt() {
    for (String text : List.of("one", "two", "three")) {
      assertSays(run(NOBODY, 1, "send", ANNA, text), "accepted by relay 1\n");
    }
    String all = NOBODY + ": one\n" + NOBODY + ": two\n" + NOBODY + ": three\n";
    assertSays(anna("get", "--peek"), all);
    assertSays(anna("listen", "--count", "1"), NOBODY + ": one\n");
    assertThat(anna("get", "--peek").out()).isEqualTo(NOBODY + ": two\n" + NOBODY + ": three\n");
    assertThat(anna("get", "-o", "json").out().lines())
        .hasSize(3)
        .endsWith("{\"type\":\"mailbox\",\"came\":2,\"waiting\":0}");
    assertSays(anna("get", "--peek"), "nothing waits\n");
  }

  @Test
  void shouldFindANameThatWasTakenAtAnotherRelay() {
    assertSays(anna("account", "create", "--name", "Anna"), "created, and logged in\n");
    await().atMost(LIMIT).untilAsserted(() -> assertSays(bert("list", "anna"), ANNA + "  Anna\n"));
    assertSays(
        bert("send", "--wait", "stored", "@anna", "meet at 5"),
        "stored by the recipient's relay\n");
    assertSays(anna("get"), BERT + ": meet at 5\n");
    assertEndsWith(bert("send", "@cora", "x"), 11, "nobody is called cora");
  }

  @Test
  void shouldRefuseWhatIsForAnIdWithoutAnAccountWhereThatIsRequired() throws Exception {
    line.close();
    line = RealLine.startForAccounts(1);
    assertThat(anna("send", NOBODY, "x").exitCode()).isEqualTo(7);
    assertSays(anna("account", "create"), "created, and logged in\n");
    assertEndsWith(anna("send", NOBODY, "is anybody there"), 11, "refused: ");
    assertSays(anna("send", ANNA, "note to self"), "accepted by relay 1\n");
  }

  @Test
  void shouldTellHowFarATextComesAndFindItAgain() {
    CompletableFuture<Run> heard =
        CompletableFuture.supplyAsync(() -> bert("listen", "--count", "1", "--seconds", "60"));
    assertSays(
        anna("send", "--receipt", BERT, "Fog over the third tower"),
        "accepted by relay 1\nstored by the recipient's relay\ndelivered\n");
    assertSays(heard.join(), ANNA + ": Fog over the third tower\n");
    assertSays(anna("send", BERT, "never mind"), "accepted by relay 1\n");
    assertSays(anna("send", ANNA, "buy fog horn"), "accepted by relay 1\n");
    assertSays(anna("get"), ANNA + ": buy fog horn\n");
    Run found = kept("search", "fog");
    assertThat(found.out().lines().map(text -> text.substring("2026-11-21 18:30:00".length())))
        .containsExactly(
            "  to " + BERT + ": Fog over the third tower (delivered)",
            "  to " + ANNA + ": buy fog horn (accepted)",
            "  " + ANNA + ": buy fog horn");
    Run received = kept("search", "--from", ANNA, "-o", "json", "FOG");
    assertThat(received.out().lines()).hasSize(1);
    assertTells(received, "\"direction\":\"received\"", "\"text\":\"buy fog horn\"");
    Run second = kept("history", "--last", "3", "-o", "json");
    assertThat(second.out().lines()).hasSize(3);
    assertTells(second, "\"direction\":\"sent\"", "\"state\":\"accepted\"", "never mind");
    assertSays(kept("search", "horns"), "");
  }

  /** Runs a command that only reads Anna's journal. */
  private Run kept(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(1, List.of("--id", ANNA, "--journal", journal(ANNA)));
    return run(all.toArray(String[]::new));
  }

  @Test
  void shouldTellWhichRelaysAreThere() {
    environment.put(
        "CHAPPE_TOPOLOGY", ClientProcess.topology(line, 2, directory).toString());
    Run both = run("ping");
    assertThat(both.err()).isEmpty();
    assertThat(both.exitCode()).isZero();
    assertThat(both.out().lines())
        .hasSize(2)
        .allMatch(
            told -> told.matches("relay [12] at 127[.]0[.]0[.]1:[0-9]+ answers in [0-9.]+ ms"));
    line.drivers().get(1).close();
    assertTells(run("ping", "--relay", "1", "-o", "json"), "\"outcome\":\"answered\",\"relay\":1");
    assertEndsWith(run("ping", "--relay", "2", "--timeout", "1"), 6, " doesn't answer");
  }

  @Test
  void shouldRunACommandForEachMessage() throws Exception {
    assertSays(anna("send", BERT, "$(touch me); `id`"), "accepted by relay 1\n");
    assertSays(anna("send", BERT, "second"), "accepted by relay 1\n");
    Path kept = directory.resolve("kept");
    String append =
        "{ cat; printf ' from %s as %s\\n' \"$CHAPPE_SOURCE\" \"$CHAPPE_NUMBER\"; } >> '" + kept
            + "'";
    assertSays(bert("listen", "--count", "2", "--seconds", "60", "--exec", append), "");
    assertThat(kept)
        .hasContent("$(touch me); `id` from " + ANNA + " as 1\nsecond from " + ANNA + " as 2\n");
    assertSays(anna("send", BERT, "third"), "accepted by relay 1\n");
    Run failed = bert("listen", "--count", "1", "--seconds", "60", "--exec", "exit 3");
    assertEndsWith(failed, 1, "the command ended with 3; the message is:");
    assertThat(failed.out()).isEqualTo(ANNA + ": third\n");
  }

  @Test
  void shouldTellProgramsWhatBecameOfAnAccountAndItsDevices() throws Exception {
    Path other = Files.writeString(directory.resolve("other"), "second password\n");
    assertDone("created", anna("account", "create", "-o", "json"));
    assertDone("changed", anna("account", "passwd", "--password-file=" + other, "-o", "json"));
    environment.put("CHAPPE_PASSWORD_FILE", other.toString());
    String[] login = {"account", "login", "-o", "json"};
    assertEndsWith(annaElsewhere(login), 33, ANNA + " is logged in elsewhere");
    assertDone("logged in", annaElsewhere("account", "login", "--take-over", "-o", "json"));
    assertThat(anna("send", BERT, "with a session that was taken over").exitCode())
        .isNotZero();
    assertDone("logged off", annaElsewhere("account", "logoff", "-o", "json"));
    assertDone("logged in", anna(login));
    String device = "{\"type\":\"device\",\"id\":\"" + ANNA + "\",\"name\":\"phone\",";
    assertTells(anna("device", "add", "phone", "-o", "json"), device + "\"outcome\":\"added\"");
    assertTells(
        anna("device", "remove", "phone", "-o", "json"), device + "\"outcome\":\"removed\"");
    assertDone("deleted", anna("account", "delete", "-o", "json"));
  }

  /** Another device of Anna's, with a journal of its own. */
  private Run annaElsewhere(String... words) {
    return runAt(ANNA, 1, "elsewhere", words);
  }

  private static void assertDone(String outcome, Run run) {
    assertTells(
        run, "{\"type\":\"account\",\"id\":\"" + ANNA + "\",\"outcome\":\"" + outcome + "\",");
  }
}
