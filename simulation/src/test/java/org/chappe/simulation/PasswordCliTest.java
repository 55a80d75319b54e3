package org.chappe.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.chappe.simulation.Commands.ANNA;
import static org.chappe.simulation.Commands.BERT;
import static org.chappe.simulation.Commands.LIMIT;
import static org.chappe.simulation.Commands.NONE;
import static org.chappe.simulation.Commands.assertEndsWith;

import java.util.Map;
import org.chappe.client.RelayClient;
import org.chappe.simulation.Commands.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Commands that log in with a password that is set, against a real relay. */
@Timeout(120)
class PasswordCliTest {

  private static final String VARIABLE = "CHAPPE_PASSWORD";

  /** More than a relay bears at once. */
  private static final int GUESSES = 20;

  @RegisterExtension
  private final Commands commands = new Commands(1);

  /** Runs a command that keeps nothing. */
  private Run run(String id, String... words) {
    return commands.runAs(id, 1, NONE, words);
  }

  @Test
  void shouldSayThatThereWereTooManyWrongPasswords() {
    commands.environment().put(VARIABLE, "first password");
    assertThat(run(ANNA, "account", "create").exitCode()).isZero();
    commands.environment().put(VARIABLE, "not that one");
    // each six seconds one is forgiven, so that a slow machine may try on for long
    await().atMost(LIMIT).untilAsserted(() -> {
      guess();
      assertEndsWith(
          run(ANNA, "account", "login"),
          36,
          "too many wrong passwords for " + ANNA + "; try again in a minute");
    });
  }

  /** Twenty guesses within one session. */
  private void guess() {
    try (RelayClient thief = commands.connect(ANNA, 1)) {
      for (int guess = 0; guess < GUESSES; guess++) {
        var unused = thief
            .accounts()
            .logInAsOwner("some other password".toCharArray())
            .handle((done, denied) -> denied)
            .join();
      }
    }
  }

  @Test
  void shouldLogEachCommandInWhereNothingIsKept() throws Exception {
    Map<String, String> environment = commands.environment();
    environment.put(VARIABLE, "first password");
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
    // without the name where the relay takes longer to tell it than the client waits
    assertThat(run(ANNA, "get", "--peek").out().strip())
        .isIn("Anna (" + ANNA + "): to myself", ANNA + ": to myself");
    assertThat(run(BERT, "list", "-o", "json").out().strip())
        .isEqualTo("{\"type\":\"account\",\"id\":\"" + ANNA + "\",\"name\":\"Anna\"}");
    environment.put(VARIABLE, "not that one");
    assertThat(run(ANNA, "send", BERT, "x").exitCode()).isEqualTo(32);
    environment.remove(VARIABLE);
    assertThat(run(ANNA, "send", BERT, "x").exitCode()).as("nobody").isEqualTo(7);
    environment.put("CHAPPE_PASSWORD_FILE", commands.write("password", "first password"));
    assertThat(run(ANNA, "account", "delete", "--force").out().strip()).isEqualTo("deleted");
    assertThat(run(ANNA, "send", BERT, "x").exitCode()).as("without an account").isZero();
  }
}
