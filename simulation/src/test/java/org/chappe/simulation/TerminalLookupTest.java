package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.chappe.simulation.Commands.ANNA;
import static org.chappe.simulation.Commands.BERT;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.chappe.client.RelayClientConfig;
import org.chappe.model.ClientId;
import org.chappe.simulation.Commands.Run;
import org.chappe.wire.Frame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a person at the interactive client finds: in the journal, in the mailbox at the relay, and among the accounts of the line. */
@Timeout(300)
class TerminalLookupTest {

  private static final String CORA = "5555555555";
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static final String LONG_NAME = "a".repeat(31) + "-";

  /** It fits the name, and an engine that goes back would need more than 2 to the power of 31 steps to find that out: each a? has to be tried with an a first. There is no loop in it, in which an engine might notice that it was there before. */
  private static final String HOSTILE = "/^" + "a?".repeat(31) + "a".repeat(31) + "-$/";

  @RegisterExtension
  private final TerminalLine town = new TerminalLine(1);

  @Test
  void shouldFindWhatThereIsAndSayWhereThereIsNothing() throws Exception {
    try (PseudoTerminal anna = town.attach(ANNA, 1)) {
      anna.waitForLast("ms >");
      lookAtTheHelp(anna);
      attachAnew(anna);
      lookIntoTheJournal(anna);
      lookAtWhatWaits(anna);
      getWhatIsJustComing(anna, "2", "1 message came", "wind from the west");
      getWhatIsJustComing(anna, "/ge", "2 messages came", "rain by noon", "snow by the evening");
      lookForAccounts(anna);
      anna.type("/quit\r");
      anna.waitFor("signed off");
      assertThat(anna.exitCode()).isZero();
    }
  }

  private static void lookAtTheHelp(PseudoTerminal anna) {
    assertThat(anna.answer("/help"))
        .hasSize(18)
        .startsWith("1, 2 and 3 as on the menu. Tab completes commands, IDs and names.")
        .contains(
            "  /send TO TEXT                send a text to ID, @NAME, #GROUP or queue:NAME",
            "  /list [PATTERN]              accounts: * and ? as in file names, or /a regular expression/")
        .endsWith(
            "  /quit                        sign off; as 3, Ctrl-D, or Ctrl-C on an empty line");
    assertThat(anna.answer("/g")).containsExactly("which one: /get, /group?");
  }

  private void attachAnew(PseudoTerminal anna) {
    RelayClientConfig config = town.line().clientConfig(ClientId.parse(ANNA), 1);
    String place = config.host() + ":" + config.port();
    for (String choice : List.of("auto", place)) {
      assertThat(anna.answer("/relay " + choice))
          .singleElement()
          .asString()
          .matches("attached to relay 1 as " + ANNA + " \\([0-9.]+ ms\\)");
    }
    assertThat(anna.answer("/relay 2"))
        .containsExactly("relay 2 is not in the line, which has relays 1 to 1");
  }

  private void lookIntoTheJournal(PseudoTerminal anna) {
    assertThat(anna.answer("/history")).containsExactly("nothing found");
    town.send(BERT, 1, ANNA, "Fog over the third tower");
    anna.waitFor(BERT + ": Fog over the third tower");
    anna.enter("/send " + BERT + " clear as day", "✓✓ #1 stored by the recipient's relay");
    String received = "DATE  " + BERT + ": Fog over the third tower";
    String sent = "DATE  to " + BERT + ": clear as day (stored)";
    await().atMost(LIMIT).until(() -> town.run("history", "--id", ANNA).out().contains("(stored)"));
    assertThat(dated(anna.answer("/history 20"))).containsExactly(received, sent);
    assertThat(dated(anna.answer("/history 1"))).containsExactly(sent);
    assertThat(anna.answer("/history many")).containsExactly("say how many messages: /history 20");
    assertThat(dated(anna.answer("/search fOG"))).containsExactly(received);
    assertThat(dated(anna.answer("/search clear as"))).containsExactly(sent);
    assertThat(dated(anna.answer("/search ER"))).containsExactly(received);
    assertThat(anna.answer("/search fogs")).containsExactly("nothing found");
    assertThat(anna.answer("/search")).containsExactly("say what to look for: /search fog");
  }

