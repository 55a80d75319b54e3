package org.chappe.client.cli;

import java.util.List;
import java.util.Locale;

/**
 * What became of the texts of some clients.
 *
 * @param sent texts that were to be sent, each with a number of its own
 * @param acknowledged of them, those that a relay is known to have accepted
 * @param refused of them, those that were refused
 * @param ended messages that expired or failed, and their sender was told
 * @param delivered different texts in the journals of those they were sent to, acknowledged or not
 * @param late of them, those that were shown after texts that had been written after them
 * @param doubled copies too many in journals
 * @param lost texts that were acknowledged, didn't end, and are not where they should be
 * @param invented messages in journals that were not sent there
 * @param evidence which ones were doubled, lost and invented, one a line
 */
record AuditResult(
    long sent,
    long acknowledged,
    long refused,
    long ended,
    long delivered,
    long late,
    long doubled,
    long lost,
    long invented,
    List<String> evidence) {

  /** Whether each text came once that had to, and none twice. */
  boolean isPerfect() {
    return doubled == 0 && lost == 0 && invented == 0;
  }

  String render(OutputFormat format) {
    return format == OutputFormat.JSON
        ? JsonLine.of("audit", this)
        : String.join("\n", evidence) + (evidence.isEmpty() ? "" : "\n") + table();
  }

  private String table() {
    return String.format(
        Locale.ROOT,
        """
        sent             %8d
        acknowledged     %8d
        refused          %8d
        ended            %8d
        delivered        %8d
        late             %8d
        doubled          %8d
        lost             %8d
        invented         %8d\
        """,
        sent,
        acknowledged,
        refused,
        ended,
        delivered,
        late,
        doubled,
        lost,
        invented);
  }
}
