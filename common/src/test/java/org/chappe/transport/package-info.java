/** Tests of the driver over real loopback sockets, and of its pure parts without. */
@NullMarked
package org.chappe.transport;

import org.jspecify.annotations.NullMarked;
