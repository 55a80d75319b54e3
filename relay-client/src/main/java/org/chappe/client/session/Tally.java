package org.chappe.client.session;

import org.chappe.link.LinkStatistics;
import org.chappe.model.Address;
import org.jspecify.annotations.Nullable;

/** Counts over all sessions of a client. */
final class Tally {

  private long sessions;
  private long homesChanged;
  private @Nullable Address lastHome;
  private long framesSent;
  private long framesRetransmitted;
  private long framesSpurious;
  private long framesDuplicate;

  /** Counts a session that begins. */
  void begin(Address home) {
    sessions++;
    homesChanged += lastHome == null || lastHome.equals(home) ? 0 : 1;
    lastHome = home;
  }

  /** Adds what an ended session has seen. */
  void add(LinkStatistics link) {
    framesSent += link.sent();
    framesRetransmitted += link.retransmitted();
    framesSpurious += link.spurious();
    framesDuplicate += link.duplicates();
  }

  /** All counts, with those of the session that still runs; null for none. */
  ClientStatistics statistics(
      @Nullable LinkStatistics running,
      Handshakes handshakes,
      Deliveries deliveries,
      Departures departures) {
    return new ClientStatistics(
        sessions,
        homesChanged,
        handshakes.waited(),
        framesSent + (running == null ? 0 : running.sent()),
        framesRetransmitted + (running == null ? 0 : running.retransmitted()),
        framesSpurious + (running == null ? 0 : running.spurious()),
        framesDuplicate + (running == null ? 0 : running.duplicates()),
        departures.outcomes().accepted(),
        departures.outcomes().refused(),
        deliveries.delivered(),
        deliveries.inbox().duplicates(),
        deliveries.holdBack().late(),
        deliveries.holdBack().gapsGivenUp(),
        deliveries.holdBack().full(),
        deliveries.received().dropped(),
        departures.sent().dropped(),
        departures.outbox().full(),
        departures.outcomes().awaiting().full(),
        departures.outcomes().receiptsIgnored(),
        departures.outcomes().awaiting().forgotten(),
        deliveries.longTexts().dropped(),
        deliveries.inbox().forgotten(),
        deliveries.inbox().epochsForgotten(),
        departures.outbox().destinationsForgotten(),
        running == null ? 0 : running.smoothedRttNanos());
  }
}
