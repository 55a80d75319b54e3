package org.chappe.client.cli;

import org.chappe.model.RelayNumber;
import org.jspecify.annotations.Nullable;

/**
 * Which relay a client attaches to first.
 *
 * @param number the relay that was asked for; null for the nearest
 */
record RelayChoice(@Nullable RelayNumber number) {

  /** The word for the nearest. */
  static final String AUTO = "auto";

  /** @throws IllegalArgumentException in a sentence, if the text is neither a relay number nor {@link #AUTO} */
  static RelayChoice parse(String text) {
    return text.equals(AUTO)
        ? new RelayChoice(null)
        : new RelayChoice(RelayClientCli.relayNumber(text));
  }
}
