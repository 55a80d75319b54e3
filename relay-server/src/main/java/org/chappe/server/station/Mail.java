package org.chappe.server.station;

import org.chappe.model.Message;

/**
 * A message as it rests in a station.
 *
 * @param message without a custodian: that is this relay
 * @param expiresAtSeconds when its life ends, in seconds of the station's age, or {@link #NEVER}
 */
public record Mail(Message message, long expiresAtSeconds) {

  /** The end of a life without end. */
  public static final long NEVER = Long.MAX_VALUE;

  /** @throws IllegalArgumentException if it ended before the station began */
  public Mail {
    if (expiresAtSeconds < 0) {
      throw new IllegalArgumentException("a life can't end at " + expiresAtSeconds + " s");
    }
  }
}
