/** The relay as one state machine: sessions, greeting, routing, gossip and the classic protocol, composed. */
@NullMarked
package org.chappe.server.node;

import org.jspecify.annotations.NullMarked;
