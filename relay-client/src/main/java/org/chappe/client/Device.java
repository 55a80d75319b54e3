package org.chappe.client;

import org.chappe.client.session.Credentials;
import org.chappe.model.ClientId;
import org.chappe.model.DeviceName;

/**
 * A device of an account, as that device itself knows it. Whoever has this can be it.
 *
 * @param id under which it attaches; nobody writes to that, nor sees it
 * @param name whose it is, and what the owner calls it
 * @param credentials what it proves itself with
 */
public record Device(ClientId id, DeviceName name, Credentials credentials) {}
