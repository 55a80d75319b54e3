package org.chappe.server.node;

import org.chappe.server.devices.DeviceStatistics;
import org.chappe.server.rooms.RoomStatistics;
import org.chappe.server.station.MailEnds;

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
 * @param changesReasserted directory changes told again because a neighbour should have believed them
 * @param tombstones clients in the directory that are gone
 * @param origins runs of relays in the directory
 * @param tombstonesHurried tombstones dropped early because there were too many
 * @param originsForgotten runs of relays forgotten because nothing was left of them
 * @param unprovenForgotten clients forgotten because others came that proved nothing either
 * @param unprovenRefused requests refused because too many clients had proved nothing
 * @param copies messages of which copies were handed to other relays and not heard of yet
 * @param copiesRepeated copies that were handed on again
 * @param custodyTimeouts times that no relay said in time that it has a copy on its disk
 * @param noticesIgnored notices of other relays that might speak of an earlier home
 * @param noticesDropped notices for other relays that found no room or no way
 * @param hopsUsedUp copies that were dropped because they had no hops left
 * @param copiesTurnedAway copies that were dropped because there was no room for them here, to be sent again later
 * @param rangesForgotten ranges of seen numbers that had to be forgotten
 * @param pairsSwept pairs whose seen numbers were forgotten because nothing was seen of them for long
 * @param classicClientsForgotten classic clients whose numbering began again
 * @param classicEpochsEnded times that the identities of classic messages began a new epoch
 * @param bytesKept what the messages in the station now are counted with
 * @param ends how mail has ended here, and what was told of that
 * @param linkage what it has seen of the line
 * @param distrust what it has seen of relays that are broken or hostile
 * @param accounts what it has seen of accounts
 * @param rooms what it has seen of the rooms that it keeps
 * @param devices what it has seen of the mail of devices
 * @param broadcasts what it has seen of texts to all
 * @param presence what it has told of clients that come and leave
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
    long changesReasserted,
    int tombstones,
    int origins,
    long tombstonesHurried,
    long originsForgotten,
    long unprovenForgotten,
    long unprovenRefused,
    int copies,
    long copiesRepeated,
    long custodyTimeouts,
    long noticesIgnored,
    long noticesDropped,
    long hopsUsedUp,
    long copiesTurnedAway,
    long rangesForgotten,
    long pairsSwept,
    long classicClientsForgotten,
    long classicEpochsEnded,
    long bytesKept,
    MailEnds ends,
    LinkageStatistics linkage,
    DistrustStatistics distrust,
    AccountStatistics accounts,
    RoomStatistics rooms,
    DeviceStatistics devices,
    BroadcastStatistics broadcasts,
    PresenceStatistics presence) {}
