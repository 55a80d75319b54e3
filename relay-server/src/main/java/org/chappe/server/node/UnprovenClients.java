package org.chappe.server.node;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.chappe.model.ClientId;

/**
 * The clients that are at home here by a frame alone, whose sender's address may be forged: classic ones. They have a bounded share of
 * the directory. When it is used up, a new one takes the place of the one that was silent for longest, if that was
 * for {@link #SILENCE_NANOS} at least; else it is refused. So a flood of invented IDs puts nobody out who speaks once a minute, and leaves
 * no more than {@link #CLIENTS_MAX} tombstones a minute.
 *
 * <p>A client that says farewell keeps its place until then: farewells are free of proof, too.
 */
final class UnprovenClients {

  /** So many at one relay: a hundred relays that are flooded at once don't fill a directory. */
  static final int CLIENTS_MAX = 8_192;

  /** Who spoke within this time keeps its place: a minute, in nanoseconds. */
  static final long SILENCE_NANOS = 60_000_000_000L;

  private final int clientsMax;
  private final LinkedHashMap<ClientId, Long> lastUsedNanos = new LinkedHashMap<>(16, 0.75f, true);
  private long forgotten;
  private long refusals;

  UnprovenClients(int clientsMax) {
    this.clientsMax = clientsMax;
  }

  /** A client that is at home here has spoken. */
  void used(long nowNanos, ClientId client) {
    if (lastUsedNanos.containsKey(client)) {
      lastUsedNanos.put(client, nowNanos);
    }
  }

  /** A client has shown that frames reach it at its address. */
  void proved(ClientId client) {
    lastUsedNanos.remove(client);
  }

  /**
   * Makes a place for a client that proves nothing.
   *
   * @param displaced hears who loses its place for that
   * @return false, and nothing changed, when there is none
   */
  boolean admit(long nowNanos, ClientId client, Consumer<ClientId> displaced) {
    boolean full = lastUsedNanos.size() >= clientsMax && !lastUsedNanos.containsKey(client);
    if (full) {
      Map.Entry<ClientId, Long> eldest = lastUsedNanos.entrySet().iterator().next();
      if (nowNanos - eldest.getValue() < SILENCE_NANOS) {
        refusals++;
        return false;
      }
      lastUsedNanos.remove(eldest.getKey());
      forgotten++;
      displaced.accept(eldest.getKey());
    }
    lastUsedNanos.put(client, nowNanos);
    return true;
  }

  /** All of them, the one first that was silent for longest. */
  List<ClientId> all() {
    return List.copyOf(lastUsedNanos.keySet());
  }

  /** Clients that lost their places. */
  long forgotten() {
    return forgotten;
  }

  /** Requests of clients that found none. */
  long refusals() {
    return refusals;
  }
}
