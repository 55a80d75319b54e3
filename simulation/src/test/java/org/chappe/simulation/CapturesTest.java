package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.chappe.simulation.Commands.ANNA;
import static org.chappe.simulation.Commands.BERT;

import java.time.Duration;
import java.util.List;
import org.chappe.client.Outcome;
import org.chappe.client.RelayClient;
import org.chappe.model.ClientId;
import org.chappe.node.Delivery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whoever does what the captures of the interactive client in the documents show sees what they show. */
@Timeout(300)
class CapturesTest {

  private static final String PASSWORD = "meet me at five";
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final int TIMES_MAX = 30;

  @RegisterExtension
  private final TerminalLine town = new TerminalLine(2);

  /** Each types only when the others have been shown all that comes by itself, as people do who wait for each other. */
  private static void play(Capture... people) {
    List<Capture> all = List.of(people);
    await().atMost(LIMIT).untilAsserted(() -> {
      all.forEach(Capture::read);
      for (Capture person : all) {
        boolean isTurn = all.stream().allMatch(other -> other == person || other.isAtRest());
        if (isTurn && person.stands()) {
          person.type();
        }
      }
      for (Capture person : all) {
        assertThat(person.shown()).isEqualTo(person.expected());
      }
    });
  }

  @Test
  void shouldTalkAsTheReadmeShows() throws Exception {
    List<List<String>> captures = Capture.in("README.md");
    assertThat(captures).hasSize(2);
    try (PseudoTerminal anna = town.attach(ANNA, 1);
        PseudoTerminal bert = town.attach(BERT, 2)) {
      play(new Capture(captures.get(0), anna), new Capture(captures.get(1), bert));
      assertThat(anna.exitCode()).isZero();
      assertThat(bert.exitCode()).isZero();
    }
  }

  @Test
  void shouldTalkAndLogInAsTheClientsDocumentShows() throws Exception {
    List<List<String>> captures = Capture.in("docs/CLIENT.md");
    assertThat(captures).hasSize(2);
    try (RelayClient bert = town.connect(BERT, 2)) {
      var unused = bert.accounts().create(PASSWORD.toCharArray(), "Bert").join();
      bert.listen();
      try (PseudoTerminal anna = town.attach(ANNA, 1)) {
        Capture capture = new Capture(captures.get(0), anna);
        haveHisNameKnown(capture, anna, bert);
        Thread answering = answer(bert, anna);
        play(capture);
        assertThat(anna.exitCode()).isZero();
        answering.join();
      }
      logIn(captures.get(1));
    }
  }

  /** A name that isn't told in time isn't shown. So he writes until it is known, and that is cleared away. */
  private static void haveHisNameKnown(Capture capture, PseudoTerminal anna, RelayClient bert) {
    anna.waitForLast("ms >");
    capture.read();
    String text = "it is me, for the ";
    for (int times = 1; times <= TIMES_MAX; times++) {
      var unused = bert.send(ClientId.parse(ANNA), text + times).join();
      anna.waitFor(text + times);
      if (anna.lines().contains("Bert (" + BERT + "): " + text + times)) {
        break;
      }
    }
    await().atMost(LIMIT).until(() -> {
      anna.type("\r"); // so that nothing is new, however late it came
      capture.clear();
      return capture.stands();
    });
  }

  /** Bert answers once his reader sees that he has her text. */
  private static Thread answer(RelayClient bert, PseudoTerminal anna) {
    Thread thread = new Thread(() -> {
      try {
        Delivery unused = bert.receive(LIMIT);
        anna.waitFor("● #1 delivered");
        var answered = bert.send(ClientId.parse(ANNA), "clear as day").join();
        assertThat(answered).isInstanceOf(Outcome.Accepted.class);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    });
    thread.start();
    return thread;
  }

  private void logIn(List<String> capture) throws Exception {
    try (RelayClient owner = town.connect(ANNA, 2)) {
      var unused = owner.accounts().create(PASSWORD.toCharArray(), "Anna").join();
      owner.accounts().logOff().join();
    }
    try (PseudoTerminal anna =
        town.attach(ANNA, 2, "--journal", town.directory().resolve("elsewhere").toString())) {
      play(new Capture(capture, anna, "open sesame", PASSWORD));
    }
  }
}
