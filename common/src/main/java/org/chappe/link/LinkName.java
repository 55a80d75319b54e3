package org.chappe.link;

import org.chappe.model.Address;

/**
 * The two ends of a link and its session.
 *
 * @param local this end's address in frames
 * @param remote the peer's
 * @param session 48 random bits chosen by the responder
 */
public record LinkName(Address local, Address remote, long session) {}
