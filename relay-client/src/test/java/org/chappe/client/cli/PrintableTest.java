package org.chappe.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class PrintableTest {

  /** Clears the screen, once for old terminals and once for those that know C1 controls. */
  private static final String CLEARS = "a\u001B[2Jb\u009B2Jc";

  private static final String REVERSES = "evil\u202Etxt.exe\u2066";

  @Test
  void shouldShowASpaceForWhatActsOnATerminal() {
    assertThat(Printable.line(CLEARS)).isEqualTo("a [2Jb 2Jc");
    assertThat(Printable.line(REVERSES)).isEqualTo("evil txt.exe ");
    assertThat(Printable.line("one\ntwo\tthree\u2028four\u007F")).isEqualTo("one two three four ");
    assertThat(Printable.line("half \uD83D of a pair")).isEqualTo("half   of a pair");
  }

  @Test
  void shouldLeaveLettersAsTheyAre() {
    String letters = "Grüße, 世界, می\u200Cخواهم, \uD83D\uDC68\u200D\uD83D\uDC69, e\u0301";
    assertThat(Printable.line(letters)).isEqualTo(letters);
    assertThat(Printable.json(letters)).isEqualTo(letters);
  }

  @Test
  void shouldWriteWhatActsOnATerminalAsEscapesInJson() {
    record Texts(String clears, String reverses, String tag) {}
    String tag = new String(Character.toChars(0xE0041));
    String json = JsonLine.of(new Texts(CLEARS, REVERSES, tag));
    assertThat(json.codePoints()).noneMatch(Character::isISOControl);
    assertThat(json).contains("\\u009b", "\\u202e", "\\udb40\\udc41").doesNotContain("\u202E");
    Texts back = JsonMapper.shared().readValue(json, Texts.class);
    assertThat(back).isEqualTo(new Texts(CLEARS, REVERSES, tag));
  }
}
