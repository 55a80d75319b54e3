package org.chappe.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.chappe.model.RelayNumber;
import org.chappe.yaml.FileKind;
import org.chappe.yaml.Findings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TopologyReaderTest {

  private static final String RELAY_1 = "  - {number: 1, host: 127.0.0.1, port: 7001}\n";
  private static final String RELAY_2 = "  - {number: 2, host: 127.0.0.1, port: 7002}\n";

  @TempDir
  private Path directory;

  @Test
  void shouldReadEveryKey() throws Exception {
    Path file = write(
        "name: the coast\nlanes: 8\npad: 32\nlinks: express\njoining: open\naccounts: required\n"
            + "limits:\n  messages: 9\n  megabytes: 8\n  mailbox-messages: 7\n  mailbox-bytes: 6000\n"
            + "  sender-rate: 5\n  life: 4\n  life-max: 30\n"
            + "relays:\n" + admin(RELAY_1, "127.0.0.1:8001") + admin(RELAY_2, "'[FE80::1]:8002'"));

    Topology topology = TopologyReader.read(file);

    assertThat(topology)
        .isEqualTo(new Topology(
            "the coast",
            8,
            32,
            true,
            Newcomers.OPEN,
            true,
            new Limits(9, 8, 7, 6_000, 5, 4, 30),
            List.of(
                new Topology.Relay(
                    new RelayNumber(1), "127.0.0.1", 7001, new HostPort("127.0.0.1", 8001)),
                new Topology.Relay(
                    new RelayNumber(2), "127.0.0.1", 7002, new HostPort("fe80::1", 8002)))));
  }

  @Test
  void shouldTakeDefaultsAndTheNameOfTheFile() throws Exception {
    Topology topology = TopologyReader.read(write("relays:\n" + RELAY_1));

    assertThat(topology.name()).isEqualTo("line");
    assertThat(topology.lanes()).isEqualTo(1);
    assertThat(topology.padBytes()).isZero();
    assertThat(topology.express()).isFalse();
    assertThat(topology.newcomers()).isEqualTo(Newcomers.LOCAL);
    assertThat(topology.relays()).allMatch(relay -> relay.admin() == null);
    assertThat(topology.limits()).isEqualTo(Limits.DEFAULT);
  }

  @Test
  void shouldTakeDefaultsForTheLimitsThatAreLeftOut() throws Exception {
    Limits limits = TopologyReader.read(
            write("limits: {mailbox-messages: 3, life-max: 60}\nrelays:\n" + RELAY_1))
        .limits();

    assertThat(limits.mailboxMessages()).isEqualTo(3);
    assertThat(limits.messages()).isEqualTo(Limits.DEFAULT.messages());
    assertThat(limits.lifeSecondsMax()).isEqualTo(60);
    assertThat(limits.lifeSeconds()).as("never above the bound").isEqualTo(60);
  }

  @Test
  void shouldPutRelaysInTheOrderOfTheirNumbers() throws Exception {
    Topology topology = TopologyReader.read(write("relays:\n" + RELAY_2 + RELAY_1));

    assertThat(topology.relays()).extracting(relay -> relay.number().value()).containsExactly(1, 2);
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("refusals")
  void shouldRefuseWithLineColumnAndWhatToDo(String content, String expected) throws Exception {
    Path file = write(content);

    assertThat(problem(file).problems()).containsExactly(file + expected);
  }

  static Stream<Arguments> refusals() {
    String lineKeys =
        "a topology has name, lanes, pad, links, joining, accounts, limits, relays: correct or remove it";
    String relayKeys = "a relay has number, host, port, admin: correct or remove it";
    return Stream.of(
        refusal("relays:\n" + RELAY_1 + "lane: 3\n", ":3:1: unknown key \"lane\"; " + lineKeys),
        refusal(
            "relays:\n  - number: 1\n    host: a\n    prot: 7\n    port: 7\n",
            ":4:5: unknown key \"prot\"; " + relayKeys),
        refusal(
            "lanes: 1\nlanes: 2\nrelays:\n" + RELAY_1, ":2:1: lanes is given twice; remove one"),
        refusal(
            "relays:\n" + RELAY_1 + RELAY_2.replace("2,", "1,"),
            ":3:14: relay 1 stands in line 2 already; give each its own number"),
        refusal(
            "relays:\n" + RELAY_1 + RELAY_2.replace("7002", "7001"),
            ":3:40: 127.0.0.1:7001 stands in line 2 already; give each relay its own port or host"),
        refusal(
            "relays:\n" + RELAY_1.replace("127.0.0.1", "Tower")
                + RELAY_2.replace("127.0.0.1, port: 7002", "tOWER, port: 7001"),
            ":3:36: tower:7001 stands in line 2 already; give each relay its own port or host"),
        refusal(
            "relays:\n" + RELAY_1 + RELAY_2.replace("2,", "4,"),
            ":3:14: relay 4 comes after 1: a gap; number the relays one after the other, here 2"),
        refusal(
            "relays:\n" + RELAY_1.replace("7001", "0"),
            ":2:40: port is a whole number from 1 to 65535; 0 is not"),
        refusal(
            "relays:\n" + RELAY_1.replace("7001", "65536"),
            ":2:40: port is a whole number from 1 to 65535; 65536 is not"),
        refusal(
            "relays:\n" + RELAY_1.replace("7001", "udp"),
            ":2:40: port is a whole number from 1 to 65535; \"udp\" is not"),
        refusal(
            "relays:\n" + RELAY_1.replace("7001", "\"7001\""),
            ":2:40: port is a whole number from 1 to 65535; \"7001\" is not"),
        refusal(
            "relays:\n" + RELAY_1.replace("7001", "0x10"),
            ":2:40: port is a whole number from 1 to 65535; \"0x10\" is not"),
        refusal(
            "relays:\n" + RELAY_1.replace("7001", "70.5"),
            ":2:40: port is a whole number from 1 to 65535; 70.5 is not"),
        refusal(
            "relays:\n" + RELAY_1.replace("1,", "0,").replace("127.0.0.0", "127.0.0.1"),
            ":2:14: number is a whole number from 1 to 9999; 0 is not"),
        refusal(
            "relays:\n" + RELAY_1.replace("number: 1", "number: 10000"),
            ":2:14: number is a whole number from 1 to 9999; 10000 is not"),
        refusal(
            "relays:\n" + RELAY_1.replace("number: 1", "number: " + "9".repeat(50)),
            ":2:14: number is a whole number from 1 to 9999; " + "9".repeat(40) + "… is not"),
        refusal(
            "relays:\n  - {number: 1, port: 7001}\n",
            ":2:5: this relay has no host; add \"host: …\""),
        refusal(
            "relays:\n  - {host: a, port: 7001}\n",
            ":2:5: this relay has no number; add \"number: …\""),
        refusal(
            "relays:\n  - {number: 1, host: a}\n", ":2:5: this relay has no port; add \"port: …\""),
        refusal(
            "relays:\n" + RELAY_1.replace("127.0.0.1", "a b"),
            ":2:23: host is a name or an address, such as 127.0.0.1; \"a b\" is not"),
        refusal(
            "relays:\n" + RELAY_1.replace("127.0.0.1", ""),
            ":2:22: host is a name or an address, such as 127.0.0.1; nothing is not"),
        refusal(
            "relays:\n" + RELAY_1.replace("127.0.0.1", "[a]"),
            ":2:23: host is a name or an address, such as 127.0.0.1; a list is not"),
        refusal(
            "relays:\n  - 7001\n",
            ":2:5: a relay is made of the keys number, host, port, admin; 7001 is none"),
        refusal(
            "name: 5\nrelays:\n" + RELAY_1,
            ":1:7: name is a text of 1 to 64 characters; put quotes around it if it looks like a number"),
        refusal(
            "lanes: 17\nrelays:\n" + RELAY_1,
            ":1:8: lanes is a whole number from 1 to 16; 17 is not"),
        refusal(
            "lanes: 0\nrelays:\n" + RELAY_1,
            ":1:8: lanes is a whole number from 1 to 16; 0 is not"),
        refusal(
            "pad: 257\nrelays:\n" + RELAY_1,
            ":1:6: pad is a whole number from 0 to 256; 257 is not"),
        refusal(
            "pad: -1\nrelays:\n" + RELAY_1, ":1:6: pad is a whole number from 0 to 256; -1 is not"),
        refusal(
            "limits:\n  mailboxes: 3\nrelays:\n" + RELAY_1,
            ":2:3: unknown key \"mailboxes\"; limits has messages, megabytes, mailbox-messages,"
                + " mailbox-bytes, sender-rate, life, life-max: correct or remove it"),
        refusal(
            "limits: 3\nrelays:\n" + RELAY_1,
            ":1:9: limits is made of the keys messages, megabytes, mailbox-messages, mailbox-bytes,"
                + " sender-rate, life, life-max; 3 is none"),
        refusal(
            "limits: {mailbox-bytes: 999}\nrelays:\n" + RELAY_1,
            ":1:25: mailbox-bytes is a whole number from 1000 to 999999999; 999 is not"),
        refusal(
            "limits: {life: 61, life-max: 60}\nrelays:\n" + RELAY_1,
            ":1:16: life is a whole number from 1 to 60; 61 is not"),
        refusal(
            "limits: {life-max: 60466176}\nrelays:\n" + RELAY_1,
            ":1:20: life-max is a whole number from 1 to 60466175; 60466176 is not"),
        refusal(
            "links: all\nrelays:\n" + RELAY_1, ":1:8: links is nearest or express; \"all\" is not"),
        refusal(
            "joining: all\nrelays:\n" + RELAY_1,
            ":1:10: joining is local, open or closed; \"all\" is not"),
        refusal(
            "accounts: yes\nrelays:\n" + RELAY_1,
            ":1:11: accounts is optional or required; \"yes\" is not"),
        refusal("links: 2\nrelays:\n" + RELAY_1, ":1:8: links is nearest or express; 2 is not"),
        refusal(
            "relays:\n" + admin(RELAY_1, "8001"),
            ":2:53: admin is HOST:PORT, such as 127.0.0.1:8001 or \"[::1]:8001\"; 8001 is not"),
        refusal(
            "relays:\n" + admin(RELAY_1, "tower:70000"),
            ":2:53: admin is HOST:PORT, such as 127.0.0.1:8001 or \"[::1]:8001\"; \"tower:70000\" is not"),
        refusal(
            "relays:\n" + admin(RELAY_1, "A:8001") + admin(RELAY_2, "a:8001"),
            ":3:53: admin a:8001 stands in line 2 already; give each relay its own"),
        refusal("name: five\n", ":1:1: relays is missing; list at least one under \"relays:\""),
        refusal(
            "relays: []\n",
            ":1:9: relays is empty; list at least one as \"- {number: 1, host: 127.0.0.1, port: 7001}\""),
        refusal(
            "- 1\n",
            ":1:1: a topology is made of the keys name, lanes, pad, links, joining, accounts, limits, relays; a list is none"),
        refusal("", ":1:1: the file is empty; list at least one relay in it"),
        refusal("# nothing yet\n\n", ":1:1: the file is empty; list at least one relay in it"),
        refusal(
            "relays:\n" + RELAY_1 + "---\nname: b\n",
            ":4:1: a second document begins here; keep one"),
        refusal(
            "relays: &all\n" + RELAY_1,
            ":1:9: anchors (&) and aliases (*) are not read here; write the value out"),
        refusal(
            "relays: " + "[".repeat(20) + "]".repeat(20) + "\n",
            ":1:16: nested too deep; a topology has at most a list of relays"));
  }

  private static String admin(String relay, String admin) {
    return relay.replace("}", ", admin: " + admin + "}");
  }

  private static Arguments refusal(String content, String expected) {
    return Arguments.of(content, expected);
  }

  @ParameterizedTest
  @MethodSource("notYaml")
  void shouldNameTheLineWhereYamlBreaks(String content, int line) throws Exception {
    Path file = write(content);

    TopologyProblem problem = problem(file);

    assertThat(problem.problems()).hasSize(1);
    assertThat(problem)
        .hasMessageStartingWith(file + ":" + line + ":")
        .hasMessageContaining("not YAML (");
    assertThat(problem.problems().get(0)).doesNotContain("\n");
  }

  static Stream<Arguments> notYaml() {
    return Stream.of(
        Arguments.of("relays:\n\t- x\n", 2),
        Arguments.of("relays: [1, 2\n", 2),
        Arguments.of("name: \"five\nrelays:\n", 3),
        Arguments.of("relays:\n" + RELAY_1 + "}\n", 3),
        Arguments.of("name: five\n  lanes: 8\n", 2));
  }

  @Test
  void shouldTellEveryProblemOnALineOfItsOwn() throws Exception {
    Path file = write(
        "lane: 1\nrelays:\n" + RELAY_1.replace("7001", "0") + RELAY_2.replace("host: ", "hots: "));

    assertThat(problem(file).problems())
        .hasSize(4)
        .allSatisfy(line -> assertThat(line).startsWith(file + ":"));
  }

  @Test
  void shouldLeaveOutProblemsBeyondTheBound() throws Exception {
    int wrong = Findings.PROBLEMS_MAX + 7;
    Path file = write("relays:\n" + "  - {number: 1, host: a, port: 0}\n".repeat(wrong));

    List<String> problems = problem(file).problems();

    assertThat(problems).hasSize(Findings.PROBLEMS_MAX + 1);
    assertThat(problems.get(Findings.PROBLEMS_MAX))
        .isEqualTo(file + ": and 7 more problems; correct these first");
  }

  @Test
  void shouldReadTheLongestLineAndRefuseALongerOne() throws Exception {
    StringBuilder content = new StringBuilder("relays:\n");
    for (int i = 1; i <= Topology.RELAYS_MAX; i++) {
      content
          .append("- {number: ")
          .append(i)
          .append(", host: a, port: ")
          .append(i)
          .append("}\n");
    }
    assertThat(TopologyReader.read(write(content.toString())).relays())
        .hasSize(Topology.RELAYS_MAX);

    Path longer = write(content + "- {number: 10000, host: a, port: 10000}\n");

    assertThat(problem(longer))
        .hasMessage(longer + ":2:1: more than 9999 relays; a line can't hold them");
  }

  @Test
  void shouldRefuseAFileThatIsTooLarge() throws Exception {
    Path file = write("#".repeat(FileKind.FILE_BYTES_MAX + 1));

    assertThat(problem(file))
        .hasMessage(file + ": larger than 1 MiB; this can't be a topology file");
  }

  @Test
  void shouldRefuseWhatIsNotUtf8WithItsLine() throws Exception {
    Path file = directory.resolve("line.yaml");
    Files.write(file, "name: a\nname: \u00e9\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(problem(file)).hasMessage(file + ":2: not UTF-8 text; save the file as UTF-8");
  }

  @Test
  void shouldRefuseAMissingFile() {
    Path file = directory.resolve("none.yaml");

    assertThat(problem(file)).hasMessage(file + ": no such file; check the path");
  }

  @Test
  void shouldRefuseADirectory() {
    assertThat(problem(directory))
        .hasMessage(directory + ": this is a directory; name a topology file");
  }

  @Test
  void shouldReportAFileThatFailsWhileItIsRead() {
    Path file = directory.resolve("line.yaml").resolve("below-a-file");
    assertThat(problem(file)).hasMessageStartingWith(file + ": ");
  }

  private TopologyProblem problem(Path file) {
    return catchThrowableOfType(TopologyProblem.class, () -> TopologyReader.read(file));
  }

  private Path write(String content) throws IOException {
    return Files.writeString(directory.resolve("line.yaml"), content);
  }
}
