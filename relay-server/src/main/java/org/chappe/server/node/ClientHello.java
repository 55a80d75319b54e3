package org.chappe.server.node;

import org.chappe.model.Payload;
import org.chappe.server.directory.Credence;

/**
 * What a client says in its handshake: the directory version that it was told last, in base 36, or nothing. The answer
 * tells it the version under which it is at home now. So a client that moves back and forth faster than the relays hear
 * of it still wins over its own earlier moves.
 *
 * @param version 0 when the client has been told none
 */
record ClientHello(long version) {

  private static final int DIGITS_MAX = 9;

  /** Reads a hello; anything that isn't a version counts as none. */
  static ClientHello read(Payload payload) {
    if (payload.isEmpty() || payload.length() > DIGITS_MAX) {
      return new ClientHello(0);
    }
    try {
      long version = Long.parseLong(payload.text(), 36);
      return new ClientHello(version < 0 || version >= Credence.VERSION_MAX ? 0 : version);
    } catch (NumberFormatException notAVersion) {
      return new ClientHello(0);
    }
  }

  Payload payload() {
    return Payload.of(Long.toString(version, 36));
  }
}
