package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.chappe.simulation.Commands.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Texts to all with the real client at real relays: over links that lose, and while relays die. */
@Timeout(300)
class BroadcastLineTest {

  private static final String ANNA = "1234567890";
  private static final String CORA = "5555555555";
  private static final String LOSS = "loss=0.2";
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int RELAYS = 5;
  private static final int TRIES_MAX = 20;
  private static final int UNREACHABLE = 6;

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  private Path directory;

  /** Somebody at each relay. */
  private static Map<String, Integer> readers() {
    Map<String, Integer> readers = new LinkedHashMap<>();
    for (int relay = 1; relay <= RELAYS; relay++) {
      readers.put("000000000" + relay, relay);
    }
    return readers;
  }

  /** Runs a command over a link that loses, again where its client gives up because it wasn't answered a few times running. */
  private static Run run(TerminalLine town, String id, int relay, String... words) {
    String[] all =
        Stream.concat(Stream.of(words), Stream.of("--impair", LOSS)).toArray(String[]::new);
    Run run = town.run(id, relay, all);
    for (int tries = 1; tries < TRIES_MAX && run.exitCode() == UNREACHABLE; tries++) {
      run = town.run(id, relay, all);
    }
    return run;
  }

  /** Nothing is shown, though something may wait that was shown already: whoever comes to another relay is given it again. Who has been attached once is told what is written to all. */
  private static void assertNothing(Run get) {
    assertThat(get.out()).isIn("nothing waits\n", "");
    assertThat(get.exitCode()).as(get.err()).isZero();
  }

  private static List<String> withoutTimes(Run history) {
    return history
        .out()
        .lines()
        .map(line -> line.substring("2026-11-21 18:30:00  ".length()))
        .toList();
  }

  @Test
  void shouldShowEachOnceToAllButTheWriterThoughEachHopLosesAFifth() throws Exception {
    List<String> texts = List.of("storm coming", "it rains", "storm over");
    List<String> shown = texts.stream().map(text -> ANNA + " to all: " + text).toList();
    try (TerminalLine town =
        TerminalLine.over(RealLine.startImpaired(RELAYS, LOSS), RELAYS, directory)) {
      assertNothing(run(town, ANNA, 1, "get"));
      readers().forEach((id, relay) -> assertNothing(run(town, id, relay, "get")));
      List<CompletableFuture<Run>> listening = new ArrayList<>();
      readers()
          .forEach((id, relay) -> listening.add(TerminalLine.begin(
              () -> run(town, id, relay, "listen", "--count", "3", "--seconds", "200"))));
      for (String text : texts) {
        Run sent = run(town, ANNA, 1, "send", "*", text);
        assertThat(sent.out()).as(sent.err()).matches("accepted by relay [1-5]\n");
        assertThat(sent.exitCode()).isZero();
      }
      for (CompletableFuture<Run> heard : listening) {
        assertThat(heard.join().out().lines()).containsExactlyInAnyOrderElementsOf(shown);
        assertThat(heard.join().exitCode()).isZero();
      }
      readers().forEach((id, relay) -> {
        assertNothing(run(town, id, relay, "get"));
        assertThat(withoutTimes(town.run("history", "--id", id)))
            .containsExactlyInAnyOrderElementsOf(shown);
      });
      assertNothing(run(town, ANNA, 1, "get"));
      assertThat(withoutTimes(town.run("history", "--id", ANNA)))
          .containsExactly(
              texts.stream().map(text -> "to *: " + text + " (accepted)").toArray(String[]::new));
    }
  }

  @Test
  void shouldShowEachOnceBehindADeadRelayAndToWhoseHomeDies() throws Exception {
    List<String> texts = List.of("three is dead", "four is dead, too");
    List<String> shown = texts.stream().map(text -> ANNA + " to all: " + text).toList();
    try (TerminalLine town = TerminalLine.over(RealLine.start(RELAYS, true), RELAYS, directory);
        PseudoTerminal cora = town.attach(CORA, 4)) {
      Map<String, Integer> readers = new LinkedHashMap<>(Map.of("0000000002", 2, "0000000005", 5));
      readers.forEach((id, relay) -> assertNothing(town.run(id, relay, "get")));
      List<CompletableFuture<Run>> listening = new ArrayList<>();
      readers.forEach((id, relay) -> listening.add(TerminalLine.begin(
          () -> town.run(id, relay, "listen", "--count", "2", "--seconds", "200"))));
      town.line().stopRelay(3);
      writeToAll(town, texts.get(0));
      cora.waitFor(shown.get(0));
      town.line().stopRelay(4);
      writeToAll(town, texts.get(1));
      cora.waitFor("now; relay 4 is lost");
      cora.waitFor(shown.get(1));
      for (CompletableFuture<Run> heard : listening) {
        assertThat(heard.join().out().lines()).containsExactlyInAnyOrderElementsOf(shown);
        assertThat(heard.join().exitCode()).isZero();
      }
      readers.forEach((id, relay) -> assertNothing(town.run(id, relay, "get")));
      cora.enter("/get", "nothing waits");
      assertThat(cora.lines().stream().filter(line -> line.contains("to all")))
          .containsExactlyElementsOf(shown);
    }
  }

  @Test
  void shouldShowEachOnceInBothPartsOfALineThatWasSplit() throws Exception {
    List<String> shown = List.of(ANNA + " to all: to both sides", ANNA + " to all: it is over");
    try (TerminalLine town = TerminalLine.over(RealLine.start(RELAYS, true), RELAYS, directory)) {
      readers().forEach((id, relay) -> assertNothing(town.run(id, relay, "get")));
      List<StringWriter> screens = new ArrayList<>();
      List<CompletableFuture<Run>> listening = new ArrayList<>();
      readers().forEach((id, relay) -> {
        StringWriter screen = new StringWriter();
        screens.add(screen);
        listening.add(TerminalLine.begin(
            () -> town.run(screen, id, relay, "listen", "--count", "2", "--seconds", "200")));
      });
      town.line().cut().apart(4, 5);
      writeToAll(town, "to both sides");
      waitUntilShown(screens.subList(0, 3), shown.get(0));
      town.line().cut().heal();
      waitUntilShown(screens, shown.get(0));
      writeToAll(town, "it is over");
      for (CompletableFuture<Run> heard : listening) {
        assertThat(heard.join().out().lines()).containsExactlyElementsOf(shown);
        assertThat(heard.join().exitCode()).isZero();
      }
      readers().forEach((id, relay) -> assertNothing(town.run(id, relay, "get")));
    }
  }

  private static void waitUntilShown(List<StringWriter> screens, String line) {
    await()
        .atMost(LIMIT)
        .until(() ->
            screens.stream().allMatch(screen -> screen.toString().lines().anyMatch(line::equals)));
  }

  private static void writeToAll(TerminalLine town, String text) {
    assertThat(town.run(ANNA, 1, "send", "*", text))
        .isEqualTo(new Run(0, "accepted by relay 1\n", ""));
  }
}