  private static List<String> dated(List<String> lines) {
    return lines.stream()
        .map(line -> line.replaceFirst("^[0-9]{4}(-[0-9]{2}){2} [0-9]{2}(:[0-9]{2}){2} ", "DATE "))
        .toList();
  }

  /** The relay is asked while a message is on its way to the client, and so still waits; both come to the screen. */
  private void lookAtWhatWaits(PseudoTerminal anna) {
    assertThat(anna.answer("/peek")).containsExactly("nothing waits");
    AtomicBoolean isAnswered = new AtomicBoolean();
    town.line().cut().hold(frame -> {
      isAnswered.compareAndSet(false, frame.payload().text().startsWith("peek?"));
      return isToAnna(frame);
    });
    town.send(CORA, 1, ANNA, "look up");
    anna.type("/pee\r");
    await().atMost(LIMIT).untilTrue(isAnswered);
    town.line().cut().release();
    String message = CORA + ": look up";
    await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(anna.lines()).filteredOn(line -> line.equals(message)).hasSize(2));
    anna.waitForLast("· 1 new >");
    assertThat(anna.answer("/pe")).containsExactly("nothing waits");
    assertThat(dated(anna.answer("/search look up"))).containsExactly("DATE  " + message);
    assertThat(anna.answer("/get")).containsExactly("nothing waits");
  }

  /** What is on its way to the client, and doesn't arrive before the client gets what waits, comes first, and is counted. */
  private void getWhatIsJustComing(PseudoTerminal anna, String get, String told, String... texts) {
    Set<String> coming = ConcurrentHashMap.newKeySet();
    Cut cut = town.line().cut();
    cut.hold(frame -> {
      boolean isHeld = isToAnna(frame);
      if (isHeld) {
        coming.add(frame.payload().text());
      }
      return isHeld;
    });
    town.send(CORA, 1, ANNA, texts);
    await().atMost(LIMIT).until(() -> coming.containsAll(List.of(texts)));
    cut.watch(frame -> {
      if (isFetch(frame)) {
        cut.release();
      }
    });
    List<String> shown = Stream.concat(
            Stream.of(texts).map(text -> CORA + ": " + text), Stream.of(told))
        .toList();
    assertThat(anna.answer(get)).isEqualTo(shown);
  }

  private static boolean isToAnna(Frame frame) {
    return frame instanceof Frame.Send && frame.destination().toString().equals(ANNA);
  }

  private static boolean isFetch(Frame frame) {
    return frame instanceof Frame.Get get
        && get.source().toString().equals(ANNA)
        && get.waitSeconds() == Frame.Get.NO_WAIT
        && get.payload().text().isEmpty();
  }

  private void lookForAccounts(PseudoTerminal anna) throws Exception {
    Path password = Files.writeString(town.directory().resolve("password"), "meet me at five\n");
    assertThat(town.run(
            CORA, 1, "account", "create", "--name", LONG_NAME, "--password-file=" + password))
        .isEqualTo(new Run(0, "created, and logged in\n", ""));
    String found = CORA + "  " + LONG_NAME;
    String malformed = "the pattern can't be read, or is too long";
    anna.enter("/list " + HOSTILE, found);
    anna.waitForLast(" >");
    assertThat(anna.answer("/list /(a+)+$/")).containsExactly("nothing found");
    assertThat(anna.answer("/list /^(a|aa)+-$/")).containsExactly(found);
    assertThat(anna.answer("/list *-")).containsExactly(found);
    assertThat(anna.answer("/list /(a+/")).containsExactly(malformed);
    assertThat(anna.answer("/list /a{31}/")).containsExactly(malformed);
    assertThat(town.run(BERT, 1, "list", HOSTILE)).isEqualTo(new Run(0, found + "\n", ""));
    assertThat(town.run(BERT, 1, "list", "/(a+)+$/")).isEqualTo(new Run(0, "", ""));
    assertThat(town.run(BERT, 1, "list", "/^(a|aa)+-$/")).isEqualTo(new Run(0, found + "\n", ""));
    for (String pattern : List.of("/(a+/", "*".repeat(101))) {
      assertThat(town.run(BERT, 1, "list", pattern))
          .isEqualTo(new Run(2, "", "relay-client: " + malformed + "\n"));
    }
  }
}
