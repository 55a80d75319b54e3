package org.chappe.server.station;

import org.chappe.model.ClientId;

/** What is known of those who lend mail, which are queues, and of those to whom it is lent. */
public interface Lending {

  /** Whether an ID is that of a room. */
  boolean isRoom(ClientId id);

  /** Whether nothing was heard of a client for so long that it may be gone. */
  boolean isSilent(ClientId client, long nowNanos);

  /** Where a client is at home. */
  Place placeOf(ClientId client);

  /** A client isn't to get any more what it was handed and may not have: it is lent to others from now on. */
  void recall(ClientId client);

  /** Where a client is at home. */
  enum Place {
    /** At this relay, which therefore knows what the client has acknowledged. */
    HERE,
    /** At another relay, which may know better. */
    ELSEWHERE,
    /** At none that this relay has heard of, which may not have heard of much yet. */
    UNKNOWN
  }
}
