/** Topology files: which relays stand in the line, and where. */
@NullMarked
package org.chappe.topology;

import org.jspecify.annotations.NullMarked;
