package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.chappe.client.RelayClient;
import org.chappe.client.cli.RelayClientCli;
import org.chappe.model.ClientId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Texts to all, and who comes and leaves, with the commands of the real program, against real relays. */
@Timeout(60)
class BroadcastCliTest {

  private static final String ANNA = "1234567890";

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  private Path directory;

  @SuppressWarnings("NullAway.Init") // set before each test
  private RealLine line;

  @BeforeEach
  void start() throws Exception {
    line = RealLine.start(3, true);
  }

  @AfterEach
  void stop() {
    line.close();
  }

  private String run(String id, int relay, String command, String... arguments) {
    StringWriter out = new StringWriter();
    run(out, id, relay, command, arguments);
    return out.toString();
  }

  private void run(StringWriter out, String id, int relay, String command, String... arguments) {
    Map<String, String> nothing = new HashMap<>();
    ClientProcess.isolate(nothing, directory);
    String place = "127.0.0.1:" + line.clientConfig(new ClientId(1), relay).port();
    List<String> words =
        new ArrayList<>(List.of(command, "--id", id, "--relay", place, "--journal", "none"));
    words.addAll(List.of(arguments));
    PrintWriter printer = new PrintWriter(out, true);
    RelayClientCli.execute(nothing, printer, printer, words.toArray(String[]::new));
  }

  @Test
  void shouldShowWhoComesWhereThatIsAskedFor() {
    StringWriter out = new StringWriter();
    CompletableFuture<Void> listening = CompletableFuture.runAsync(
        () -> run(out, ANNA, 3, "listen", "--presence", "--count", "1", "--seconds", "50"));
    AtomicInteger came = new AtomicInteger(100);
    await().atMost(Duration.ofSeconds(40)).until(() -> {
      attach(String.format("%010d", came.incrementAndGet()), 1);
      return out.toString().contains(" came"); // who is the first depends on when watching began
    });
    run("0000000001", 1, "send", ANNA, "enough");
    listening.join();
    assertThat(out.toString()).contains("0000000001: enough");
  }

  /** A client that has spoken to its relay, and is silent since then. */
  private void attach(String id, int relay) {
    try (RelayClient client =
        RelayClient.connect(line.clientConfig(ClientId.parse(id), relay)).join()) {
      assertThat(client.fetch().join()).isZero();
    }
  }

  @Test
  void shouldBeShownOnceToEachWhoIsAttachedButNotToTheWriter() {
    List<String> ids = List.of("0000000001", "0000000002", "0000000003");
    for (int relay = 1; relay <= 3; relay++) {
      attach(ids.get(relay - 1), relay);
    }
    attach(ANNA, 1);
    assertThat(run(ANNA, 1, "send", "*", "storm coming")).startsWith("accepted by relay 1");
    assertThat(run(ids.get(0), 1, "listen", "--count", "1", "--seconds", "30", "-o", "json"))
        .contains("\"source\":\"" + ANNA + "\"", "\"to\":\"*\"", "\"text\":\"storm coming\"");
    for (int relay = 2; relay <= 3; relay++) {
      assertThat(run(ids.get(relay - 1), relay, "listen", "--count", "1", "--seconds", "30"))
          .isEqualTo(ANNA + " to all: storm coming" + System.lineSeparator());
      assertThat(run(ids.get(relay - 1), relay, "get")).startsWith("nothing waits");
    }
    assertThat(run(ANNA, 1, "get")).startsWith("nothing waits");
  }
}
