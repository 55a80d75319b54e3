package org.chappe.client.session;

/**
 * What a client has seen since it was made, over all its sessions.
 *
 * @param sessions sessions it had
 * @param homesChanged sessions whose home was another than that of the session before
 * @param homesWaited how often a home had to wait for its turn to be asked for a session
 * @param framesSent frames sent for the first time, counted anew in each session
 * @param framesRetransmitted frames sent again within a session
 * @param framesSpurious those of them that the home had already, as far as it said so
 * @param framesDuplicate frames that came again within a session
 * @param messagesAccepted sends that the home took, each long text being one
 * @param messagesRefused sends that were refused
 * @param messagesDelivered messages delivered to the program
 * @param messagesDuplicate messages and receipts that came again and were not delivered again
 * @param messagesLate messages shown after others that were written later
 * @param gapsGivenUp gaps in a sender's numbers that were not waited for any longer
 * @param holdBackFull how often a gap was given up early for want of room
 * @param historyDropped shown messages that were dropped from the journal for want of room
 * @param sentDropped texts that were sent and have been dropped from the journal for want of room
 * @param outboxFull sends refused because the outbox was full
 * @param awaitingFull sends refused because too many receipts were waited for
 * @param receiptsIgnored receipts for nothing known, or that say nothing new
 * @param sendsForgotten messages whose outcome was forgotten for want of room, so that receipts for it may be told again
 * @param textsDropped long texts that never became complete
 * @param sourcesForgotten senders whose numbers were forgotten for want of room
 * @param epochsForgotten epochs of a sender whose numbers were forgotten for want of room
 * @param destinationsForgotten recipients whose numbering started anew for want of room
 * @param smoothedRttNanos the smoothed round trip of the session that runs, in nanoseconds; 0 where none runs
 */
public record ClientStatistics(
    long sessions,
    long homesChanged,
    long homesWaited,
    long framesSent,
    long framesRetransmitted,
    long framesSpurious,
    long framesDuplicate,
    long messagesAccepted,
    long messagesRefused,
    long messagesDelivered,
    long messagesDuplicate,
    long messagesLate,
    long gapsGivenUp,
    long holdBackFull,
    long historyDropped,
    long sentDropped,
    long outboxFull,
    long awaitingFull,
    long receiptsIgnored,
    long sendsForgotten,
    long textsDropped,
    long sourcesForgotten,
    long epochsForgotten,
    long destinationsForgotten,
    long smoothedRttNanos) {}
