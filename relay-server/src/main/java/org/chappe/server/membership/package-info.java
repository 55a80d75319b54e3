/** Who belongs to the line and who of them lives: entries that merge, silence, suspicion and its refutation. */
@NullMarked
package org.chappe.server.membership;

import org.jspecify.annotations.NullMarked;
