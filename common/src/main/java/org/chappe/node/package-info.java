/** What every node is: one door in, one question out, and the small world it may act on. */
@NullMarked
package org.chappe.node;

import org.jspecify.annotations.NullMarked;
