/** The client as a pure state machine: handshake, session, what goes out, what comes in, and each message once. */
@NullMarked
package org.chappe.client.session;

import org.jspecify.annotations.NullMarked;
