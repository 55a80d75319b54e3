package org.chappe.client.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.client.cli.Program.ANN;
import static org.chappe.client.cli.Program.BEN;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.chappe.client.FakeHome;
import org.chappe.client.cli.Program.Run;
import org.chappe.model.ClientId;
import org.chappe.model.RelayNumber;
import org.chappe.transport.BindFailure;
import org.chappe.transport.NodeDriver;
import org.chappe.wire.Refusal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program and a line of the relays 3 and 4, one of which is not always there. */
@Timeout(60)
class FailoverCliTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  private Path directory;

  private final FakeHome third = new FakeHome(new RelayNumber(3));
  private final FakeHome fourth = new FakeHome(new RelayNumber(4));
  private final NodeDriver thirdDriver;
  private final NodeDriver fourthDriver;
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

  FailoverCliTest() throws BindFailure {
    thirdDriver = Program.start(third);
    fourthDriver = Program.start(fourth);
  }

  @BeforeEach
  void writeTopology() throws IOException {
    Files.writeString(
        topology(),
        "relays:\n  - {number: 3, host: 127.0.0.1, port: " + thirdDriver.local().port()
            + "}\n  - {number: 4, host: 127.0.0.1, port: "
            + fourthDriver.local().port() + "}\n");
  }

  private Path topology() {
    return directory.resolve("line.yaml");
  }

  @AfterEach
  void stop() {
    thirdDriver.close();
    fourthDriver.close();
  }

  private Run send(String relay) {
    return send(relay, "hello");
  }

  private Run send(String relay, String text) {
    return Program.runBare(
        "send",
        "--topology",
        topology().toString(),
        "--journal",
        "none",
        "--relay",
        relay,
        "--id",
        ANN,
        BEN,
        text);
  }

  @Test
  void shouldAttachToTheRelayThatIsAskedForWhileItIsThere() {
    assertThat(send("4").out()).isEqualTo("accepted by relay 4" + System.lineSeparator());
    assertThat(third.handshakes).isZero();
  }

  @Test
  void shouldSendThroughAnotherRelayWhenTheOneAskedForIsSilent() {
    thirdDriver.close();
    assertThat(send("3"))
        .isEqualTo(new Run(ExitCodes.DONE, "accepted by relay 4" + System.lineSeparator(), ""));
  }

  @Test
  void shouldAttachToTheRelayThatAnswersFirst() {
    Run nearest = send("auto");
    assertThat(nearest.exitCode()).isEqualTo(ExitCodes.DONE);
    assertThat(third.taken.size() + fourth.taken.size()).isEqualTo(1);
    assertThat(third.hellos.size() + fourth.hellos.size()).as("proven to one").isEqualTo(1);
    thirdDriver.close();
    assertThat(send("auto").out()).contains("accepted by relay 4");
  }

  @Test
  void shouldNeedNoTopologyFileForARelayWhoseAddressIsGiven() {
    Run run = Program.runBare(
        "send",
        "--topology",
        directory.resolve("none.yaml").toString(),
        "--journal",
        "none",
        "--relay",
        "127.0.0.1:" + fourthDriver.local().port(),
        "--id",
        ANN,
        BEN,
        "hello");
    assertThat(run)
        .isEqualTo(new Run(ExitCodes.DONE, "accepted by relay 4" + System.lineSeparator(), ""));
    fourthDriver.close();
    Run silent = send("127.0.0.1:" + fourthDriver.local().port());
    assertThat(silent.exitCode()).isEqualTo(ExitCodes.UNREACHABLE);
    assertThat(silent.err())
        .startsWith(
            "relay-client: the relay at 127.0.0.1:" + fourthDriver.local().port());
    assertThat(send("127.0.0.1:").exitCode()).isEqualTo(ExitCodes.USAGE);
  }

  @Test
  void shouldSayThatNoRelayAnswersOnlyWhenNoneDoes() {
    thirdDriver.close();
    fourthDriver.close();
    assertThat(send("3"))
        .isEqualTo(new Run(
            ExitCodes.UNREACHABLE,
            "",
            "relay-client: relay 3 at 127.0.0.1:" + thirdDriver.local().port()
                + " doesn't answer, nor does the other one" + System.lineSeparator()));
  }

  @Test
  void shouldGoOnWithTheNextLineWhereAnotherRelayMayHaveTakenOne() {
    third.refusedTexts.put("one", new FakeHome.Reason(Refusal.FULL, "no room yet"));
    fourth.refusedTexts.put("one", new FakeHome.Reason(Refusal.NOUSER, "nobody by that ID"));
    InputStream keyboard = System.in;
    System.setIn(Program.typing("one", "two"));
    try {
      CompletableFuture<Run> sent = CompletableFuture.supplyAsync(() -> send("3", "-"));
      Awaitility.await().atMost(LIMIT).until(() -> third.refusals.get() > 0);
      thirdDriver.close();
      assertThat(sent.join())
          .isEqualTo(new Run(
              ExitCodes.TIMED_OUT,
              "accepted by relay 4" + System.lineSeparator(),
              "relay-client: unknown: another relay may have taken it before this one said: nobody"
                  + " by that ID" + System.lineSeparator()));
    } finally {
      System.setIn(keyboard);
    }
  }

  @Test
  void shouldNotTakeAnotherWordForARelay() {
    Run nonsense = send("nearest");
    assertThat(nonsense.exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(nonsense.err()).contains("a relay number is 1 to 9999; \"nearest\" is not");
  }

  @Test
  void shouldShowOnTheTerminalWhereItIsAttachedNow() throws IOException {
    PipedOutputStream keys = new PipedOutputStream();
    DumbTerminal terminal = new DumbTerminal(new PipedInputStream(keys), shown);
    CompletableFuture<Integer> exitCode = CompletableFuture.supplyAsync(() -> run(terminal));
    waitFor("attached to relay 3 as " + ANN);
    thirdDriver.close();
    type(keys, "1\n" + BEN + "\nmeet at 5\n");
    waitFor("attached to relay 4 at 127.0.0.1:" + fourthDriver.local().port()
        + " now; relay 3 is lost");
    waitFor("#1 accepted by relay 4");
    type(keys, "3\n");
    assertThat(exitCode.join()).isEqualTo(ExitCodes.DONE);
    assertThat(fourth.terminated).containsExactly(ClientId.parse(ANN));
  }

  private int run(DumbTerminal terminal) {
    return Program.talk(terminal, topology(), "--relay", "3", "--id", ANN).exitCode();
  }

  private static void type(PipedOutputStream keys, String typed) throws IOException {
    keys.write(typed.getBytes(StandardCharsets.UTF_8));
    keys.flush();
  }

  private void waitFor(String words) {
    Awaitility.await()
        .atMost(LIMIT)
        .until(() -> shown.toString(StandardCharsets.UTF_8).contains(words));
  }
}
