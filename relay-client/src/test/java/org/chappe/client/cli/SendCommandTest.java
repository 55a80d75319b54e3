package org.chappe.client.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.client.cli.Program.ANN;
import static org.chappe.client.cli.Program.BEN;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.chappe.client.FakeHome;
import org.chappe.client.cli.Program.Run;
import org.chappe.model.ClientId;
import org.chappe.model.Message;
import org.chappe.model.MessageId;
import org.chappe.model.Payload;
import org.chappe.model.Receipt;
import org.chappe.model.Via;
import org.chappe.wire.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sending from scripts, and what a script can tell of what became of it. */
@Timeout(60)
class SendCommandTest {

  @RegisterExtension
  private final Program program = new Program();

  @Test
  void shouldSayWhyATextWasRefused() {
    program.home.refusedTexts.put("bad", new FakeHome.Reason(Refusal.NOUSER, "nobody by that ID"));
    Run refused = program.runAs(ANN, "send", BEN, "bad");
    assertThat(refused)
        .isEqualTo(new Run(
            ExitCodes.UNKNOWN_RECIPIENT, "", line("relay-client: refused: nobody by that ID")));
    Run tooLong = program.runAs(ANN, "send", BEN, "x".repeat(1281));
    assertThat(tooLong.err()).contains("text is 1281 characters and 1281 bytes of UTF-8;");
  }

  @Test
  void shouldSendToAllAndWaitForNobody() {
    Run sent = program.runAs(ANN, "send", "*", "storm coming");
    assertThat(sent).isEqualTo(new Run(ExitCodes.DONE, line("accepted by relay 3"), ""));
    assertThat(program.home.taken.get(0).destination()).isEqualTo(ClientId.EVERYONE);
    for (String wish : new String[] {"--wait=stored", "--wait=delivered", "--receipt"}) {
      Run refused = program.runAs(ANN, "send", wish, "*", "storm");
      assertThat(refused.exitCode()).as(wish).isEqualTo(ExitCodes.USAGE);
      assertThat(refused.err()).contains("nobody tells who has got a text to all");
    }
    assertThat(program.runAs(ANN, "send", "**", "storm").exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(program.home.taken).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "accepted,accepted by relay 3",
    "stored,stored by the recipient's relay",
    "delivered,delivered"
  })
  void shouldWaitForTheStageThatIsAskedFor(String stage, String words) {
    program.home.receipts.addAll(List.of(Receipt.STORED, Receipt.DELIVERED));
    Run sent = program.runAs(ANN, "send", "--wait", stage, "--ttl", "2h", BEN, "hello");
    assertThat(sent).isEqualTo(new Run(ExitCodes.DONE, line(words), ""));
    assertThat(program.home.taken.get(0).lifeSeconds()).isEqualTo(7_200);
  }

  @ParameterizedTest
  @CsvSource({
    "EXPIRED,8,its life ended before it was delivered",
    "FAILED,9,the relay gave no reason"
  })
  void shouldEndDifferentlyForEachBadEnd(Receipt kind, int exitCode, String words) {
    program.home.receipts.add(kind);
    Run sent = program.runAs(ANN, "send", "--wait", "delivered", BEN, "hello");
    String name = kind.name().toLowerCase(Locale.ROOT);
    assertThat(sent).isEqualTo(new Run(exitCode, "", line("relay-client: " + name + ": " + words)));
  }

  @Test
  void shouldSayHowFarATextCameInTime() {
    program.home.receipts.add(Receipt.STORED);
    Run sent = program.runAs(ANN, "send", "--wait", "delivered", "--timeout", "1", BEN, "hello");
    assertThat(sent)
        .isEqualTo(new Run(
            ExitCodes.QUEUED,
            "",
            line("relay-client: stored by the recipient's relay, but not delivered within 1 s; "
                + "it is still on its way")));
  }

  @Test
  void shouldTellTheOutcomeToPrograms() {
    program.home.receipts.add(Receipt.DELIVERED);
    String[] arguments = {
      "--relay", "3", "--id", ANN, "--wait", "delivered", "-o", "json", BEN, "hello"
    };
    Run sent = program.run("send", arguments);
    JsonNode result = JsonMapper.shared().readTree(sent.out());
    assertThat(sent.exitCode()).isEqualTo(ExitCodes.DONE);
    assertThat(result.get("outcome").asString()).isEqualTo("delivered");
    assertThat(result.get("message").asString())
        .isEqualTo(String.valueOf(program.home.taken.get(0).id()));
    program.home.refusesAll = new FakeHome.Reason(Refusal.NOUSER, "nobody by that ID");
    Run refused = program.run("send", arguments);
    assertThat(refused)
        .isEqualTo(new Run(
            ExitCodes.UNKNOWN_RECIPIENT,
            line("{\"type\":\"outcome\",\"outcome\":\"refused\",\"destination\":\"" + BEN
                + "\",\"words\":\"refused: nobody by that ID\"}"),
            ""));
  }

