package org.chappe.server.admin;

import org.jspecify.annotations.Nullable;

/**
 * What stays the same of a relay while it runs.
 *
 * @param line the name of its topology
 * @param address its UDP address
 * @param data its data directory; null if it keeps mail in memory
 */
public record RelayIdentity(
    String line, String address, @Nullable String data) {}
