package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chappe.simulation.Commands.ANNA;
import static org.chappe.simulation.Commands.BERT;
import static org.chappe.simulation.Commands.NOBODY;
import static org.chappe.simulation.Commands.assertEndsWith;
import static org.chappe.simulation.Commands.assertSays;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.chappe.simulation.Commands.Run;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is set once in the client's file, in the environment or by an option, and which of them counts, at real relays. */
@Timeout(120)
class SettingsCliTest {

  @RegisterExtension
  private final Commands commands = new Commands(2);

  @SuppressWarnings("NullAway.Init") // set before each test
  private Path file;

  /** The line's file is beside that of the settings, and named as it is seen from there. */
  @BeforeEach
  void write() throws IOException {
    Path chappe = Files.createDirectories(commands.directory().resolve("config/chappe"));
    file = chappe.resolve("client.yaml");
    Path unused = ClientProcess.topology(commands.line(), 2, chappe);
    commands.write("secret", "first password");
    write(
        "context: coast",
        "contexts:",
        "  coast:",
        "    topology: line.yaml",
        "    relay: 2",
        "    id: \"" + ANNA + "\"",
        "    password-file: ../../secret",
        "  lab: {relay: \"" + commands.place(1) + "\", id: \"" + BERT + "\", journal: none}");
  }

  private void write(String... lines) throws IOException {
    Files.write(file, List.of(lines));
  }

  private Run run(String... words) {
    return commands.run(words);
  }

  private void set(String variable, String value) {
    commands.environment().put(variable, value);
  }

  @Test
  void shouldActAsTheContextSays() {
    assertSays(run("get", "--context", "lab"), "nothing waits");
    assertSays(
        run("send", "--receipt", "--wait", "stored", BERT, "from the coast"),
        "accepted by relay 2",
        "stored by the recipient's relay");
    assertSays(run("get", "--context", "lab"), ANNA + ": from the coast");
    assertSays(
        run("send", "--wait", "stored", "--context", "lab", ANNA, "from the lab"),
        "stored by the recipient's relay");
    assertSays(run("get"), BERT + ": from the lab");
    assertThat(commands.directory().resolve("state/chappe/client-" + ANNA)).isNotEmptyDirectory();
    assertThat(commands.directory().resolve("state/chappe/client-" + BERT)).doesNotExist();
  }

  @Test
  void shouldPreferOptionsToTheEnvironmentAndThatToTheFile() {
    set("CHAPPE_CONTEXT", "lab");
    assertSays(run("send", ANNA, "from the lab"), "accepted by relay 1");
    assertSays(run("send", "--context", "coast", ANNA, "note to self"), "accepted by relay 2");
    set("CHAPPE_CONTEXT", "");
    set("CHAPPE_RELAY", "1");
    assertSays(run("send", ANNA, "note to self"), "accepted by relay 1");
    assertSays(run("send", "--relay", "2", ANNA, "note to self"), "accepted by relay 2");
    set("CHAPPE_ID", NOBODY);
    assertSays(run("send", "--journal", "none", BERT, "by variable"), "accepted by relay 1");
    assertSays(
        run("send", "--journal", "none", "--id", "6666666666", BERT, "by option"),
        "accepted by relay 1");
    assertSays(
        run("get", "--context", "lab", "--id", BERT, "--relay", commands.place(1)),
        NOBODY + ": by variable",
        "6666666666: by option");
    assertThat(run("config", "show").out().lines())
        .containsExactly(
            "context: coast  # " + file,
            "topology: " + file.resolveSibling("line.yaml") + "  # " + file + ":4",
            "relay: 1  # CHAPPE_RELAY",
            "id: " + NOBODY + "  # CHAPPE_ID",
            "journal: (default)",
            "password-file: " + commands.directory().resolve("secret") + "  # " + file + ":7",
            "colours: (default)");
  }

  @Test
  void shouldTakeThePasswordFromWhereItIsSet() throws IOException {
    assertSays(run("account", "create"), "created, and logged in");
    // elsewhere, where nothing of a login is kept
    String[] get = {"get", "--journal", "none"};
    assertEndsWith(
        run("account", "login", "--journal", commands.journal("elsewhere")),
        33,
        ANNA + " is logged in elsewhere; use account login --take-over to end that session");
    assertSays(run("account", "logoff"), "logged off; mail goes on coming to your mailbox");
    assertSays(run(get), "nothing waits");
    String other = commands.write("other", "second password");
    set("CHAPPE_PASSWORD_FILE", other);
    assertEndsWith(run(get), 32, "wrong password");
    set("CHAPPE_PASSWORD", "first password");
    assertSays(run(get), "nothing waits");
    assertEndsWith(run("account", "login", "--password-file", other), 32, "wrong password");
  }

  @Test
  void shouldSayWhatIsWrongInTheFileAndWhere() throws IOException {
    write("context: sea", "contexts:", "  coast:", "    relais: 2", "    id: 12");
    Run get = run("get");
    assertThat(get.err().lines())
        .containsExactly(
            "relay-client: " + file + ":4:5: unknown key \"relais\"; a context has topology, relay,"
                + " id, journal, password-file, colours: correct or remove it",
            "relay-client: " + file
                + ":5:9: id: a client ID is exactly 10 digits, such as 1234567890; \"12\" is not; correct it",
            "relay-client: " + file
                + ":1:10: context is the name of one of the contexts below; \"sea\" is not");
    assertThat(get.out()).isEmpty();
    assertThat(get.exitCode()).isEqualTo(3);
    write("contexts:", "  coast: {relay: 2}");
    assertEndsWith(
        run("get", "--context", "sea"),
        3,
        "there is no context \"sea\", which --context asks for; " + file + " has coast");
    set("CHAPPE_RELAY", "two");
    assertEndsWith(
        run("get", "--context", "coast", "--id", ANNA),
        2,
        "CHAPPE_RELAY: a relay number is 1 to 9999; \"two\" is not");
  }
}
