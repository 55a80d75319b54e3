/** One hop: handshake, selective repeat, round-trip time, loss recovery and congestion control with one peer. */
@NullMarked
package org.chappe.link;

import org.jspecify.annotations.NullMarked;
