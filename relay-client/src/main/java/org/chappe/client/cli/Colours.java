package org.chappe.client.cli;

import java.util.Locale;
import picocli.CommandLine.Help.Ansi;

/** Whether the terminal client uses colours. */
enum Colours {
  /** Where there is a terminal and nothing forbids it, such as NO_COLOR. */
  AUTO,
  ALWAYS,
  NEVER;

  /** @throws IllegalArgumentException in a sentence */
  static Colours parse(String text) {
    for (Colours each : values()) {
      if (each.toString().equals(text)) {
        return each;
      }
    }
    throw new IllegalArgumentException(
        "colours are auto, always or never; \"" + text + "\" is none of them");
  }

  boolean areOn() {
    return this == ALWAYS || (this == AUTO && Ansi.AUTO.enabled());
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
