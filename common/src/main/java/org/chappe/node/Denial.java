package org.chappe.node;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why a home answers a question with no. Programs go by the word that is the name in small letters. */
public enum Denial {
  /** The question isn't one, or something in it is out of range. */
  PARAM,
  /** There is too much at once; later. */
  BUSY;

  /** How it stands in an answer. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The denial of a word; null if there is none. */
  static @Nullable Denial of(String word) {
    for (Denial denial : values()) {
      if (denial.word().equals(word)) {
        return denial;
      }
    }
    return null;
  }
}
