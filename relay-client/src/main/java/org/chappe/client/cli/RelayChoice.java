package org.chappe.client.cli;

import org.chappe.model.RelayNumber;
import org.jspecify.annotations.Nullable;

/**
 * Which relay a client attaches to first.
 *
 * @param number the relay that was asked for; null for the nearest, or for whichever is at the address
 * @param address where it is, if it was asked for by that; then no topology file is needed
 */
record RelayChoice(@Nullable RelayNumber number, @Nullable HostAndPort address) {

  /** The word for the nearest. */
  static final String AUTO = "auto";

  /** The nearest. */
  static final RelayChoice NEAREST = new RelayChoice(null, null);

  /**
   * @throws IllegalArgumentException in a sentence, if the text is neither a relay number nor an address nor {@link #AUTO}
   */
  static RelayChoice parse(String text) {
    if (text.contains(":")) {
      return new RelayChoice(null, HostAndPort.parse(text));
    }
    return text.equals(AUTO) ? NEAREST : new RelayChoice(RelayClientCli.relayNumber(text), null);
  }
}
