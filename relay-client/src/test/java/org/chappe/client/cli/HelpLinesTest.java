package org.chappe.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpLinesTest {

  private static final String WORDS =
      "accounts: * and ? as in file names, or /a regular expression/";

  @Test
  void shouldPutTwoColumnsOnOneLineWhereThereIsRoom() {
    assertThat(HelpLines.of("/quit", "sign off", 80))
        .containsExactly("  /quit                        sign off");
    assertThat(HelpLines.of("/list [PATTERN]", WORDS, 0))
        .containsExactly("  /list [PATTERN]              " + WORDS);
  }

  @Test
  void shouldGoOnBelowTheSecondColumn() {
    assertThat(HelpLines.of("/list [PATTERN]", WORDS, 80))
        .containsExactly(
            "  /list [PATTERN]              accounts: * and ? as in file names, or /a regular",
            "                               expression/");
  }

  @Test
  void shouldPutTheSecondColumnBelowTheFirstWhereThereIsNoRoom() {
    assertThat(HelpLines.of("/list [PATTERN]", WORDS, 40))
        .containsExactly(
            "  /list [PATTERN]",
            "      accounts: * and ? as in file",
            "      names, or /a regular expression/");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 8, 33, 61})
  void shouldSayEverythingHoweverNarrowItIs(int columns) {
    String lines = String.join(" ", HelpLines.of("/list", WORDS, columns));
    assertThat(lines.replaceAll(" +", " ")).isEqualTo(" /list " + WORDS);
  }
}
