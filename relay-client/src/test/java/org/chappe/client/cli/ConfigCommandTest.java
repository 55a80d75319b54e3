package org.chappe.client.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.client.cli.Program.ANN;
import static org.chappe.client.cli.Program.BEN;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.chappe.client.cli.Program.Run;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Settings of the file and the environment, and which of them counts. */
@Timeout(60)
class ConfigCommandTest {

  private static final String TWO_CONTEXTS = """
      # where I am, mostly
      context: coast
      contexts:
        coast:
          topology: lines/coast.yaml
          relay: 3
          id: 1111111111
        lab: {relay: "192.0.2.16:7001", id: "2222222222", journal: none}
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  private Path directory;

  @RegisterExtension
  private final Program program = new Program();

  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void makeAnEnvironment() {
    environment.put("XDG_CONFIG_HOME", directory.toString());
    environment.put("XDG_STATE_HOME", directory.resolve("state").toString());
  }

  private Path file() {
    return directory.resolve("chappe").resolve("client.yaml");
  }

  private void write(String text) throws IOException {
    Files.createDirectories(file().getParent());
    Files.writeString(file(), text);
  }

  private Run run(String... arguments) {
    return Program.runIn(environment, arguments);
  }

  private JsonNode whoami(String... more) {
    String[] all = new String[3 + more.length];
    System.arraycopy(new String[] {"whoami", "-o", "json"}, 0, all, 0, 3);
    System.arraycopy(more, 0, all, 3, more.length);
    Run run = run(all);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return JsonMapper.shared().readTree(run.out());
  }

  @Test
  void shouldActAsTheContextSays() throws IOException {
    write(TWO_CONTEXTS);
    Files.createDirectories(directory.resolve("chappe/lines"));
    Files.copy(program.topology, directory.resolve("chappe/lines/coast.yaml"));
    assertThat(whoami().get("id").asString()).isEqualTo(ANN);
    assertThat(whoami().get("relay").asInt()).isEqualTo(3);
    assertThat(whoami().get("context").asString()).isEqualTo("coast");
    assertThat(run("send", BEN, "from the coast").out()).startsWith("accepted by relay 3");
    assertThat(program.home.taken.get(0).source()).hasToString(ANN);
    JsonNode lab = whoami("--context", "lab");
    assertThat(lab.get("id").asString()).isEqualTo(BEN);
    assertThat(lab.get("address").asString()).isEqualTo("192.0.2.16:7001");
    assertThat(lab.has("journal")).isFalse();
  }

  @Test
  void shouldPreferOptionsToTheEnvironmentAndThatToTheFile() throws IOException {
    write(TWO_CONTEXTS);
    environment.put("CHAPPE_CONTEXT", "lab");
    assertThat(whoami().get("id").asString()).isEqualTo(BEN);
    environment.put("CHAPPE_ID", "3333333333");
    assertThat(whoami().get("id").asString()).isEqualTo("3333333333");
    assertThat(whoami("--id", ANN).get("id").asString()).isEqualTo(ANN);
    environment.put("CHAPPE_RELAY", "192.0.2.17:7001");
    environment.put("CHAPPE_JOURNAL", "elsewhere");
    assertThat(whoami().get("address").asString()).isEqualTo("192.0.2.17:7001");
    assertThat(whoami().get("journal").asString()).isEqualTo("elsewhere");
    assertThat(whoami("--journal", "none").has("journal")).isFalse();
    environment.put("CHAPPE_ID", "");
    assertThat(whoami().get("id").asString()).isEqualTo(BEN);
  }

  @Test
  void shouldShowEverySettingAndWhereItComesFrom() throws IOException {
    write(TWO_CONTEXTS);
    environment.put("CHAPPE_RELAY", "auto");
    assertThat(run("config", "show").out().lines())
        .containsExactly(
            "context: coast  # " + file(),
            "topology: " + directory.resolve("chappe/lines/coast.yaml") + "  # " + file() + ":5",
            "relay: auto  # CHAPPE_RELAY",
            "id: 1111111111  # " + file() + ":7",
            "journal: (default)",
            "password-file: (default)",
            "colours: (default)");
    assertThat(run("config", "show", "--context", "lab", "-o", "json").out())
        .contains("{\"type\":\"setting\",\"key\":\"journal\",\"value\":\"none\",\"origin\":\""
            + file() + ":8\"}");
  }

  @Test
  void shouldSayWhereTheFileIs() {
    assertThat(run("config", "path").out()).isEqualTo(file() + System.lineSeparator());
    environment.put("XDG_CONFIG_HOME", "relative");
    assertThat(run("config", "path").out())
        .startsWith(System.getProperty("user.home"))
        .contains(".config");
  }

  @Test
  void shouldChangeTheContextAndNothingElse() throws IOException {
    write(TWO_CONTEXTS);
    assertThat(run("config", "use", "lab")).isEqualTo(new Run(ExitCodes.DONE, "", ""));
    assertThat(Files.readString(file()))
        .isEqualTo(TWO_CONTEXTS.replace("context: coast", "context: \"lab\""));
    write("contexts:\n  only: {id: 1111111111}\n");
    assertThat(run("config", "use", "only").exitCode()).isZero();
    assertThat(Files.readString(file()))
        .isEqualTo("context: \"only\"\ncontexts:\n  only: {id: 1111111111}\n");
  }

  @Test
  void shouldLeaveAFileAloneThatItCanNotChange() throws IOException {
    String oneLine = "{context: a, contexts: {a: {}, b: {}}}\n";
    write(oneLine);
    Run run = run("config", "use", "b");
    assertThat(run.exitCode()).isEqualTo(ExitCodes.FILE);
    assertThat(run.err()).contains("write context: \"b\" into it yourself").hasLineCount(1);
    assertThat(Files.readString(file())).isEqualTo(oneLine);
    assertThat(file().getParent()).isDirectoryContaining("glob:**client.yaml");
    assertThat(file().getParent()).isDirectoryNotContaining("glob:**.new");
  }

  @Test
  void shouldNameTheContextsThatThereAre() throws IOException {
    write(TWO_CONTEXTS);
    Run run = run("config", "use", "sea");
    assertThat(run.exitCode()).isEqualTo(ExitCodes.FILE);
    assertThat(run.err())
        .contains("there is no context \"sea\"", "has coast, lab")
        .hasLineCount(1);
    environment.put("CHAPPE_CONTEXT", "sea");
    assertThat(run("whoami").err()).contains("CHAPPE_CONTEXT asks for").hasLineCount(1);
    Files.delete(file());
    assertThat(run("whoami").err()).contains("isn't there: write it").hasLineCount(1);
  }

  @Test
  void shouldSayWhatIsMissing() {
    Run noId = run("get");
    assertThat(noId.exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(noId.err())
        .contains("--id", "CHAPPE_ID", "as id in a context of " + file(), "--help")
        .hasLineCount(1);
    environment.put("CHAPPE_ID", ANN);
    assertThat(run("get").err()).contains("--relay", "CHAPPE_RELAY").hasLineCount(1);
    environment.put("CHAPPE_ID", "12");
    Run wrong = run("get");
    assertThat(wrong.exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(wrong.err()).contains("CHAPPE_ID: a client ID is exactly 10 digits");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "contxts: {}                           | 1:1: unknown key \"contxts\"; the file has"
            + " context, contexts",
        "contexts: {a: {ID: 1111111111}}       | 1:16: unknown key \"ID\"; a context has topology,"
            + " relay, id, journal, password-file, colours",
        "contexts: {a: {id: 12}}               | 1:20: id: a client ID is exactly 10 digits",
        "contexts: {a: {relay: x}}             | 1:23: relay: a relay number is 1 to 9999",
        "contexts: {a: {journal: [x]}}         | 1:25: journal: a text or a number is missing",
        "contexts: {a: {topology: ''}}         | 1:26: topology: a path is missing",
        "contexts: {a: {colours: on}}          | 1:25: colours: colours are auto, always or never",
        "contexts: {a: 5}                      | 1:15: a context is made of the keys",
        "contexts: 5                           | 1:11: contexts are names, each with keys below",
        "context: b                            | 1:10: context is the name of one of the contexts"
            + " below",
        "contexts: {a: {}, a: {}}              | 1:",
        "# nothing                             | 1:1: the file is empty; remove it or give it"
            + " contexts"
      })
  void shouldRefuseAWrongFileWithItsLine(String text, String words) throws IOException {
    write(text.strip());
    Run run = run("whoami", "--id", ANN, "--relay", "192.0.2.1:7001");
    assertThat(run.exitCode()).isEqualTo(ExitCodes.FILE);
    assertThat(run.err()).contains(file() + ":" + words).hasLineCount(1);
  }

  @Test
  void shouldKnowTheKeysOfTheSchema() {
    JsonNode schema =
        JsonMapper.shared().readTree(Path.of("..", "docs", "client.schema.json").toFile());
    JsonNode context = schema.at("/properties/contexts/additionalProperties");
    assertThat(schema.get("additionalProperties").asBoolean()).isFalse();
    assertThat(schema.get("properties").propertyNames())
        .containsExactlyInAnyOrder("context", "contexts");
    assertThat(context.get("additionalProperties").asBoolean()).isFalse();
    assertThat(context.get("properties").propertyNames())
        .containsExactlyElementsOf(SettingKey.keys());
  }
}
