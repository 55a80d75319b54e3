package org.chappe.server.node;

/**
 * What a relay has seen of others that are broken or hostile.
 *
 * @param tablesHeldBack times that a table or a probe had to wait because its relay says too much
 * @param runsRenewed times that this relay began a new run of changes because others had spoken in its name
 * @param runsAdopted frames of clients that were told on in this relay's name because theirs has too many runs
 */
public record DistrustStatistics(long tablesHeldBack, long runsRenewed, long runsAdopted) {}
