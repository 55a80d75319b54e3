package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chappe.client.cli.RelayClientCli;
import org.chappe.model.ClientId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands that log in with a password that is set, against a real relay. */
@Timeout(120)
class PasswordCliTest {

  private static final String ANNA = "1234567890";
  private static final String BERT = "0987654321";
  private static final String VARIABLE = "CHAPPE_PASSWORD";

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  private Path directory;

  @SuppressWarnings("NullAway.Init") // set before each test
  private RealLine line;

  private final Map<String, String> environment = new HashMap<>();

  private record Run(int exitCode, String out, String err) {}

  @BeforeEach
  void start() throws Exception {
    line = RealLine.start(1, true);
    ClientProcess.isolate(environment, directory);
    environment.put(VARIABLE, "first password");
  }

  @AfterEach
  void stop() {
    line.close();
  }

  /** Runs a command that keeps nothing. */
  private Run run(String id, String command, String... arguments) {
    String place = "127.0.0.1:" + line.clientConfig(new ClientId(1), 1).port();
    List<String> words =
        new ArrayList<>(List.of(command, "--id", id, "--relay", place, "--journal", "none"));
    words.addAll(List.of(arguments));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode = RelayClientCli.execute(
        environment,
        new PrintWriter(out, true),
        new PrintWriter(err, true),
        words.toArray(String[]::new));
    return new Run(exitCode, out.toString(), err.toString());
  }

  @Test
  void shouldLogEachCommandInWhereNothingIsKept() throws Exception {
    assertThat(run(BERT, "send", ANNA, "before").exitCode())
        .as("without an account")
        .isZero();
    assertThat(
            run(ANNA, "account", "create", "--name", "Anna", "-o", "json").out().strip())
        .isEqualTo("{\"type\":\"account\",\"id\":\"" + ANNA
            + "\",\"name\":\"Anna\",\"outcome\":\"created\",\"words\":"
            + "\"created, and logged in; not kept, as there is no journal\"}");
    assertThat(run(ANNA, "get").out()).isEqualTo(BERT + ": before" + System.lineSeparator());
    assertThat(run(ANNA, "send", "@anna", "to myself").exitCode()).isZero();
    assertThat(run(ANNA, "get", "--peek").out().strip())
        .isEqualTo("Anna (" + ANNA + "): to myself");
    assertThat(run(BERT, "list", "-o", "json").out().strip())
        .isEqualTo("{\"type\":\"account\",\"id\":\"" + ANNA + "\",\"name\":\"Anna\"}");
    environment.put(VARIABLE, "not that one");
    assertThat(run(ANNA, "send", BERT, "x").exitCode()).isEqualTo(32);
    environment.remove(VARIABLE);
    assertThat(run(ANNA, "send", BERT, "x").exitCode()).as("nobody").isEqualTo(7);
    environment.put(
        "CHAPPE_PASSWORD_FILE",
        Files.writeString(directory.resolve("password"), "first password\n").toString());
    assertThat(run(ANNA, "account", "delete", "--force").out().strip()).isEqualTo("deleted");
    assertThat(run(ANNA, "send", BERT, "x").exitCode()).as("without an account").isZero();
  }
}
