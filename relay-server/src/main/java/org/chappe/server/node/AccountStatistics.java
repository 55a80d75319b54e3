package org.chappe.server.node;

/**
 * What a relay has seen of accounts.
 *
 * @param known accounts that it knows now
 * @param tombstones deleted ones of which it knows that
 * @param tombstonesDropped such that were forgotten because there were too many
 * @param created accounts that were made here
 * @param createdTooFast accounts that weren't, because others had been just before
 * @param entriesRefused entries of other relays that couldn't be right
 * @param entriesRefusedFull entries for which there was no room
 * @param wrongPasswords wrong passwords
 * @param passwordsRefused passwords that weren't looked at because too many were wrong
 * @param passwordsForgotten accounts whose wrong passwords were forgotten because there were too many
 * @param guests sessions now under IDs that aren't proven
 * @param guestsDisplaced such that ended because there were too many
 * @param mailRefused messages that were refused to their senders because their recipient's account was deleted
 * @param questions questions that were answered
 * @param listsRefused lists that weren't made because there were too many
 */
public record AccountStatistics(
    int known,
    int tombstones,
    long tombstonesDropped,
    long created,
    long createdTooFast,
    long entriesRefused,
    long entriesRefusedFull,
    long wrongPasswords,
    long passwordsRefused,
    long passwordsForgotten,
    int guests,
    long guestsDisplaced,
    long mailRefused,
    long questions,
    long listsRefused) {}
