package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.chappe.simulation.Commands.ANNA;
import static org.chappe.simulation.Commands.BERT;
import static org.chappe.simulation.Commands.LIMIT;
import static org.chappe.simulation.Commands.NOBODY;
import static org.chappe.simulation.Commands.assertEndsWith;
import static org.chappe.simulation.Commands.assertSays;

import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.chappe.client.Outcome;
import org.chappe.client.RelayClient;
import org.chappe.model.ClientId;
import org.chappe.simulation.Commands.Run;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Commands of the real program with their options, against real relays: what they print, and how they end. */
@Timeout(300)
class CommandsCliTest {

  @RegisterExtension
  private final Commands commands = new Commands(2);

  @BeforeEach
  void setPassword() throws Exception {
    commands
        .environment()
        .put("CHAPPE_PASSWORD_FILE", commands.write("password", "first password"));
  }

  private Run anna(String... words) {
    return commands.anna(words);
  }

  private Run bert(String... words) {
    return commands.bert(words);
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

  /** One object a line, of which only this much is sure beforehand. */
  private static void assertTells(Run run, String... parts) {
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).startsWith("{\"type\":\"").endsWith("}\n").contains(parts);
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void shouldTellWhatOnlyWaitsFromWhatCantBeDelivered() {
    assertSays(bert("get"), "nothing waits");
    Run waits = anna("send", "--wait", "delivered", "--timeout", "1", BERT, "are you there");
    assertThat(waits.err())
        .matches("relay-client: (accepted by relay 1|stored by the recipient's relay), but not"
            + " delivered within 1 s; it is still on its way\n");
    assertThat(waits.exitCode()).isEqualTo(10);
    assertThat(waits.out()).isEmpty();
    assertEndsWith(
        anna("send", "--wait", "delivered", "--ttl", "1s", NOBODY, "hello"), 8, "expired: hello");
    assertThat(getAsBert("are")).isEqualTo(ANNA + ": are you there\n");
    assertSays(anna("send", "--ttl", "1s", NOBODY, "never read"), "accepted by relay 1");
    StringBuilder told = new StringBuilder();
    await()
        .atMost(LIMIT)
        .until(() -> told.append(anna("get", "-o", "json").out()).indexOf("undelivered") >= 0);
    assertThat(told.toString().lines().filter(line -> line.contains("undelivered")))
        .singleElement()
        .asString()
        .matches("[{]\"type\":\"undelivered\",\"outcome\":\"expired\",\"destination\":\"" + NOBODY
            + "\",\"message\":\"([0-9a-z]+[.][0-9a-z]+)\",\"words\":\"message \\1 to " + NOBODY
            + " was not delivered: expired: never read\"[}]");
  }

  @Test
  void shouldLeaveAtTheRelayWhatIsOnlyLookedAt() {
    for (String text : List.of("one", "two", "three")) {
      assertSays(commands.runAs(NOBODY, 1, NOBODY, "send", ANNA, text), "accepted by relay 1");
    }
    String[] all = {NOBODY + ": one", NOBODY + ": two", NOBODY + ": three"};
    assertSays(anna("get", "--peek"), all);
    assertSays(anna("listen", "--count", "1"), all[0]);
    assertSays(anna("get", "--peek"), all[1], all[2]);
    Run peeked = anna("get", "--peek", "-o", "json");
    assertThat(peeked.out())
        .matches("(?:[{]\"type\":\"waiting\",\"source\":\"" + NOBODY
            + "\",\"message\":\"[0-9a-z]+[.][0-9a-z]+\",\"text\":\"(two|three)\"[}]\n){2}");
    assertTells(peeked, "\"text\":\"two\"", "\"text\":\"three\"");
    assertThat(anna("get", "-o", "json").out().lines())
        .hasSize(3)
        .endsWith("{\"type\":\"mailbox\",\"came\":2,\"waiting\":0}");
    assertSays(anna("get", "--peek"), "nothing waits");
  }

  @Test
  void shouldSayHowMuchMoreWaits() {
    try (RelayClient bert = commands.connect(BERT, 1)) {
      // what is left isn't told where the relay takes longer than two seconds
      await().atMost(LIMIT).untilAsserted(() -> {
        leaveOne(bert);
        Run one = getAsAnna(new SendingWriter(() -> send(bert, "two")));
        assertThat(one).isEqualTo(new Run(0, BERT + ": one\n", "relay-client: 1 more waits\n"));
      });
      await().atMost(LIMIT).untilAsserted(() -> {
        leaveOne(bert);
        Run one = getAsAnna(new SendingWriter(() -> {
          send(bert, "two");
          send(bert, "three");
        }));
        assertThat(one).isEqualTo(new Run(0, BERT + ": one\n", "relay-client: 2 more wait\n"));
      });
      await().atMost(LIMIT).untilAsserted(() -> {
        leaveOne(bert);
        Run one = getAsAnna(new SendingWriter(() -> send(bert, "two")), "-o", "json");
        assertThat(one.err()).isEmpty();
        assertThat(one.out().lines())
            .hasSize(2)
            .endsWith("{\"type\":\"mailbox\",\"came\":1,\"waiting\":1}");
      });
    }
    assertSays(anna("get"), BERT + ": two");
  }

  /** One message waits for Anna. */
  private void leaveOne(RelayClient writer) {
    assertThat(anna("get").exitCode()).isZero();
    send(writer, "one");
  }

  private Run getAsAnna(StringWriter shown, String... more) {
    String[] get = Stream.concat(Stream.of("get"), Stream.of(more)).toArray(String[]::new);
    return commands.run(shown, commands.words(ANNA, 1, ANNA, get));
  }

  private static void send(RelayClient client, String text) {
    assertThat(client
            .send(ClientId.parse(ANNA), text)
            .orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS)
            .join())
        .isInstanceOf(Outcome.Accepted.class);
  }

