package org.chappe.server.node;

import org.chappe.model.Payload;
import org.jspecify.annotations.Nullable;

/**
 * What a relay says of itself in a handshake between relays, and in its answer: {@code relay?lane?incarnation}, both in
 * base 36.
 *
 * @param lane which of the side-by-side sessions this is
 * @param incarnation which run of the relay this is
 */
record RelayHello(int lane, long incarnation) {

  private static final String KIND = "relay";

  Payload payload() {
    return Payload.of(
        KIND + "?" + Integer.toString(lane, 36) + "?" + Long.toString(incarnation, 36));
  }

  /** Reads a hello; null when the payload isn't one. */
  static @Nullable RelayHello read(Payload payload) {
    String[] items = payload.text().split("\\?", -1);
    if (items.length != 3 || !items[0].equals(KIND)) {
      return null;
    }
    try {
      return new RelayHello(Integer.parseInt(items[1], 36), Long.parseLong(items[2], 36));
    } catch (NumberFormatException notNumbers) {
      return null;
    }
  }
}
