package org.chappe.server.node;

/**
 * What a relay has seen of the line since it began.
 *
 * @param links links that stand now
 * @param suspicions times that it suspected another relay
 * @param deaths times that a suspect didn't refute in time
 * @param refutations times that it had to say that what was said of it isn't true
 * @param membersRefused entries of relays that were refused because they couldn't be right
 * @param linksRefused links that were refused because there were too many
 * @param lateTurns times that it was stopped or starved
 * @param copiesWithoutWay copies that were dropped because there was no way to the recipient's home
 */
public record LinkageStatistics(
    int links,
    long suspicions,
    long deaths,
    long refutations,
    long membersRefused,
    long linksRefused,
    long lateTurns,
    long copiesWithoutWay) {}
