package org.chappe.client.session;

import org.chappe.model.Address;
import org.chappe.node.Endpoint;

/**
 * A relay that a client may attach to, and where it is.
 *
 * @param relay its number, or {@link Address#NOBODY} for whichever is there
 */
public record Home(Address relay, Endpoint endpoint) {}
