package org.chappe.server.membership;

import org.jspecify.annotations.Nullable;

/** What is said of one version of a member's entry, from best to worst; of one version the worst is believed. */
public enum MemberState {
  /** It says so itself. */
  ALIVE('a'),
  /** It hasn't answered somebody, and may still refute that. */
  SUSPECT('s'),
  /** It didn't refute in time. */
  DEAD('d'),
  /** It said goodbye. */
  LEFT('l');

  private final char letter;

  MemberState(char letter) {
    this.letter = letter;
  }

  /** How it is written. */
  char letter() {
    return letter;
  }

  /** Whether its links may still carry something. */
  public boolean mayCarry() {
    return this == ALIVE || this == SUSPECT;
  }

  /** The state with a letter; null if there is none. */
  static @Nullable MemberState of(String text) {
    for (MemberState state : values()) {
      if (text.length() == 1 && text.charAt(0) == state.letter) {
        return state;
      }
    }
    return null;
  }
}
