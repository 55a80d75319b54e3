package org.chappe.server.node;

import org.chappe.auth.LoginExchange;

/**
 * A login that waits for its proof.
 *
 * @param device which of the owner's devices says it is logging in
 * @param takesOver whether another device that is logged in has to go
 */
record Login(LoginExchange exchange, long device, boolean takesOver) {}
