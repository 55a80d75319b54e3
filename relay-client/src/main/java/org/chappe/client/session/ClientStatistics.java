package org.chappe.client.session;

/**
 * What a client has seen since it was made, over all its sessions.
 *
 * @param sessions sessions it had
 * @param framesSent frames sent for the first time, counted anew in each session
 * @param framesRetransmitted frames sent again within a session
 * @param framesDuplicate frames that came again within a session
 * @param messagesAccepted sends that the home took
 * @param messagesRefused sends that were refused
 * @param messagesDelivered messages delivered to the program
 * @param messagesDuplicate messages that came again and were not delivered again
 * @param outboxFull sends refused because the outbox was full
 * @param sourcesForgotten senders whose numbers were forgotten for want of room
 * @param epochsForgotten epochs of a sender whose numbers were forgotten for want of room
 * @param destinationsForgotten recipients whose numbering started anew for want of room
 */
public record ClientStatistics(
    long sessions,
    long framesSent,
    long framesRetransmitted,
    long framesDuplicate,
    long messagesAccepted,
    long messagesRefused,
    long messagesDelivered,
    long messagesDuplicate,
    long outboxFull,
    long sourcesForgotten,
    long epochsForgotten,
    long destinationsForgotten) {}
