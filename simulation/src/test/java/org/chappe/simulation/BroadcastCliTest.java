package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.chappe.simulation.Commands.ANNA;
import static org.chappe.simulation.Commands.LIMIT;
import static org.chappe.simulation.Commands.NONE;
import static org.chappe.simulation.Commands.assertEndsWith;
import static org.chappe.simulation.Commands.assertSays;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.chappe.client.RelayClient;
import org.chappe.simulation.Commands.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Texts to all, and who comes and leaves, with the commands of the real program, against real relays. */
@Timeout(120)
class BroadcastCliTest {

  private static final String WRITER = "0000000001";
  private static final String GUEST = "0000000007";

  @RegisterExtension
  private final Commands commands = new Commands(3);

  private Run run(String id, int relay, String... words) {
    return commands.runAs(id, relay, NONE, words);
  }

  @Test
  void shouldShowWhoComesAndLeavesWhereThatIsAskedFor() {
    List<String> lines = watch();
    assertThat(lines).anyMatch(line -> line.matches(".*\\b" + GUEST + "\\b[0-9, ]* came\\b.*"));
    assertThat(lines).anyMatch(line -> line.matches("(.*; )?[0-9, ]*\\b" + GUEST + "\\b.* left"));
    assertThat(lines)
        .allMatch(line -> line.matches("IDS came|GUEST left|IDS came; GUEST left"
            .replace("IDS", "[0-9]{10}(, [0-9]{10})*")
            .replace("GUEST", GUEST)));
  }

  @Test
  void shouldTellProgramsWhoComesAndLeaves() {
    List<String> lines = watch("-o", "json");
    assertThat(lines).anyMatch(line -> line.matches(".*\"came\":\\[[^]]*\"" + GUEST + "\".*"));
    assertThat(lines).anyMatch(line -> line.matches(".*\"left\":\\[[^]]*\"" + GUEST + "\".*"));
    assertThat(lines)
        .allMatch(line ->
            line.matches("[{]\"type\":\"presence\",\"came\":IDS,\"left\":GUEST,\"more\":0[}]"
                .replace("IDS", "\\[(\"[0-9]{10}\"(,\"[0-9]{10}\")*)?\\]")
                .replace("GUEST", "\\[(\"" + GUEST + "\")?\\]")));
  }

  /** What somebody is shown who watches at relay 3 while others come to relay 1, of whom one leaves, and the rest are just silent. */
  private List<String> watch(String... more) {
    String[] words = Stream.concat(
            Stream.of("listen", "--presence", "--count", "1"), Stream.of(more))
        .toArray(String[]::new);
    StringWriter shown = new StringWriter();
    CompletableFuture<Run> listening = CompletableFuture.supplyAsync(
        () -> commands.run(shown, commands.words(ANNA, 3, NONE, words)));
    AtomicInteger came = new AtomicInteger(100);
    await().atMost(LIMIT).until(() -> {
      attach(String.format("%010d", came.incrementAndGet()), 1);
      return !shown.toString().isEmpty(); // who is the first depends on when watching began
    });
    try (RelayClient guest = commands.connect(GUEST, 1)) {
      await().atMost(LIMIT).until(() -> shown.toString().contains(GUEST));
      guest.terminate().join();
    }
    await().atMost(LIMIT).until(() -> shown.toString().split(GUEST, -1).length > 2);
    assertSays(run(WRITER, 1, "send", ANNA, "enough"), "accepted by relay 1");
    Run listened = listening.join();
    assertThat(listened.exitCode()).isZero();
    assertThat(listened.err()).isEmpty();
    assertThat(listened.out().lines().filter(line -> line.contains("enough"))).hasSize(1);
    return listened.out().lines().filter(line -> !line.contains("enough")).toList();
  }

  /** A client that has spoken to its relay, and is silent since then. */
  private void attach(String id, int relay) {
    try (RelayClient client = commands.connect(id, relay)) {
      assertThat(client.fetch().join()).isZero();
    }
  }

  @Test
  void shouldBeShownOnceToEachWhoIsAttachedButNotToTheWriter() {
    List<String> ids = List.of(WRITER, "0000000002", "0000000003");
    for (int relay = 1; relay <= 3; relay++) {
      attach(ids.get(relay - 1), relay);
    }
    attach(ANNA, 1);
    assertSays(run(ANNA, 1, "send", "*", "storm coming"), "accepted by relay 1");
    assertThat(run(ids.get(0), 1, "listen", "--count", "1", "--seconds", "30", "-o", "json")
            .out())
        .contains("\"source\":\"" + ANNA + "\"", "\"to\":\"*\"", "\"text\":\"storm coming\"");
    for (int relay = 2; relay <= 3; relay++) {
      String[] listen = {"listen", "--count", "1", "--seconds", "30"};
      assertSays(run(ids.get(relay - 1), relay, listen), ANNA + " to all: storm coming");
      assertSays(run(ids.get(relay - 1), relay, "get"), "nothing waits");
    }
    assertSays(run(ANNA, 1, "get"), "nothing waits");
    assertSays(run("0000000008", 2, "get"), "nothing waits"); // nobody was there by that ID
  }

  @Test
  void shouldSayWhatCantBeToldToAll() {
    assertEndsWith(
        run(ANNA, 1, "send", "--wait", "stored", "*", "storm coming"),
        2,
        "nobody tells who has got a text to all: it can be waited for only until it is accepted");
    assertEndsWith(
        run(ANNA, 1, "send", "*", "x".repeat(161)),
        7,
        "refused: a text to all goes in one part, of at most 160 characters and 160 bytes");
  }

  @Test
  void shouldTellACommandThroughWhatAMessageCame() throws Exception {
    commands.environment().put("CHAPPE_PASSWORD", "first password");
    assertSays(commands.anna("account", "create", "--name", "Anna"), "created, and logged in");
    commands.environment().remove("CHAPPE_PASSWORD");
    assertThat(commands.anna("group", "create", "crew").exitCode()).isZero();
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> assertThat(commands.bert("group", "join", "crew").exitCode()).isZero());
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(told("#crew", "the fog lifts"))
            .matches("#crew[|]" + ANNA + "[|][|][|][0-9a-z]+[.][0-9a-z]+\n"));
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(told("*", "storm coming"))
            .matches("[|][|][*][|]Anna[|][0-9a-z]+[.][0-9a-z]+\n"));
    Run found = commands.bert("search", "--from", "@anna", "storm");
    assertThat(found.out().lines())
        .isNotEmpty()
        .allMatch(line -> line.endsWith("Anna (" + ANNA + ") to all: storm coming"));
    assertThat(commands.bert("search", "--from", "#crew", "fog").out().lines())
        .isNotEmpty()
        .allMatch(line -> line.contains("#crew") && line.endsWith(": the fog lifts"));
    assertSays(commands.bert("search", "--from", "#crew", "storm"));
  }

  /** What a command is told of a text from Anna that Bert gets; a name only if the relay says it soon enough. */
  private String told(String recipient, String text) throws IOException {
    assertSays(commands.anna("send", recipient, text), "accepted by relay 1");
    Path kept = commands.directory().resolve("told");
    String print = "printf '%s|%s|%s|%s|%s\\n' \"$CHAPPE_ROOM\" \"$CHAPPE_FROM\" \"$CHAPPE_TO\""
        + " \"$CHAPPE_SOURCE_NAME\" \"$CHAPPE_MESSAGE\" > '" + kept + "'";
    assertSays(commands.bert("listen", "--count", "1", "--seconds", "60", "--exec", print));
    return Files.readString(kept);
  }
}
