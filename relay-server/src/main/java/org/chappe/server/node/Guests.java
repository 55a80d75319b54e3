package org.chappe.server.node;

import java.util.LinkedHashMap;
import java.util.Map;
import org.chappe.model.ClientId;
import org.jspecify.annotations.Nullable;

/** All guests. When there are too many, the eldest goes: a flood of them has to be faster than a login to keep anybody out. */
final class Guests {

  static final int GUESTS_MAX = 4_096;

  private record Who(ClientId client, long nonce) {}

  private final int guestsMax;
  private final Map<Who, Guest> byHandshake = new LinkedHashMap<>();
  private long displaced;

  Guests(int guestsMax) {
    this.guestsMax = guestsMax;
  }

  /** The guest of a handshake, or null. */
  @Nullable Guest find(ClientId client, long nonce) {
    return byHandshake.get(new Who(client, nonce));
  }

  /**
   * Takes one more in.
   *
   * @return the one that has to go for it, or null
   */
  @Nullable Guest add(Guest guest) {
    byHandshake.put(new Who(guest.client(), guest.nonce()), guest);
    if (byHandshake.size() <= guestsMax) {
      return null;
    }
    displaced++;
    Guest eldest = byHandshake.values().iterator().next();
    forget(eldest);
    return eldest;
  }

  void forget(Guest guest) {
    byHandshake.remove(new Who(guest.client(), guest.nonce()), guest);
  }

  int size() {
    return byHandshake.size();
  }

  /** Guests that had to go because there were too many. */
  long displaced() {
    return displaced;
  }
}
