package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.chappe.simulation.Commands.ANNA;
import static org.chappe.simulation.Commands.BERT;
import static org.chappe.simulation.Commands.LIMIT;
import static org.chappe.simulation.Commands.NOBODY;
import static org.chappe.simulation.Commands.NONE;
import static org.chappe.simulation.Commands.assertEndsWith;
import static org.chappe.simulation.Commands.assertSays;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.chappe.server.station.StationLimits;
import org.chappe.simulation.Commands.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Exit codes of the real program, each with its one line, where no other test of commands shows them; at a real relay. */
@Timeout(300)
class ExitCodesCliTest {

  private static final int MAILBOX_MAX = 2;
  private static final String IN_JOURNAL =
      "the text is in the journal and goes on when this client runs again";

  @RegisterExtension
  private final Commands commands = new Commands(() -> RealLine.start(
      1,
      true,
      StationLimits.DEFAULT.withMailbox(MAILBOX_MAX, StationLimits.DEFAULT.mailboxBytesMax())));

  private Run anna(String... words) {
    return commands.anna(words);
  }

  private Run bert(String... words) {
    return commands.runAs(BERT, 1, BERT, words);
  }

  /** Adds what Bert gets. */
  private void getAsBert(List<String> got) {
    bert("get").out().lines().filter(line -> !line.equals("nothing waits")).forEach(got::add);
  }

