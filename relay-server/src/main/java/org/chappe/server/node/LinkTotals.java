package org.chappe.server.node;

import org.chappe.link.LinkStatistics;

/** The sums of what several links have done. */
final class LinkTotals {

  private long sent;
  private long retransmitted;
  private long duplicates;
  private long beyondWindow;
  private int outstandingMost;
  private int queuedMost;

  /** Adds a link that is over: what it still had under way counts no more. */
  void addEnded(LinkStatistics link) {
    sent += link.sent();
    retransmitted += link.retransmitted();
    duplicates += link.duplicates();
    beyondWindow += link.beyondWindow();
  }

  void add(LinkStatistics link) {
    addEnded(link);
    outstandingMost = Math.max(outstandingMost, link.outstanding());
    queuedMost = Math.max(queuedMost, link.queued());
  }

  void add(LinkTotals others) {
    sent += others.sent;
    retransmitted += others.retransmitted;
    duplicates += others.duplicates;
    beyondWindow += others.beyondWindow;
  }

  long sent() {
    return sent;
  }

  long retransmitted() {
    return retransmitted;
  }

  long duplicates() {
    return duplicates;
  }

  long beyondWindow() {
    return beyondWindow;
  }

  /** The most frames that any one link has unacknowledged now. */
  int outstandingMost() {
    return outstandingMost;
  }

  /** The most frames that wait in any one link now. */
  int queuedMost() {
    return queuedMost;
  }
}
