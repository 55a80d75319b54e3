package org.chappe.server.node;

/**
 * What a relay has told of clients that come and leave.
 *
 * @param watchers sessions in which somebody watches now
 * @param refused those who weren't let watch because there were too many
 * @param told lines that were told
 * @param dropped lines for which there was no room in a session
 * @param untoldForgotten rooms and devices whose end would be told as that of a client because there were so many
 */
public record PresenceStatistics(
    int watchers, long refused, long told, long dropped, long untoldForgotten) {}
