package org.chappe.client.cli;

import java.util.Locale;

/** Up to when a bench run measures each message. */
enum BenchUntil {
  /** Until it comes to the receiver's program. */
  DELIVERED,
  /** Until the senders' relay has taken it. It is delivered all the same, unmeasured. */
  ACCEPTED,
  /** As {@link #ACCEPTED}, but no receiver ever comes, so that it stays where it was taken. */
  PARKED;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
