package org.chappe.client.cli;

import java.util.Locale;

/**
 * What became of an exchange.
 *
 * @param messages messages that were to be sent
 * @param accepted of these, taken by their home relays
 * @param refused of these, refused
 * @param delivered different messages that came
 * @param missing messages that didn't come in time
 * @param doubled messages that came more than once, counted each further time
 * @param outOfOrder messages that came after a later one of their pair
 * @param foreign messages that came and were none of this exchange
 * @param retransmitted frames that clients sent again
 * @param seconds from the first send to the last delivery
 * @param p50Millis half of the messages took at most so long from one client to the other
 * @param p99Millis and 99 % so long
 */
record ExchangeResult(
    int clients,
    int pairs,
    int messages,
    long accepted,
    long refused,
    long delivered,
    long missing,
    long doubled,
    long outOfOrder,
    long foreign,
    long retransmitted,
    double seconds,
    double p50Millis,
    double p99Millis) {

  /** Whether every message came exactly once and in order. */
  boolean isPerfect() {
    return missing == 0 && doubled == 0 && outOfOrder == 0 && refused == 0;
  }

  String render(OutputFormat format) {
    if (format == OutputFormat.JSON) {
      return JsonLine.of("exchange", this);
    }
    return String.format(
        Locale.ROOT,
        """
        clients %d, pairs of relays %d, messages %d in %.2f s
        delivered %d, missing %d, doubled %d, out of order %d, refused %d
        retransmitted by clients %d
        from client to client: p50 %.2f ms, p99 %.2f ms\
        """,
        clients,
        pairs,
        messages,
        seconds,
        delivered,
        missing,
        doubled,
        outOfOrder,
        refused,
        retransmitted,
        p50Millis,
        p99Millis);
  }
}