  /** Takes what is shown, and has more sent while the first of it is. */
  private static final class SendingWriter extends StringWriter {
    private final Runnable sending;
    private boolean isSent;

    SendingWriter(Runnable sending) {
      this.sending = sending;
    }

    @Override
    public void write(String text, int from, int length) {
      super.write(text, from, length);
      if (!isSent) {
        isSent = true;
        sending.run();
      }
    }
  }

  @Test
  void shouldFindANameThatWasTakenAtAnotherRelay() {
    assertSays(anna("account", "create", "--name", "Anna"), "created, and logged in");
    await().atMost(LIMIT).untilAsserted(() -> assertSays(bert("list", "anna"), ANNA + "  Anna"));
    assertSays(
        bert("send", "--wait", "stored", "@anna", "meet at 5"), "stored by the recipient's relay");
    assertSays(anna("get"), BERT + ": meet at 5");
  }

  @Test
  void shouldTellHowFarATextComesAndFindItAgain() {
    CompletableFuture<Run> heard =
        CompletableFuture.supplyAsync(() -> bert("listen", "--count", "1", "--seconds", "60"));
    assertSays(
        anna("send", "--receipt", BERT, "Fog over the third tower"),
        "accepted by relay 1",
        "stored by the recipient's relay",
        "delivered");
    assertSays(heard.join(), ANNA + ": Fog over the third tower");
    assertSays(anna("send", BERT, "never mind"), "accepted by relay 1");
    assertSays(anna("send", ANNA, "buy fog horn"), "accepted by relay 1");
    assertSays(anna("get"), ANNA + ": buy fog horn");
    Run found = anna("search", "fog");
    assertThat(found.out().lines().map(text -> text.substring("2026-11-21 18:30:00".length())))
        .containsExactly(
            "  to " + BERT + ": Fog over the third tower (delivered)",
            "  to " + ANNA + ": buy fog horn (accepted)",
            "  " + ANNA + ": buy fog horn");
    Run received = anna("search", "--from", ANNA, "-o", "json", "FOG");
    assertThat(received.out().lines()).hasSize(1);
    assertTells(received, "\"direction\":\"received\"", "\"text\":\"buy fog horn\"");
    Run second = anna("history", "--last", "3", "-o", "json");
    assertThat(second.out().lines()).hasSize(3);
    assertTells(second, "\"direction\":\"sent\"", "\"state\":\"accepted\"", "never mind");
    assertSays(anna("search", "horns"));
  }

  @Test
  void shouldTellWhichRelaysAreThere() {
    commands.setTopology(2);
    Run both = commands.run("ping");
    assertThat(both.err()).isEmpty();
    assertThat(both.exitCode()).isZero();
    assertThat(both.out().lines())
        .hasSize(2)
        .allMatch(
            told -> told.matches("relay [12] at 127[.]0[.]0[.]1:[0-9]+ answers in [0-9.]+ ms"));
    commands.line().drivers().get(1).close();
    assertTells(
        commands.run("ping", "--relay", "1", "-o", "json"), "\"outcome\":\"answered\",\"relay\":1");
    assertEndsWith(
        commands.run("ping", "--relay", "2", "--timeout", "1"),
        6,
        "relay 2 at " + commands.place(2) + " doesn't answer");
  }

  @Test
  void shouldRunACommandForEachMessage() {
    assertSays(anna("send", BERT, "$(touch me); `id`"), "accepted by relay 1");
    assertSays(anna("send", BERT, "second"), "accepted by relay 1");
    Path kept = commands.directory().resolve("kept");
    String append =
        "{ cat; printf ' from %s as %s\\n' \"$CHAPPE_SOURCE\" \"$CHAPPE_NUMBER\"; } >> '" + kept
            + "'";
    assertSays(bert("listen", "--count", "2", "--seconds", "60", "--exec", append));
    assertThat(kept)
        .hasContent("$(touch me); `id` from " + ANNA + " as 1\nsecond from " + ANNA + " as 2\n");
    assertSays(anna("send", BERT, "third"), "accepted by relay 1");
    assertThat(bert("listen", "--count", "1", "--seconds", "60", "--exec", "exit 3"))
        .isEqualTo(new Run(
            1, ANNA + ": third\n", "relay-client: the command ended with 3; the message is:\n"));
  }

  @Test
  void shouldTellProgramsWhatBecameOfAnAccountAndItsDevices() throws Exception {
    String other = commands.write("other", "second password");
    assertDone("created", anna("account", "create", "-o", "json"));
    assertDone("changed", anna("account", "passwd", "--password-file=" + other, "-o", "json"));
    commands.environment().put("CHAPPE_PASSWORD_FILE", other);
    String[] login = {"account", "login", "-o", "json"};
    assertEndsWith(
        annaElsewhere(login),
        33,
        ANNA + " is logged in elsewhere; use account login --take-over to end that session");
    assertDone("logged in", annaElsewhere("account", "login", "--take-over", "-o", "json"));
    assertEndsWith(
        anna("send", BERT, "with a session that was taken over"),
        33,
        ANNA + " is logged in elsewhere; use account login --take-over to end that session");
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
    return commands.runAs(ANNA, 1, "elsewhere", words);
  }

  private static void assertDone(String outcome, Run run) {
    assertTells(
        run, "{\"type\":\"account\",\"id\":\"" + ANNA + "\",\"outcome\":\"" + outcome + "\",");
  }
}
