package org.chappe.node;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why a home answers a question with no. Programs go by the word that is the name in small letters. */
public enum Denial {
  /** The question isn't one, or something in it is out of range. */
  PARAM,
  /** There is too much at once; later. */
  BUSY,
  /** There is such an account already. */
  EXISTS,
  /** The name belongs to another account. */
  TAKEN,
  /** There is no such account. */
  NOUSER,
  /** The password is wrong. */
  AUTH,
  /** Another client is logged in under this ID. */
  ELSEWHERE,
  /** The account has devices: log in as one of them. */
  DEVICE,
  /** Log in first. */
  LOGIN,
  /** The pattern can't be read. */
  PATTERN,
  /** Mail waits; it would be refused to its senders. */
  MAIL,
  /** Too many wrong passwords, or too many new accounts; later. */
  QUOTA,
  /** There is no room for an account more. */
  FULL;

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
