package org.chappe.client.session;

import org.chappe.model.RelayNumber;
import org.chappe.node.Endpoint;

/** A relay that a client may attach to, and where it is. */
public record Home(RelayNumber relay, Endpoint endpoint) {}
