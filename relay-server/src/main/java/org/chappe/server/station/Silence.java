package org.chappe.server.station;

import org.chappe.model.ClientId;

/** Knows which clients nothing was heard of lately. */
@FunctionalInterface
public interface Silence {

  /** Whether nothing was heard of a client for so long that it may be gone. */
  boolean isSilent(ClientId client, long nowNanos);
}
