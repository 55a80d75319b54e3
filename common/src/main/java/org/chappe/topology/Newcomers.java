package org.chappe.topology;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which relays may join a line that runs, though they don't stand in its file. */
public enum Newcomers {
  /** Those at loopback addresses, if the line is there, too. */
  LOCAL,
  /** All. */
  OPEN,
  /** None. */
  CLOSED;

  /** How it is written in a file. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The value of a word; null if there is none. */
  static @Nullable Newcomers of(String word) {
    for (Newcomers newcomers : values()) {
      if (newcomers.word().equals(word)) {
        return newcomers;
      }
    }
    return null;
  }
}
