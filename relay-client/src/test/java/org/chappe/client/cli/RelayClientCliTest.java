package org.chappe.client.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.client.cli.Program.ANN;
import static org.chappe.client.cli.Program.BEN;

import org.chappe.client.FakeHome;
import org.chappe.client.cli.Program.Run;
import org.chappe.wire.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
class RelayClientCliTest {

  @RegisterExtension
  private final Program program = new Program();

  @Test
  void shouldSendAndGet() {
    Run sent = program.runAs(ANN, "send", BEN, "meet at 5");
    assertThat(sent).isEqualTo(new Run(ExitCodes.DONE, line("accepted by relay 3"), ""));
    Run got = program.runAs(BEN, "get");
    assertThat(got).isEqualTo(new Run(ExitCodes.DONE, line(ANN + ": meet at 5"), ""));
    Run again = program.runAs(BEN, "get");
    assertThat(again).isEqualTo(new Run(ExitCodes.DONE, line("nothing waits"), ""));
  }

  @Test
  void shouldGetManyMessagesInOrder() {
    StringBuilder expected = new StringBuilder();
    for (int n = 0; n < 30; n++) {
      program.runAs(ANN, "send", BEN, "text " + n);
      expected.append(line(ANN + ": text " + n));
    }
    assertThat(program.runAs(BEN, "get").out()).isEqualTo(expected.toString());
  }

  @Test
  void shouldTakeNoMoreThanItWasAskedToListenFor() {
    for (String text : new String[] {"one", "two", "three"}) {
      program.runAs(ANN, "send", BEN, text);
    }
    Run two = program.runAs(BEN, "listen", "--count", "2");
    assertThat(two)
        .isEqualTo(new Run(ExitCodes.DONE, line(ANN + ": one") + line(ANN + ": two"), ""));
    Run rest = program.runAs(BEN, "listen", "--seconds", "1", "--count", "2");
    assertThat(rest).isEqualTo(new Run(ExitCodes.INCOMPLETE, line(ANN + ": three"), ""));
  }

  @Test
  void shouldSayThatTheClientWasRefused() {
    program.home.handshakeRefusal = new FakeHome.Reason(Refusal.TAKEN, "the ID is taken");
    Run refused = program.runAs(ANN, "get");
    assertThat(refused)
        .isEqualTo(new Run(
            ExitCodes.REFUSED, "", line("relay-client: refused by the relay: the ID is taken")));
  }

  @Test
  void shouldSayThatTheRelayDoesNotAnswer() {
    program.stopRelay();
    Run unanswered = program.runAs(ANN, "get");
    assertThat(unanswered)
        .isEqualTo(new Run(
            ExitCodes.UNREACHABLE,
            "",
            line("relay-client: relay 3 at 127.0.0.1:" + program.port + " doesn't answer")));
  }

  @Test
  void shouldPingWithoutLeavingASession() {
    Run answered = program.run("ping");
    assertThat(answered.exitCode()).isEqualTo(ExitCodes.DONE);
    assertThat(answered.out())
        .matches("relay 3 at 127\\.0\\.0\\.1:" + program.port + " answers in [0-9.]+ ms\\R");
    assertThat(program.home.handshakes).isEqualTo(2);
    assertThat(program.home.guests()).isZero();
    program.stopRelay();
    Run silent = program.run("ping", "--timeout", "1");
    assertThat(silent)
        .isEqualTo(new Run(
            ExitCodes.UNREACHABLE,
            "",
            line("relay-client: relay 3 at 127.0.0.1:" + program.port + " doesn't answer")));
  }

  @Test
  void shouldTellProgramsWhetherARelayAnswers() {
    JsonNode answered =
        JsonMapper.shared().readTree(program.run("ping", "-o", "json").out());
    assertThat(answered.get("type").asString()).isEqualTo("relay");
    assertThat(answered.get("outcome").asString()).isEqualTo("answered");
    assertThat(answered.get("relay").asInt()).isEqualTo(3);
    assertThat(answered.get("millis").asDouble()).isPositive();
    program.stopRelay();
    Run silent = program.run("ping", "--timeout", "1", "-o", "json");
    assertThat(silent.exitCode()).isEqualTo(ExitCodes.UNREACHABLE);
    assertThat(silent.out()).contains("\"outcome\":\"silent\"").doesNotContain("millis");
  }

  @Test
  void shouldTellAsWhomAndWhereItWouldAct() {
    Run one = program.runAs(ANN, "whoami", "--journal", "none");
    assertThat(one)
        .isEqualTo(new Run(
            ExitCodes.DONE,
            line(ANN + " at relay 3 at 127.0.0.1:" + program.port + ", no journal"),
            ""));
    Run nearest =
        program.run("whoami", "--relay", "auto", "--id", ANN, "--journal", "journal", "-o", "json");
    assertThat(nearest.out())
        .isEqualTo(line("{\"type\":\"client\",\"id\":\"" + ANN + "\",\"journal\":\"journal\"}"));
    assertThat(program.home.handshakes).isZero();
  }

