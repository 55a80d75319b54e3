package org.chappe.server.station;

import org.chappe.model.ClientId;

/**
 * Who is told what a device that was removed hasn't fetched: that messages weren't delivered.
 *
 * @param born under which version its account was made; somebody else's of the same ID doesn't inherit
 */
public record Heir(ClientId owner, long born) {}
