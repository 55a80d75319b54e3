package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionTimeoutException;
import org.chappe.client.RelayClient;
import org.chappe.model.ClientId;
import org.chappe.simulation.Commands.Run;
import org.chappe.transport.DriverLoop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who watches is told of a crowd in few lines, at real relays. */
@Timeout(300)
class PresenceLineTest {

  private static final String WATCHER = "1234567890";
  private static final String DEAF = "0987654321";
  private static final int CROWD = 100;
  private static final int COMINGS_MAX = 30;
  private static final Duration SOON = Duration.ofSeconds(3);
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final Pattern ID = Pattern.compile("[0-9]{10}");
  private static final Predicate<String> CAME =
      Pattern.compile("[0-9]{10} came").asPredicate();
  private static final Predicate<String> LEFT =
      Pattern.compile("[0-9]{10} left").asPredicate();
  private static final Pattern MORE = Pattern.compile("([0-9]{1,9}) more came or left$");

  @RegisterExtension
  private final TerminalLine town = new TerminalLine(2);

  private final StringWriter told = new StringWriter();

  @Test
  void shouldTellOfACrowdInALineASecondEachOnceAndOnlyWhoAsked() throws Exception {
    try (DriverLoop loop = DriverLoop.start("crowd")) {
      town.fetch(DEAF, 1); // so that nobody hears of it later
      String[] listen = {"listen", "--count", "1", "--seconds", "250"};
      String[] watch = {"listen", "--count", "1", "--seconds", "250", "--presence"};
      CompletableFuture<Run> watching = TerminalLine.begin(() -> town.run(told, WATCHER, 1, watch));
      CompletableFuture<Run> deaf = TerminalLine.begin(() -> town.run(DEAF, 1, listen));
      waitUntilWatched();
      List<RelayClient> crowd = new ArrayList<>();
      List<String> came = during(() -> crowd.addAll(come(loop)));
      assertThat(came).anyMatch(CAME).noneMatch(LEFT);
      List<String> left =
          during(() -> all(crowd.stream().map(RelayClient::terminate).toList()));
      assertThat(left).anyMatch(LEFT).noneMatch(CAME);
      crowd.forEach(RelayClient::close);
      town.send("7777777777", 2, WATCHER, "enough");
      town.send("7777777777", 2, DEAF, "enough");
      assertThat(watching.join().out()).contains("7777777777: enough\n");
      assertThat(deaf.join()).isEqualTo(new Run(0, "7777777777: enough\n", ""));
    }
  }

  /** One after the other comes until one is told of soon: all those before are told of by then, or never. */
  private void waitUntilWatched() {
    for (int number = 1; number <= COMINGS_MAX; number++) {
      String id = coming(number);
      town.fetch(id, 2);
      try {
        await().atMost(SOON).until(() -> told.toString().contains(id));
        return;
      } catch (ConditionTimeoutException notYet) {
        // it came before anybody watched, or is told of late
      }
    }
    throw new AssertionError("nobody is told of: " + told);
  }

  private static String coming(int number) {
    return String.valueOf(8_000_000_000L + number);
  }

  /** Each at its relay, and known there. */
  private List<RelayClient> come(DriverLoop loop) {
    List<RelayClient> crowd = new ArrayList<>();
    for (int i = 0; i < CROWD; i++) {
      ClientId id = new ClientId(9_000_000_000L + i);
      crowd.add(RelayClient.connect(town.line().clientConfig(id, 1 + i % 2).withLoop(loop))
          .join());
    }
    all(crowd.stream().map(RelayClient::fetch).toList());
    return crowd;
  }

  private static void all(List<? extends CompletableFuture<?>> futures) {
    CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new))
        .orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS)
        .join();
  }

  /** The lines of what happens to the crowd: each of it is named or counted once, and no two lines are nearer than a second. */
  private List<String> during(Runnable happening) {
    int before = told.toString().length();
    long beganNanos = System.nanoTime();
    happening.run();
    await().atMost(LIMIT).until(() -> counted(linesSince(before)) >= CROWD);
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - beganNanos);
    List<String> lines = linesSince(before);
    assertThat(counted(lines)).as(() -> String.join("\n", lines)).isEqualTo(CROWD);
    assertThat(lines).hasSizeLessThanOrEqualTo((int) seconds + 2);
    return lines;
  }

  private List<String> linesSince(int before) {
    return told.toString().substring(before).lines().toList();
  }

  private static long counted(List<String> lines) {
    Set<String> named = new LinkedHashSet<>();
    long more = 0;
    for (String line : lines) {
      Matcher ids = ID.matcher(line);
      while (ids.find()) {
        assertThat(named.add(ids.group())).as("%s again: %s", ids.group(), line).isTrue();
      }
      Matcher rest = MORE.matcher(line);
      more += rest.find() ? Long.parseLong(rest.group(1)) : 0;
    }
    return named.size() + more;
  }
}