  @Test
  void shouldNameTheRelaysThatThereAre() {
    Run unknown = program.run("get", "--relay", "4", "--id", ANN);
    assertThat(unknown)
        .isEqualTo(new Run(
            ExitCodes.NO_SUCH_RELAY,
            "",
            line("relay-client: relay 4 is not in the line, which has relays 3 to 3")));
  }

  @Test
  void shouldNameTheFileThatIsMissing() {
    Run missing = Program.runBare("get", "--topology", "no.yaml", "--relay", "3", "--id", ANN);
    assertThat(missing.exitCode()).isEqualTo(ExitCodes.FILE);
    assertThat(missing.err()).startsWith("relay-client: no.yaml: no such file").hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "get --relay 3 --id 123              | a client ID is exactly 10 digits",
        "get --relay x --id 1111111111       | a relay number is 1 to 9999",
        "get --relay 0 --id 1111111111       | a relay number is 1 to 9999",
        "get --relay 3                       | --id",
        "send --relay 3 --id 1111111111 12   | a client ID is exactly 10 digits",
        "send --relay 3 --id 1111111111 --life 31d 2222222222 x | a life is 1s to 30d",
        "send --relay 3 --id 1111111111 --life 0s 2222222222 x  | a life is 1s to 30d",
        "send --relay 3 --id 1111111111 --life 2 2222222222 x   | a life is 1s to 30d",
        "send --relay 3 --id 1111111111 --wait never 2222222222 x | --wait",
        "exchange --pairs 1:5                | a pair is two relay numbers such as 1-5",
        "exchange --messages 0               | --messages is 1 to",
        "exchange --impair loss=2            | loss",
        "bench --size 161                    | --size is 10 to 160; 161 is not",
        "bench --outstanding 2000            | --outstanding is 1 to 1024; 2000 is not",
        "bench --bare                        | --bare needs --entry and an --exit-port",
        "bench --bare --entry host           | an address is HOST:PORT such as 127.0.0.1:7001",
        "bench --bare --entry h:70000        | an address is HOST:PORT such as 127.0.0.1:7001",
        "forward --to 127.0.0.1:7            | --listen",
        "forward --listen 70000 --to h:7     | a port is 0 to 65535; 70000 is not",
        "ping --what                         | --what"
      })
  void shouldRefuseAWrongCommandLineInOneLine(String arguments, String words) {
    Run wrong = Program.runBare(arguments.split(" ", -1));
    assertThat(wrong.exitCode()).as(arguments).isEqualTo(ExitCodes.USAGE);
    assertThat(wrong.err()).as(arguments).contains(words).contains("--help").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "loss=0.2,dup=0.2,reorder=0.1,seed=3"})
  void shouldExchangeEveryMessageOnceAndInOrder(String impairment) {
    String[] plain = {"--messages", "200", "--timeout", "40", "-o", "json"};
    Run done = impairment.isEmpty()
        ? program.run("exchange", plain)
        : program.run("exchange", "--messages", "200", "-o", "json", "--impair", impairment);
    assertThat(done.exitCode()).as(done.out() + done.err()).isEqualTo(ExitCodes.DONE);
    JsonNode result = JsonMapper.shared().readTree(done.out());
    assertThat(result.get("delivered").asLong()).isEqualTo(200);
    assertThat(result.get("missing").asLong()).isZero();
    if (!impairment.isEmpty()) {
      assertThat(result.get("retransmitted").asLong()).isPositive();
    }
    assertThat(program.home.terminated).hasSize(2);
  }

  @Test
  void shouldFailAnExchangeOfWhichSomethingIsRefused() {
    program.home.refusesAll = new FakeHome.Reason(Refusal.NOUSER, "no");
    Run done = program.run("exchange", "--messages", "5", "--timeout", "2");
    assertThat(done.exitCode()).isEqualTo(ExitCodes.INCOMPLETE);
    assertThat(done.out()).contains("delivered 0, missing 5, doubled 0").contains("refused 5");
  }

  @Test
  void shouldMeasure() {
    Run asMany = program.run(
        "bench", "--from", "3", "--to", "3", "--messages", "2000", "--clients", "2", "-o", "json");
    assertThat(asMany.exitCode()).as(asMany.out() + asMany.err()).isEqualTo(ExitCodes.DONE);
    JsonNode result = JsonMapper.shared().readTree(asMany.out());
    assertThat(result.get("measured").asLong()).isEqualTo(2000);
    assertThat(result.get("messagesPerSecond").asLong()).isPositive();
    Run atRate = program.run(
        "bench",
        "--from",
        "3",
        "--to",
        "3",
        "--messages",
        "200",
        "--rate",
        "1000",
        "--clients",
        "1");
    assertThat(atRate.exitCode()).as(atRate.out() + atRate.err()).isEqualTo(ExitCodes.DONE);
    assertThat(atRate.out()).contains("(200 measured in", "p99.9");
  }

  private static String line(String words) {
    return words + System.lineSeparator();
  }
}
