package org.chappe.server.store;

/**
 * What a data directory holds.
 *
 * @param format what it says of itself
 * @param messages messages that wait, and receipts
 * @param messageBytes the bytes of these, as they are stored
 * @param recipients for how many clients they are
 * @param records what else is stored
 * @param bytesOnDisk what all its files take
 * @param tornBytes what a crash left at the end of the logs, never acknowledged
 */
public record StoreContents(
    StoreFormat format,
    long messages,
    long messageBytes,
    long recipients,
    long records,
    long bytesOnDisk,
    long tornBytes) {}
