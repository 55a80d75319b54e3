/** The only Netty package: sockets, the driver that turns events into steps, and impairment for rehearsals. */
@NullMarked
package org.chappe.transport;

import org.jspecify.annotations.NullMarked;
