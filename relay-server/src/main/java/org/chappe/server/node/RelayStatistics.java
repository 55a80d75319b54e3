package org.chappe.server.node;

/**
 * What a relay has done since it began.
 *
 * @param sessions sessions open now
 * @param clientsKnown clients in the directory, those that are gone included
 * @param messagesKept messages in the station now
 * @param mailboxes clients with mail in the station now
 * @param framesOutstandingMost frames unacknowledged now in the link that has most of them
 * @param framesQueuedMost frames waiting now in the link that has most of them
 * @param framesSent numbered frames sent for the first time
 * @param retransmitted numbered frames sent again
 * @param framesDoubled numbered frames that came again
 * @param framesBeyondWindow numbered frames that came too early to be held
 * @param messagesDoubled messages that were brought again and not taken a second time
 * @param refusedFull messages refused because the store was full
 * @param sessionsRefused sessions refused because there were too many
 * @param changesRefused directory changes refused because they couldn't be right or for want of room
 * @param pairsForgotten pairs whose delivered messages had to be forgotten
 * @param classicClientsForgotten classic clients whose numbering began again
 * @param classicEpochsEnded times that the identities of classic messages began a new epoch
 */
public record RelayStatistics(
    int sessions,
    int clientsKnown,
    int messagesKept,
    int mailboxes,
    int framesOutstandingMost,
    int framesQueuedMost,
    long framesSent,
    long retransmitted,
    long framesDoubled,
    long framesBeyondWindow,
    long messagesDoubled,
    long refusedFull,
    long sessionsRefused,
    long changesRefused,
    long pairsForgotten,
    long classicClientsForgotten,
    long classicEpochsEnded) {}
