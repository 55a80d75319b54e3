/** The texts to all of the last minutes: what a relay knows of them, and what it tells its neighbours. */
@NullMarked
package org.chappe.server.broadcast;

import org.jspecify.annotations.NullMarked;
