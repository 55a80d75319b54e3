/** The line: which links a relay should hold, and the shortest ways over the links that all report. */
@NullMarked
package org.chappe.server.chain;

import org.jspecify.annotations.NullMarked;
