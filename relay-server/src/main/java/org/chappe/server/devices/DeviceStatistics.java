package org.chappe.server.devices;

/**
 * What a relay has seen of the mail of devices.
 *
 * @param copies copies that were written for devices, those of receipts included
 * @param repeated messages that are brought to an owner's devices again, as none had them yet or there are others now
 * @param withoutRoom copies that weren't written because the relay held too much for the device already
 * @param dropped copies that came from other relays and found the device's mailbox full
 * @param ended copies that their device hadn't fetched when their lives ended, or when it was removed
 * @param taken times that a device of a client at home here had acknowledged its copy
 * @param voided copies that weren't handed out because the message had expired elsewhere
 * @param sent messages that devices have sent, counted for each other device that is told
 * @param leftToHeirs times that bad news for a device that was removed was left to the relay that brought it, which tells the owner
 * @param homesTaken times that an owner was brought home here because it had no home, or a dead one
 */
public record DeviceStatistics(
    long copies,
    long repeated,
    long withoutRoom,
    long dropped,
    long ended,
    long taken,
    long voided,
    long sent,
    long leftToHeirs,
    long homesTaken) {}