  @Test
  void shouldTellWhoeverGetsMailWhatWasNotDelivered() {
    program.home.leaveMail(receipt(Receipt.FAILED, "mailbox full"));
    Run got = program.runAs(ANN, "get");
    assertThat(got)
        .isEqualTo(new Run(
            ExitCodes.DONE,
            line("nothing waits"),
            line("relay-client: message 5.0 to " + BEN
                + " was not delivered: failed: mailbox full")));
    program.home.leaveMail(receipt(Receipt.EXPIRED, "expired: hello"));
    assertThat(program.runAs(ANN, "get").err())
        .as("as relays say it")
        .isEqualTo(
            line("relay-client: message 5.0 to " + BEN + " was not delivered: expired: hello"));
  }

  @Test
  void shouldSendALongTextAsOneMessage() {
    String text = "long ".repeat(250);
    assertThat(program.runAs(ANN, "send", BEN, text).out()).isEqualTo(line("accepted by relay 3"));
    assertThat(program.runAs(BEN, "get").out()).isEqualTo(line(ANN + ": " + text));
  }

  @Test
  void shouldTellEachStageWhenReceiptsAreAskedFor() {
    program.home.receipts.addAll(List.of(Receipt.STORED, Receipt.DELIVERED));
    Run sent = program.runAs(ANN, "send", "--receipt", BEN, "hello");
    assertThat(sent)
        .isEqualTo(new Run(
            ExitCodes.DONE,
            line("accepted by relay 3")
                + line("stored by the recipient's relay")
                + line("delivered"),
            ""));
    Run stored = program.runAs(ANN, "send", "--receipt", "--wait", "stored", BEN, "hello");
    assertThat(stored.out())
        .isEqualTo(line("accepted by relay 3") + line("stored by the recipient's relay"));
    Run accepted = program.runAs(ANN, "send", "--receipt", "--wait", "accepted", BEN, "hello");
    assertThat(accepted.out()).isEqualTo(line("accepted by relay 3"));
  }

  @Test
  void shouldTellABadEndOnceThoughReceiptsAreAskedFor() {
    program.home.receipts.add(Receipt.FAILED);
    Run sent = program.runAs(ANN, "send", "--receipt", BEN, "hello");
    assertThat(sent)
        .isEqualTo(new Run(
            ExitCodes.FAILED,
            line("accepted by relay 3"),
            line("relay-client: failed: the relay gave no reason")));
  }

  @Test
  void shouldTellProgramsWhatWasNotDeliveredAsAResult() {
    program.home.leaveMail(receipt(Receipt.EXPIRED, "too late"));
    Run got = program.runAs(ANN, "get", "-o", "json");
    JsonNode result = JsonMapper.shared().readTree(got.out().lines().findFirst().orElseThrow());
    assertThat(got.err()).isEmpty();
    assertThat(result.get("type").asString()).isEqualTo("undelivered");
    assertThat(result.get("outcome").asString()).isEqualTo("expired");
    assertThat(result.get("destination").asString()).isEqualTo(BEN);
    assertThat(result.get("message").asString()).isEqualTo("5.0");
    assertThat(result.get("words").asString()).endsWith("expired: too late");
  }

  @Test
  void shouldDocumentEveryExitCodeInTheHelp() throws IllegalAccessException {
    for (String command : List.of("", "send ")) {
      String help = Program.runBare((command + "--help").split(" ", -1)).out();
      for (Field code : ExitCodes.class.getDeclaredFields()) {
        if (code.getType() == int.class) {
          assertThat(help)
              .as(code.getName())
              .containsPattern("\\R  " + code.getInt(null) + " +\\S");
        }
      }
    }
  }

  private static Message receipt(Receipt kind, String words) {
    return new Message(
        ClientId.parse(BEN),
        ClientId.parse(ANN),
        new MessageId(5, 0),
        null,
        Message.UNLIMITED,
        Message.NOBODY,
        Message.UNLIMITED,
        kind,
        Via.DIRECT,
        null,
        Payload.of(words));
  }

  private static String line(String words) {
    return words + System.lineSeparator();
  }

  @Test
  void shouldDocumentTheSameExitCodesInTheDocument() throws IOException {
    List<String> rows = ExitCodes.table().entrySet().stream()
        .map(entry -> "| " + entry.getKey() + " | " + entry.getValue() + " |")
        .toList();
    assertThat(Files.readString(Path.of("..", "docs", "CLIENT.md")).replace("`", ""))
        .contains("| code | meaning |\n|---|---|\n" + String.join("\n", rows) + "\n\n");
  }
}
