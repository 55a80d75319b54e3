package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.chappe.simulation.Commands.ANNA;
import static org.chappe.simulation.Commands.BERT;
import static org.chappe.simulation.Commands.LIMIT;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.chappe.client.Outcome;
import org.chappe.client.RelayClient;
import org.chappe.client.SendOptions;
import org.chappe.client.session.Stage;
import org.chappe.model.ClientId;
import org.chappe.simulation.Commands.Run;
import org.chappe.simulation.Document.Typed;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The commands that the documents show print what the documents show, at a line of five relays. Times, the numbers of messages and the IDs of rooms are
 * others each time.
 */
@Timeout(300)
class DocumentedCommandsTest {

  private static final String CLIENT = "docs/CLIENT.md";
  private static final int RELAYS = 5;

  /** Where there are captures; each has a test. */
  private static final List<String> SECTIONS =
      List.of("## The journal", "### For programs", "### To all", "## Groups and queues");

  private static final Pattern CHANGING = Pattern.compile(
      "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d|(?<=\"message\":\"|message )[0-9a-z]+[.][0-9a-z]+"
          + "|(?<=its ID is )[0-9]{10}");

  private static final Pattern NETCAT =
      Pattern.compile("printf '([^']+)' \\| nc -u -w 1 127\\.0\\.0\\.1 700([1-5])");

  @RegisterExtension
  private final Commands commands = new Commands(RELAYS);

  @BeforeEach
  void set() {
    commands.setTopology(RELAYS);
    commands.environment().put("CHAPPE_RELAY", "1");
    commands.environment().put("CHAPPE_ID", ANNA);
    commands.environment().put("CHAPPE_PASSWORD", "first password");
  }

  private static List<Typed> captures(String heading) throws IOException {
    List<Typed> captures = Document.read(CLIENT).section(heading).captures();
    assertThat(captures).as(heading).isNotEmpty();
    return captures;
  }

  private void assertShown(List<Typed> captures) {
    for (Typed each : captures) {
      Run run = run(each.command());
      assertThat(Stream.concat(run.out().lines(), run.err().lines()).map(this::masked))
          .as(each.command())
          .containsExactlyElementsOf(each.output().stream().map(this::masked).toList());
    }
  }

  private Run run(String command, String... more) {
    List<String> words = new ArrayList<>(ShellWords.of(command));
    assertThat(words.remove(0)).isEqualTo("relay-client");
    words.addAll(List.of(more));
    return commands.run(words.toArray(String[]::new));
  }

  private String masked(String line) {
    return CHANGING.matcher(line).replaceAll("…");
  }

  /** Somebody has been at a relay, so that the line knows where they are. */
  private void visit(String id, int relay) {
    try (RelayClient client = commands.connect(id, relay)) {
      assertThat(client.fetch().join()).isZero();
    }
  }

  @Test
  void shouldShowAllCaptures() throws IOException {
    List<Typed> tested = new ArrayList<>();
    for (String section : SECTIONS) {
      tested.addAll(captures(section));
    }
    assertThat(Document.read(CLIENT).captures()).isEqualTo(tested);
    assertThat(Document.read("README.md").captures())
        .allSatisfy(each -> assertThat(each.command()).matches(NETCAT));
  }

  @Test
  void shouldTalkToSomebody() throws IOException {
    visit(ANNA, 1);
    try (RelayClient bert = commands.connect(BERT, 5)) {
      assertThat(
              bert.send(ClientId.parse(ANNA), "can you read me?", SendOptions.until(Stage.STORED))
                  .orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS)
                  .join())
          .isInstanceOf(Outcome.Stored.class);
      bert.messages().subscribe(new Taking());
      bert.listen();
      assertShown(captures("## The journal"));
      assertShown(captures("### For programs"));
    }
  }

  @Test
  void shouldTellOfWhatWasNotDelivered() throws IOException {
    String document =
        String.join("\n", Document.read(CLIENT).section("### For programs").lines());
    Matcher shown = Pattern.compile("`(relay-client: message [^`]+)`").matcher(document);
    assertThat(shown.find()).isTrue();
    assertThat(run("relay-client send --ttl 1s " + BERT + " hello").exitCode()).isZero();
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(masked(run("relay-client get").err().strip()))
            .isEqualTo(masked(shown.group(1))));
  }

  @Test
  void shouldTellAll() throws IOException {
    visit(BERT, 5);
    assertShown(captures("### To all"));
  }

  @Test
  void shouldUseGroupsAndQueues() throws IOException {
    assertShown(captures("## Groups and queues"));
  }

  @Test
  void shouldUseAnAccount() throws IOException {
    List<String> shown =
        Document.read(CLIENT).section("## Accounts").codeThatBeginsWith("relay-client ");
    assertThat(shown).hasSize(5);
    assertDone(shown.get(0), "here");
    for (String command : shown.subList(1, 5)) {
      assertDone(command.replace(" [--force]", ""), "other");
    }
    assertThat(run("relay-client list")).isEqualTo(new Run(0, "", ""));
  }

  @Test
  void shouldUseDevices() throws IOException {
    List<String> shown =
        Document.read(CLIENT).section("### Several devices").codeThatBeginsWith("relay-client ");
    assertThat(shown).hasSize(4);
    assertDone("relay-client account create", "laptop");
    assertDone(shown.get(0), "laptop");
    assertDone(shown.get(1), "phone");
    assertDone(shown.get(2), "laptop");
    assertDone(shown.get(3), "laptop");
    assertThat(run("relay-client device list", "--journal", commands.journal("laptop"))
            .out())
        .isEqualTo("laptop, not attached (this one)\n");
  }

  /** What a relay was told may reach the others a little later. */
  private void assertDone(String command, String journal) {
    await().atMost(LIMIT).untilAsserted(() -> {
      Run run = run(command, "--journal", commands.journal(journal));
      assertThat(run.err()).as(command).isEmpty();
      assertThat(run.exitCode()).isZero();
    });
  }

  @Test
  void shouldAnswerNetcat() throws IOException {
    List<Typed> captures = Document.read("README.md").captures();
    assertThat(captures).isNotEmpty();
    for (Typed each : captures) {
      Matcher netcat = NETCAT.matcher(each.command());
      assertThat(netcat.matches()).isTrue();
      int relay = Integer.parseInt(netcat.group(2));
      // mail may be still on its way along the line
      await()
          .atMost(LIMIT)
          .untilAsserted(() ->
              assertThat(send(netcat.group(1), relay)).isEqualTo(String.join("\n", each.output())));
    }
  }

  /** Sends a datagram as netcat does, and returns what comes back; nothing where the answer is late. */
  private String send(String frame, int relay) throws IOException {
    int port = commands.line().clientConfig(new ClientId(1), relay).port();
    byte[] sent = frame.getBytes(StandardCharsets.UTF_8);
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(1_000);
      socket.send(new DatagramPacket(sent, sent.length, InetAddress.getLoopbackAddress(), port));
      DatagramPacket answer = new DatagramPacket(new byte[512], 512);
      socket.receive(answer);
      return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8);
    } catch (SocketTimeoutException late) {
      return "";
    }
  }
}
