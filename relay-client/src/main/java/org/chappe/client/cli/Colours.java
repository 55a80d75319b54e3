package org.chappe.client.cli;

import java.util.Locale;
import picocli.CommandLine.Help.Ansi;

/** Whether the terminal client uses colours. */
enum Colours {
  /** Where there is a terminal that has some and nothing forbids it, such as NO_COLOR. */
  AUTO,
  /** Also on dumb terminals and in pipes. */
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

  /** @param isDumb whether the terminal has none, or is none */
  boolean areOn(boolean isDumb) {
    return this == ALWAYS || (this == AUTO && !isDumb && Ansi.AUTO.enabled());
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
