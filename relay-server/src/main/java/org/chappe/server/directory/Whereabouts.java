package org.chappe.server.directory;

import org.chappe.model.ClientId;

/**
 * Where a client is at home.
 *
 * @param client the client
 * @param relay its home, or {@link #GONE} after a terminate
 * @param version grows with each change of this client; the highest wins, ties go to the higher relay
 */
public record Whereabouts(ClientId client, int relay, long version) {

  /** The tombstone: the client is at home nowhere. */
  public static final int GONE = 0;

  /** Whether this is to be believed rather than the other. */
  boolean outranks(Whereabouts other) {
    return version > other.version || (version == other.version && relay > other.relay);
  }
}
