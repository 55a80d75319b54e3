package org.chappe.server.station;

import org.chappe.model.Message;
import org.chappe.wire.WireLimits;

/**
 * A message as it rests in a station.
 *
 * @param message without a custodian: that is this relay; and without a life, which is told by its end
 * @param expiresAtSeconds when its life ends, in seconds of the station's age, or {@link #NEVER}
 */
public record Mail(Message message, long expiresAtSeconds) {

  /** The end of a life without end. */
  public static final long NEVER = Long.MAX_VALUE;

  /** What a message is counted with beside its text: its key, its end and the head of its frame. */
  public static final int RECORD_BYTES = 100;

  /** What the longest message is counted with. */
  static final int BYTES_MAX = RECORD_BYTES + WireLimits.TEXT_BYTES_MAX;

  /** @throws IllegalArgumentException if it ended before the station began */
  public Mail {
    if (expiresAtSeconds < 0) {
      throw new IllegalArgumentException("a life can't end at " + expiresAtSeconds + " s");
    }
  }

  /** What a message is counted with. */
  static int bytesOf(Message message) {
    return RECORD_BYTES + message.text().length();
  }
}
