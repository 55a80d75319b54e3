package org.chappe.server.node;

/**
 * What a relay has seen of texts to all.
 *
 * @param known those that it remembers now
 * @param taken those that its own clients wrote
 * @param handed how often one was put into the mailbox of somebody
 * @param refusedFast those that its clients were refused because there were too many in too short a time
 * @param roundsDropped those that weren't handed out because so many others were still to be
 * @param returnsDropped clients that weren't offered what they may have missed because so many others had come back as well
 * @param crowdedOut those that were forgotten before their time because there were too many
 * @param cameLate those that weren't taken because so many are known that live longer
 * @param heardTooFast those that neighbours told in too short a time
 */
public record BroadcastStatistics(
    int known,
    long taken,
    long handed,
    long refusedFast,
    long roundsDropped,
    long returnsDropped,
    long crowdedOut,
    long cameLate,
    long heardTooFast) {}
