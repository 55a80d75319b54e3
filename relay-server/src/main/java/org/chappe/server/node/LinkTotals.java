package org.chappe.server.node;

import org.chappe.link.LinkStatistics;

/** The sums of what several links have done. */
final class LinkTotals {

  private long sent;
  private long retransmitted;
  private long duplicates;

  void add(LinkStatistics link) {
    sent += link.sent();
    retransmitted += link.retransmitted();
    duplicates += link.duplicates();
  }

  void add(LinkTotals others) {
    sent += others.sent;
    retransmitted += others.retransmitted;
    duplicates += others.duplicates;
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
}
