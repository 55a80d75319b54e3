/** The line: who stands where, and which neighbour is nearer to whom. */
@NullMarked
package org.chappe.server.chain;

import org.jspecify.annotations.NullMarked;
