package org.chappe.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.chappe.client.FakeHome;
import org.chappe.client.cli.Program.Run;
import org.chappe.model.Message;
import org.chappe.wire.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BenchCommandTest {

  private static final String DURABLE = "--from 3 --to 3 --messages 200 --clients 2 --durable";

  @RegisterExtension
  private final Program program = new Program();

  @RegisterExtension
  private final Program memory = new Program();

  @Test
  void shouldMeasureHowLongAcceptingTakes() {
    JsonNode result = measured("--from 3 --to 3 --messages 200 --clients 2 --until accepted");
    assertThat(result.get("until").asString()).isEqualToIgnoringCase("accepted");
    assertThat(result.get("measured").asLong()).isEqualTo(200);
    assertThat(result.get("p50Micros").asLong()).isPositive();
  }

  @Test
  void shouldLeaveMailWhereNoReceiverComes() {
    JsonNode result = measured("--from 3 --to 3 --messages 200 --clients 2 --until parked");
    assertThat(result.get("measured").asLong()).isEqualTo(200);
    long warmUp = 20;
    assertThat(waiting()).isEqualTo(200 + warmUp);
  }

  @Test
  void shouldNotMeasureTheWarmUp() {
    JsonNode result = measured(
        "--from 3 --to 3 --messages 10 --clients 2 --until accepted --rate 100 --warm-up 300");
    assertThat(result.get("sent").asLong()).isEqualTo(10);
    assertThat(program.home.taken).hasSize(310);
  }

  @Test
  void shouldMeasureLightLoadAfterwards() {
    JsonNode result = measured(
        "--from 3 --to 3 --messages 100 --clients 2 --until accepted --warm-up 0 --light 50");
    assertThat(result.get("sent").asLong()).isEqualTo(100);
    assertThat(result.get("lightP50Micros").asLong()).isPositive();
    assertThat(program.home.taken).hasSize(150);
  }

  @Test
  void shouldCountTheProcessorTimeOfProgramsThatAreNamed() {
    String arguments = "--from 3 --to 3 --messages 2000 --clients 2 --processes ";
    JsonNode result = measured(arguments + ProcessHandle.current().pid());
    assertThat(result.get("cpuNanosPerMessage").asLong()).isPositive();
  }

  @Test
  void shouldMeasureADurableLineAlone() {
    JsonNode result = measured(DURABLE);
    assertThat(result.get("missing").asLong()).isZero();
    assertThat(result.get("refused").asLong()).isZero();
    assertThat(result.get("localRounds")).hasSize(3);
    assertThat(result.get("acrossRounds")).hasSize(3);
    assertThat(result.get("local").asLong()).isPositive();
    assertThat(result.get("across").asLong()).isPositive();
    assertThat(result.get("acceptedP999Micros").asLong()).isPositive();
    assertThat(result.get("type").asString()).isEqualTo("durable");
    assertThat(result.has("memory")).isFalse();
    assertThat(result.has("ratio")).isFalse();
  }

  @Test
  void shouldMeasureADurableLineNextToOneInMemory() {
    JsonNode result = measured(DURABLE + " --rounds 2 --against " + memory.topology);
    assertThat(result.get("localRounds")).hasSize(2);
    assertThat(result.get("memoryRounds")).hasSize(2);
    assertThat(result.get("ratio").asDouble())
        .isEqualTo(result.get("local").asDouble() / result.get("memory").asDouble());
    // two rounds of 200 and their warm-up
    assertThat(memory.home.taken).hasSize(440);
    // the same, twice, and two of 200 and their warm-up one at a time
    assertThat(program.home.taken).hasSize(1320);
    Run text = run(DURABLE + " --rounds 1 --against " + memory.topology);
    assertThat(text.out())
        .contains("one relay, on disk", "one relay, in memory", "disk / memory")
        .contains("the line, on disk", "accepted, one at a time: p50", "missing 0, refused 0");
  }

  @Test
  void shouldTellThatMessagesAreMissing() {
    program.home.refusesAll = new FakeHome.Reason(Refusal.NOUSER, "no");
    // 10 within the relay, 10 across, and one that was to be the first of those one at a time
    Run run = run("--from 3 --to 3 --messages 10 --clients 1 --seconds 1 --rounds 1 --durable");
    assertThat(run.exitCode()).isEqualTo(ExitCodes.INCOMPLETE);
    assertThat(run.out()).contains("missing 21, refused 21");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--against line.yaml        | --durable",
        "--rounds 2                 | --durable",
        "--durable --rounds 0       | --rounds is 1 to 99; 0 is not",
        "--durable --rounds 100     | --rounds is 1 to 99; 100 is not",
        "--durable --rate 5         | --durable goes without --rate, --light and --until",
        "--durable --light 5        | --durable goes without --rate, --light and --until",
        "--durable --until accepted | --durable goes without --rate, --light and --until",
        "--durable --processes 1    | --durable goes without --processes",
        "--processes 0              | no process 0 is running",
        "--warm-up -1               | --warm-up is 0 to 50000000; -1 is not",
        "--until never              | never"
      })
  void shouldRefuseAWrongCommandLineInOneLine(String arguments, String words) {
    Run wrong = run("--from 3 --to 3 " + arguments);
    assertThat(wrong.exitCode()).as(arguments).isEqualTo(ExitCodes.USAGE);
    assertThat(wrong.err()).as(arguments).contains(words).hasLineCount(1);
  }

  @Test
  void shouldSayThatTheOtherTopologyIsNotThere(@TempDir Path directory) {
    Path missing = directory.resolve("missing.yaml");
    assertThat(Files.exists(missing)).isFalse();
    Run run = run(DURABLE + " --against " + missing);
    assertThat(run.exitCode()).isEqualTo(ExitCodes.FILE);
    assertThat(run.err()).contains("missing.yaml").hasLineCount(1);
  }

  private JsonNode measured(String arguments) {
    Run run = run(arguments + " -o json");
    assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(ExitCodes.DONE);
    return JsonMapper.shared().readTree(run.out());
  }

  private Run run(String arguments) {
    return program.run("bench", arguments.split(" ", -1));
  }

  private long waiting() {
    return program.home.taken.stream()
        .map(Message::destination)
        .distinct()
        .mapToLong(program.home::waiting)
        .sum();
  }
}