  @Test
  void shouldSayThatATextIsTakenLaterAndNotLoseIt() {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < MAILBOX_MAX; i++) {
      texts.add(ANNA + ": text " + i);
      assertSays(anna("send", BERT, "text " + i), "accepted by relay 1");
    }
    String words = "not accepted within 1 s; relay 1 takes it later: the recipient's mailbox is"
        + " full; " + IN_JOURNAL;
    // on a busy machine a second may be over before the relay has said why
    await().atMost(LIMIT).untilAsserted(() -> {
      String text = "text " + texts.size();
      texts.add(ANNA + ": " + text);
      assertEndsWith(anna("send", "--timeout", "1", BERT, text), 12, words);
    });
    await().atMost(LIMIT).untilAsserted(() -> {
      String text = "text " + texts.size();
      texts.add(ANNA + ": " + text);
      assertThat(anna("send", "--timeout", "1", "-o", "json", BERT, text))
          .isEqualTo(new Run(
              12,
              "{\"type\":\"outcome\",\"outcome\":\"timeout\",\"destination\":\"" + BERT
                  + "\",\"words\":\"" + words + "\"}\n",
              ""));
    });
    List<String> got = new ArrayList<>();
    await().atMost(LIMIT).until(() -> {
      getAsBert(got);
      var unused = anna("get");
      return got.size() >= texts.size();
    });
    assertThat(got).isEqualTo(texts);
    assertSays(bert("get"), "nothing waits");
  }

  @Test
  void shouldNotSendTheRestOnceALineIsNotTakenInTime() {
    HeldDisk disk = commands.line().disk(1);
    InputStream keyboard = System.in;
    System.setIn(new ByteArrayInputStream("one\ntwo\n".getBytes(StandardCharsets.UTF_8)));
    disk.hold();
    try {
      assertEndsWith(
          anna("send", "--timeout", "1", BERT), 12, "not accepted within 1 s; " + IN_JOURNAL);
    } finally {
      System.setIn(keyboard);
      disk.release();
    }
    List<String> got = new ArrayList<>();
    await().atMost(LIMIT).until(() -> {
      getAsBert(got);
      var unused = anna("get");
      return !got.isEmpty();
    });
    assertSays(anna("send", "--wait", "stored", BERT, "three"), "stored by the recipient's relay");
    getAsBert(got);
    assertThat(got).containsExactly(ANNA + ": one", ANNA + ": three");
  }

  @Test
  void shouldSayThatARecipientIsUnknown() throws Exception {
    assertEndsWith(anna("send", "@cora", "x"), 11, "nobody is called cora");
    assertEndsWith(anna("send", "#crew", "x"), 11, "there is no #crew");
    assertEndsWith(anna("send", "queue:jobs", "x"), 11, "there is no queue:jobs");
    commands.restart(() -> RealLine.startForAccounts(1));
    commands.environment().put("CHAPPE_PASSWORD", "first password");
    assertEndsWith(
        anna("send", NOBODY, "x"),
        7,
        "refused by the relay: accounts are required here; create one first");
    assertSays(anna("account", "create"), "created, and logged in");
    String words = "refused: no such user: " + NOBODY + " has no account";
    assertEndsWith(anna("send", NOBODY, "is anybody there"), 11, words);
    assertThat(anna("send", "-o", "json", NOBODY, "is anybody there"))
        .isEqualTo(new Run(
            11,
            "{\"type\":\"outcome\",\"outcome\":\"refused\",\"destination\":\"" + NOBODY
                + "\",\"words\":\"" + words + "\"}\n",
            ""));
    assertSays(anna("send", ANNA, "note to self"), "accepted by relay 1");
    assertSays(anna("get"), ANNA + ": note to self");
  }

  @Test
  void shouldSayWhyAJournalCantBeUsed() throws IOException {
    String journal = commands.journal(ANNA);
    Path file = Path.of(journal, "journal");
    CompletableFuture<Run> listening =
        CompletableFuture.supplyAsync(() -> anna("listen", "--count", "1", "--seconds", "60"));
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertEndsWith(
            anna("get"),
            20,
            "the journal in " + journal
                + " is in use by another client; end that one, or name another directory"));
    assertSays(bert("send", ANNA, "that's enough"), "accepted by relay 1");
    assertSays(listening.join(), BERT + ": that's enough");
    assertEndsWith(
        commands.runAs(BERT, 1, ANNA, "get"),
        22,
        file + " belongs to client " + ANNA + ", not " + BERT + "; name another directory");
    byte[] bytes = Files.readAllBytes(file);
    bytes[30] ^= 1;
    Files.write(file, bytes);
    for (Run run : List.of(anna("get"), anna("history"))) {
      assertThat(run.exitCode()).isEqualTo(21);
      assertThat(run.err()).startsWith("relay-client: " + file + " is damaged at offset 24");
    }
  }

  @Test
  void shouldSayWhatIsMissing() {
    assertThat(anna("listen", "--count", "1", "--seconds", "1")).isEqualTo(new Run(1, "", ""));
    String absent = commands.directory().resolve("absent.yaml").toString();
    assertEndsWith(
        commands.run("get", "--id", ANNA, "--relay", "1", "--topology", absent),
        3,
        absent + ": no such file; check the path");
    commands.setTopology(1);
    assertEndsWith(
        commands.run("get", "--id", ANNA, "--relay", "9"),
        4,
        "relay 9 is not in the line, which has relays 1 to 1");
    String port = commands.place(1).substring("127.0.0.1:".length());
    assertEndsWith(
        commands.run("forward", "--listen", port, "--to", "127.0.0.1:9"),
        5,
        "cannot listen on 127.0.0.1:" + port + ": the port is taken by another program");
  }

  @Test
  void shouldRefuseANinthDevice() {
    commands.environment().put("CHAPPE_PASSWORD", "first password");
    assertSays(
        commands.runAs(ANNA, 1, NONE, "account", "create"),
        "created, and logged in; not kept, as there is no journal");
    for (int i = 1; i <= 8; i++) {
      assertSays(
          commands.runAs(ANNA, 1, "device-" + i, "device", "add", "device-" + i),
          "this is the device device-" + i + " of " + ANNA + " now");
    }
    assertEndsWith(
        commands.runAs(ANNA, 1, "device-9", "device", "add", "device-9"),
        36,
        "you have 8 devices; remove one first");
  }
}
