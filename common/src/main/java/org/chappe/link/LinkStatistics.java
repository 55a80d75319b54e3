package org.chappe.link;

/**
 * What a link has seen so far.
 *
 * @param sent frames sent for the first time
 * @param retransmitted frames sent again
 * @param spurious those of them that the peer had already, as far as its acknowledgements show
 * @param duplicates frames that came again
 * @param queueFull frames not taken because a queue was full
 * @param smoothedRttNanos the smoothed round-trip time, in nanoseconds
 * @param congestionWindow the congestion window, in frames
 * @param beyondWindow frames that came too early to be held
 * @param windowFull how often frames had to wait because the send window was full
 * @param timeouts probe timeouts
 * @param acknowledgementsSent acknowledgements sent
 * @param outstanding frames sent and not yet cumulatively acknowledged now
 * @param queued frames that wait for a number now
 */
public record LinkStatistics(
    long sent,
    long retransmitted,
    long spurious,
    long duplicates,
    long queueFull,
    long smoothedRttNanos,
    int congestionWindow,
    long beyondWindow,
    long windowFull,
    long timeouts,
    long acknowledgementsSent,
    int outstanding,
    int queued) {}
