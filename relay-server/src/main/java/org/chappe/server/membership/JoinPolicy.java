package org.chappe.server.membership;

import org.chappe.node.Endpoint;
import org.jspecify.annotations.Nullable;

/** Whom a line lets in beyond the relays of its topology file. */
public enum JoinPolicy {
  /** Whoever asks from this machine, while the line is on it alone. */
  LOCAL('l'),
  /** Whoever asks. */
  OPEN('o'),
  /** Nobody. */
  CLOSED('c');

  private final char letter;

  JoinPolicy(char letter) {
    this.letter = letter;
  }

  /** How it is written. */
  public char letter() {
    return letter;
  }

  /**
   * Whether a relay at an address may join.
   *
   * @param asked where the relay is that is asked
   */
  public boolean allows(Endpoint endpoint, Endpoint asked) {
    return this == OPEN || (this == LOCAL && endpoint.isLoopback() && asked.isLoopback());
  }

  /** The policy with a letter; null if there is none. */
  public static @Nullable JoinPolicy of(String text) {
    for (JoinPolicy policy : values()) {
      if (text.length() == 1 && text.charAt(0) == policy.letter) {
        return policy;
      }
    }
    return null;
  }
}
