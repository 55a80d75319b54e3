/** Rooms: groups whose members get what is written to them, and queues whose items are each taken by one. */
@NullMarked
package org.chappe.server.rooms;

import org.jspecify.annotations.NullMarked;
